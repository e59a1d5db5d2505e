import type { PageFacts } from './conversion.ts';
import type { PdfIntake } from './pdf-intake.ts';
import type { FaxTags } from './tiff/fax-tags.ts';
import type { Correction } from './tiff/reading.ts';

/** What a document is, without a PDF being made of it. */
export type Inspection = TiffInspection | PdfInspection;

export interface TiffInspection {
  readonly source: 'tiff';
  readonly byteOrder: 'little-endian' | 'big-endian';
  readonly bigTiff: boolean;
  /** As `Conversion.truncated`. */
  readonly truncated: boolean;
  readonly pages: readonly TiffPageFacts[];
  /** The sender's own identification (TSI), as a receiver noted it; anyone can forge it. */
  readonly tsi?: string;
}

export interface TiffPageFacts extends PageFacts {
  /** The coding's name: `g4`, `g3-1d`, `lzw` … as the data prove it to be. */
  readonly compression: string;
  /** 1: a byte's highest bit comes first; 2: its lowest. As the data prove it to be. */
  readonly fillOrder: 1 | 2;
  /** PhotometricInterpretation, TIFF 6.0 section 8: 0 white is zero, 1 black is zero … */
  readonly photometric: number;
  /** TIFF 6.0 section 8: 1 is upright, 2–8 the turned and mirrored ones. */
  readonly orientation: number;
  readonly layout: 'strips' | 'tiles';
  /** Strips or tiles. */
  readonly segments: number;
  /** Labels of the directory that the data prove wrong. */
  readonly corrections: readonly Correction[];
  /** What the receiver wrote of the reception: HylaFAX's and spandsp's tags. */
  readonly receiver: FaxTags;
}

export interface PdfInspection {
  readonly source: 'pdf';
  /** It is encrypted, and opens without a password all the same. */
  readonly encrypted: boolean;
  /** As `Conversion.truncated`. */
  readonly truncated: boolean;
  /** How it came, and what `toPdf` takes out of it. */
  readonly intake: PdfIntake;
  readonly pages: readonly PageFacts[];
}
