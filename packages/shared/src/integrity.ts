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

/** Lines of a page, from the top: the first, and the one behind the last. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** The state of one page of a received document. */
export interface PageIntegrity {
  /** Lines that the page has here. */
  readonly lines: number;
  readonly damagedLines: number;
  /** Where damaged lines lie, as far as that is known: a receiver may have counted them and no more. */
  readonly damage: readonly LineRange[];
  readonly missingLines: number;
  /** The page breaks off: its lower part never came, or can't be read. */
  readonly endedEarly: boolean;
  readonly blank: boolean;
  /** By how much the file wants its lines turned clockwise to be shown, in degrees. */
  readonly rotate: 0 | 90 | 180 | 270;
}
