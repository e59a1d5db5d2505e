import type { PdfIntake } from '../pdf-intake.ts';
import type { FaxFormat } from './fax-format.ts';

/** A document's kind, as its first bytes say. */
export type FaxSourceKind = 'pdf' | 'tiff' | 'png' | 'jpeg' | 'text';

/** What became of one document. */
export interface FaxSourceFacts {
  readonly kind: FaxSourceKind;
  readonly pages: number;
  /** It ends before what it promises. */
  readonly truncated: boolean;
  /** PDF: how it came, and what is not in the fax. */
  readonly intake?: PdfIntake;
  /** Plain text: how its bytes were read. */
  readonly encoding?: TextEncodingName;
  /** Plain text: characters that the font doesn't have, shown as a box. */
  readonly replacedCharacters?: number;
}

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** One page as it will be faxed. */
export interface FaxPageFacts {
  /** Which document (from 0), or the cover. */
  readonly source: number | 'cover';
  /** Page of that document, from 1. */
  readonly page: number;
  /** Pixels; the header's rows are counted. */
  readonly width: number;
  readonly height: number;
  readonly xDpi: number;
  readonly yDpi: number;
  /** Rows of the header line, which are above the page's own. */
  readonly headerRows: number;
  /** Size on the fax's paper by the size in the document; 1 where that has none. */
  readonly scale: number;
  /** Turned a quarter, so that a landscape page fills the paper. */
  readonly turned: boolean;
  /** The pixels are the document's own, each as it was. */
  readonly ownPixels: boolean;
  /** Nothing but stray dots on it, the header aside. */
  readonly blank: boolean;
  /** Share of the page, 0–1, whose greys became a screen of dots. */
  readonly halftoned: number;
  /** Lines of a TIFF that came damaged, or are not there. */
  readonly damagedLines: number;
  readonly missingLines: number;
}

/** A fax, ready to be sent. */
export interface FaxRaster {
  /** TIFF-F (RFC 3949), a page a directory. */
  readonly tiff: Uint8Array;
  readonly format: FaxFormat;
  readonly sources: readonly FaxSourceFacts[];
  readonly pages: readonly FaxPageFacts[];
}
