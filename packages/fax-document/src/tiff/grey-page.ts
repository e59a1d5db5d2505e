import { rowBytes, type PackedRows } from '../ccitt/row-sink.ts';
import { isBlank, isBlankGrey } from './blank.ts';
import type { DecodedPage } from './decode-page.ts';

/** Rows of one byte a pixel: 0 black, 255 white. */
export interface GreyRows {
  readonly width: number;
  readonly height: number;
  readonly samples: Uint8Array;
}

/** Below this a sample counts as black where a page is asked for its black pixels. */
const MIDDLE = 128;

/** A page of samples: a bilevel one when all of them are black or white, else a grey one. */
export function greyPage(
  { width, height, samples, damagedRows }: GreyRows & { readonly damagedRows: readonly number[] },
  missingLines = 0,
): DecodedPage {
  const stride = rowBytes(width);
  const rows = new Uint8Array(stride * height);
  let pure = true;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const sample = samples[at]!;
      if (sample < MIDDLE) rows[y * stride + (x >>> 3)]! |= 0x80 >> (x & 7);
      if (sample !== 0 && sample !== 255) pure = false;
    }
  }
  const page = bilevelPage({ width, height, rows }, damagedRows, missingLines);
  return pure ? page : { ...page, grey: samples, blank: isBlankGrey({ width, height, samples }) };
}

/** A page of packed rows that are none of a fax's own codings. */
export function bilevelPage(
  page: PackedRows,
  damagedRows: readonly number[],
  missingLines: number,
): DecodedPage {
  return { ...page, blank: isBlank(page), damagedRows, missingLines, endOfBlock: true };
}
