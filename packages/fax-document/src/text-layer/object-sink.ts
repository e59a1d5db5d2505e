/** Where the objects of a layer go: a file that is written here, or one that is opened and changed. */
export interface ObjectSink {
  /** An object as PDF text in ASCII; returns a reference to it (`7 0 R`). */
  put(text: string): string;
  /** A stream; `entries` is its dictionary without brackets and without /Length. */
  putStream(entries: string, bytes: Uint8Array): string;
}
