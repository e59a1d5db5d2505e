import type { PdfIntake } from './pdf-intake.ts';

/** Lines of a page, from the top: the first, and the one behind the last. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** What is known of one page. */
export interface PageFacts {
  /** TIFF: pixels of the stored raster. PDF: points, as shown. */
  readonly width: number;
  readonly height: number;
  /** Pixels an inch; 72 for a PDF. */
  readonly xDpi: number;
  readonly yDpi: number;
  /** Lines that came damaged: found here or counted by the receiver, whichever is more. */
  readonly damagedLines: number;
  /** Where the damaged lines lie that were found here: 32 ranges at most, near ones joined. */
  readonly damage: readonly LineRange[];
  /** Lines that the file promises and doesn't have. */
  readonly missingLines: number;
  /** The page breaks off: its lower part never came, or can't be read. */
  readonly endedEarly: boolean;
  /** By how much the raster is turned clockwise where it is shown (TIFF's Orientation), in degrees. */
  readonly rotate: 0 | 90 | 180 | 270;
  /** Nothing but stray dots on it. In a PDF it is looked for within some seconds. */
  readonly blank: boolean;
}

/** A document as a PDF that opens, with the state of its pages. */
export interface Conversion {
  readonly source: 'tiff' | 'pdf';
  /** A PDF source's own bytes where they are sound and nothing in them acts, unless text was added. */
  readonly pdf: Uint8Array;
  readonly pages: readonly PageFacts[];
  /** The file ends before what it promises: pages or lines were lost. */
  readonly truncated: boolean;
  /** The PDF is archival by ISO 19005-2, level B; with text level U. Never said of a PDF source. */
  readonly pdfA?: '2b' | '2u';
  /**
   * Pages that were given recognised text; there when a conversion had some. 0 as well for a PDF that
   * stays as it is: signed, encrypted, or all of it searchable.
   */
  readonly textPages?: number;
  /** How a PDF source came, and what was done to it; absent for a TIFF. */
  readonly intake?: PdfIntake;
  /** The sender's own identification (TSI), as a receiver noted it; anyone can forge it. */
  readonly tsi?: string;
}

/** One page as a picture. */
export interface PagePicture {
  readonly mediaType: 'image/png' | 'image/webp';
  readonly bytes: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}
