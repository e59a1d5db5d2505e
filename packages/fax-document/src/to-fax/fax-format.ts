/** Lines an inch down the page: T.4 table 2, and T.30's name for each. */
export type FaxResolution = 'standard' | 'fine' | 'superfine';

/** Pixels of a line: 215, 255 and 303 mm at 204 dots an inch (T.4 table 2: A4 and letter, B4, A3). */
export type FaxWidth = 1728 | 2048 | 2432;

/** T.6, and T.4 in one and two dimensions. */
export type FaxCoding = 'g4' | 'g3-1d' | 'g3-2d';

/** How a fax's pages are to be sent. */
export interface FaxFormat {
  readonly resolution: FaxResolution;
  readonly width: FaxWidth;
  readonly coding: FaxCoding;
  /** TIFF's FillOrder: 1, the highest bit of a byte comes first; 2, the lowest. */
  readonly fillOrder: 1 | 2;
}

export const FAX_RESOLUTIONS: readonly FaxResolution[] = ['standard', 'fine', 'superfine'];
export const FAX_WIDTHS: readonly FaxWidth[] = [1728, 2048, 2432];
export const FAX_CODINGS: readonly FaxCoding[] = ['g4', 'g3-1d', 'g3-2d'];

/** Dots an inch along a line. */
export const X_DPI = 204;

/** Lines an inch: 3.85, 7.7 and 15.4 a millimetre. */
export const Y_DPI = { standard: 98, fine: 196, superfine: 391 } as const satisfies Record<
  FaxResolution,
  number
>;

/** T.4 clause 4.2.1: the parameter K by resolution, for coding in two dimensions. */
export const PARAMETER_K = { standard: 2, fine: 4, superfine: 8 } as const satisfies Record<
  FaxResolution,
  number
>;

const MM_PER_INCH = 25.4;

/** Inches of the sheet that a line of this width is for: A4, B4, A3 (T.4 table 2). */
export const SHEET_LENGTH = {
  1728: 297 / MM_PER_INCH,
  2048: 364 / MM_PER_INCH,
  2432: 420 / MM_PER_INCH,
} as const satisfies Record<FaxWidth, number>;
