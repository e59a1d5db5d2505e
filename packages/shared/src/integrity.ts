/** What is known of how whole a received document is; data, shown to people. */
export interface Integrity {
  /** Pages in the document that we hold. */
  readonly pages: number;
  /** Pages that the sender's machine or the carrier announced. */
  readonly announcedPages?: number;
  /** Scan lines that the line damaged, over all pages. */
  readonly damagedLines: number;
  /** Scan lines that never came, over all pages. */
  readonly missingLines: number;
  /** Pages (from 1) without any ink. They are kept: the sender's count includes them. */
  readonly blankPages: readonly number[];
  /** The carrier or modem said that reception ended before the sender was done. */
  readonly endedEarly: boolean;
}

/** The one mark that a row shows: whole, damaged (lines), or partial (pages or the end are missing). */
export type IntegrityMark = 'whole' | 'damaged' | 'partial';

export const markOf = (integrity: Integrity): IntegrityMark => {
  const fewerPages =
    integrity.announcedPages !== undefined && integrity.pages < integrity.announcedPages;
  if (integrity.endedEarly || fewerPages || integrity.missingLines > 0) return 'partial';
  return integrity.damagedLines > 0 ? 'damaged' : 'whole';
};
