import { SHEET_LENGTH, X_DPI, Y_DPI, type FaxFormat } from '../fax-format.ts';

/** What a page's content has room on, and the size of its pixels. */
export interface Paper {
  /** Pixels of every line. */
  readonly columns: number;
  /** Lines of a sheet, less those of the header. */
  readonly rows: number;
  readonly xDpi: number;
  readonly yDpi: number;
}

/** The sheet for a format, below a header of so many rows. */
export function paperFor({ width, resolution }: FaxFormat, headerRows: number): Paper {
  const yDpi = Y_DPI[resolution];
  // Down, since HylaFAX resizes what is longer than the sheet by a fraction of a line.
  const rows = Math.floor(SHEET_LENGTH[width] * yDpi) - headerRows;
  return { columns: width, rows, xDpi: X_DPI, yDpi };
}
