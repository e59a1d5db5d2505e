import { decodeStrip, type DecodedStrip } from '../ccitt/decode-strip.ts';
import { rowBytes } from '../ccitt/row-sink.ts';
import type { ReadPage } from './decode-page.ts';
import type { TiffPage } from './page.ts';
import type { Reading } from './reading.ts';
import { segmentBytes } from './segment-bytes.ts';

interface PlacedStrip extends DecodedStrip {
  readonly coded: Uint8Array;
  /** The page's row that the strip begins at, and how many it should have. */
  readonly firstRow: number;
  readonly expected: number;
}

/** Bytes behind the last that decoding used which are left where they are: fill, an end of block. */
const TRAILING_BYTES = 64;

/** A strict strip's bytes without what may lie far behind its last row. */
export const trimmedStrip = (coded: Uint8Array, usedBytes: number): Uint8Array =>
  coded.subarray(0, usedBytes + TRAILING_BYTES);

/** Decodes a page of strips in one reading. @throws FaxDocumentError `too-many-pixels` */
export function decodeStrips(
  bytes: Uint8Array,
  page: TiffPage,
  reading: Reading,
  maxPixels: number,
): ReadPage {
  const strips = placeStrips(bytes, page, reading, maxPixels);
  const only = strips.length === 1 ? strips[0] : undefined;
  return {
    ...joinStrips(page, strips),
    endOfBlock: strips.at(-1)?.endOfBlock ?? false,
    uncompressedMode: strips.some((strip) => strip.uncompressedMode),
    strictStrip: only?.strict ? trimmedStrip(only.coded, only.usedBytes) : undefined,
  };
}

/** The rows that a page may have, and whether it has just as many. */
export function rowsToExpect(
  page: TiffPage,
  maxPixels: number,
): { readonly height: number; readonly exact: boolean } {
  const bound = Math.floor(maxPixels / page.width);
  const exact = page.height !== undefined || page.rowsPerStrip <= bound;
  return { height: page.height ?? bound, exact };
}

function placeStrips(
  bytes: Uint8Array,
  page: TiffPage,
  reading: Reading,
  maxPixels: number,
): PlacedStrip[] {
  const columns = page.width;
  const { height, exact } = rowsToExpect(page, maxPixels);
  const placed: PlacedStrip[] = [];
  let firstRow = 0;
  for (const strip of page.strips) {
    const expected = Math.min(page.rowsPerStrip, height - firstRow);
    if (expected <= 0) break;
    const shape = { columns, rows: expected };
    const coded = segmentBytes(bytes, strip, reading, shape);
    const decoded = decodeStrip(coded, { ...shape, coding: reading.coding, exact });
    placed.push({ ...decoded, coded, firstRow, expected });
    firstRow += page.height === undefined && !exact ? decoded.height : expected;
  }
  return placed;
}

function joinStrips(
  page: TiffPage,
  strips: readonly PlacedStrip[],
): Pick<ReadPage, 'width' | 'height' | 'rows' | 'damagedRows' | 'missingLines'> {
  const stride = rowBytes(page.width);
  const last = strips.findLast((strip) => strip.height > 0);
  const height = last === undefined ? 0 : last.firstRow + last.height;
  const received = strips.reduce((sum, strip) => sum + strip.height, 0);
  const rows = strips.length === 1 && strips[0] ? strips[0].rows : new Uint8Array(stride * height);
  if (strips.length > 1) {
    for (const strip of strips) if (strip.height > 0) rows.set(strip.rows, strip.firstRow * stride);
  }
  return {
    width: page.width,
    height,
    rows,
    damagedRows: strips.flatMap((strip) => strip.damagedRows.map((row) => row + strip.firstRow)),
    missingLines: Math.max(0, (page.height ?? height) - received),
  };
}
