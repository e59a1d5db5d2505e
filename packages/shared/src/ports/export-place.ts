/** Where files are handed over to systems that have no API: folders that others make and empty. */
export interface ExportPlace {
  /**
   * Opens one of its folders; what is written afterwards lands in this very folder, whatever its name leads to by then.
   * @throws KuvertError `export-folder-missing`, `export-folder-forbidden`, `export-failed`
   */
  open(folder: string): Promise<ExportFolder>;
}

export interface ExportFolder {
  /**
   * Writes a file that is there whole or not at all. One that is there already with the same bytes is as good.
   * @throws KuvertError `export-disk-full`, `export-folder-forbidden`, `export-failed`; `export-name-taken` when the
   * name is another file's: nothing is ever overwritten
   */
  put(name: string, bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
