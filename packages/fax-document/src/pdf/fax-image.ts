import { deflateSync } from 'node:zlib';

import { encodeG4 } from '../ccitt/encode-g4.ts';
import type { PackedRows } from '../ccitt/row-sink.ts';
import type { DecodedPage } from '../tiff/decode-page.ts';
import type { TiffPage } from '../tiff/page.ts';

/** What a page of a PDF shows. */
export type PageImage = FaxImage | GreyImage;

/** Samples of one byte, 0 black, packed without loss. */
export interface GreyImage {
  readonly columns: number;
  readonly rows: number;
  readonly deflated: Uint8Array;
}

/** A coded page and how a PDF reader must decode it (ISO 32000-1 table 11). */
export interface FaxImage {
  readonly coded: Uint8Array;
  /** < 0: T.6; 0: T.4 one-dimensional; > 0: T.4 two-dimensional. */
  readonly k: -1 | 0 | 1;
  readonly columns: number;
  readonly rows: number;
  /** Coded black runs are 1 bits, and so white in DeviceGray. */
  readonly blackIs1: boolean;
  readonly endOfLine: boolean;
  readonly endOfBlock: boolean;
}

/** ISO 32000-1 table 11: what `K` says of the coding. */
const K = { g4: -1, 'g3-1d': 0, 'g3-2d': 1 } as const;

/** The image of a decoded page, whose pixels it has without loss. */
export function pageImage(page: TiffPage, decoded: DecodedPage): PageImage {
  const { grey, width, height } = decoded;
  if (grey === undefined) return faxImage(page, decoded);
  return { columns: width, rows: height, deflated: deflateSync(grey) };
}

/**
 * The image of a bilevel page: its own coded strip where every decoder reads it alike, else its rows
 * coded again by T.6. Fill bits before EOLs are EOLs' own business (EndOfLine), not EncodedByteAlign.
 */
export function faxImage(page: TiffPage, decoded: DecodedPage): FaxImage {
  const { passThrough } = decoded;
  if (passThrough === undefined) return recoded(decoded);
  return {
    coded: passThrough.coded,
    k: K[passThrough.coding],
    columns: decoded.width,
    rows: decoded.height,
    blackIs1: !page.blackRunsAreBlack,
    endOfLine: passThrough.coding !== 'g4',
    endOfBlock: decoded.endOfBlock,
  };
}

/** Packed rows as a T.6 image. */
export function recoded(page: PackedRows): FaxImage {
  return {
    coded: encodeG4(page),
    k: -1,
    columns: page.width,
    rows: page.height,
    blackIs1: false,
    endOfLine: false,
    endOfBlock: true,
  };
}
