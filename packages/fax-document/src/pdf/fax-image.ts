import { deflateSync } from 'node:zlib';

import { encodeG4 } from '../ccitt/encode-g4.ts';
import type { PackedRows } from '../ccitt/row-sink.ts';
import type { DecodedPage, PageAccount, PassThrough } from '../tiff/decode-page.ts';
import type { TiffPage } from '../tiff/page.ts';
import type { ValidatedPage } from '../tiff/validate-page.ts';

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

/**
 * The image of a page, whose pixels it has without loss: its own coded strip where every decoder reads
 * it alike, else its grey samples, or its rows coded again by T.6.
 */
export function pageImage(page: TiffPage, decoded: ValidatedPage | DecodedPage): PageImage {
  if (!('rows' in decoded)) return passedImage(page, decoded, decoded.passThrough);
  const { width, height, grey, passThrough } = decoded;
  if (passThrough !== undefined) return passedImage(page, decoded, passThrough);
  if (grey === undefined) return recoded(decoded);
  return { columns: width, rows: height, deflated: deflateSync(grey) };
}

/** The page's own strip. Fill bits before EOLs are EOLs' own business (EndOfLine), not EncodedByteAlign. */
export function passedImage(
  page: TiffPage,
  { width, height, endOfBlock }: Pick<PageAccount, 'width' | 'height' | 'endOfBlock'>,
  { coded, coding }: PassThrough,
): FaxImage {
  return {
    coded,
    k: K[coding],
    columns: width,
    rows: height,
    blackIs1: !page.blackRunsAreBlack,
    endOfLine: coding !== 'g4',
    endOfBlock,
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
