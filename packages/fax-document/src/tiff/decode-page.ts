import { reverseBits } from '../ccitt/bit-order.ts';
import { decodeStrip, type Coding, type DecodedStrip } from '../ccitt/decode-strip.ts';
import { rowBytes, type PackedRows } from '../ccitt/row-sink.ts';
import { FaxDocumentError } from '../errors.ts';
import type { TiffPage } from './page.ts';
import { COMPRESSION } from './tags.ts';

/** A decoded page, and what its lines went through. Rows: 1 = black as people see it. */
export interface DecodedPage extends PackedRows {
  /** Indices of rows that came damaged, ascending. */
  readonly damagedRows: readonly number[];
  /** Rows that the directory promises and the data don't have. */
  readonly missingLines: number;
  /** The last strip ends as T.4 or T.6 wants a page to end: the sender came to its end. */
  readonly endOfBlock: boolean;
  /** The page's only strip, most significant bit first, when any decoder would read it alike. */
  readonly passThrough?: { readonly coded: Uint8Array; readonly coding: PassedCoding };
}

/** Codings that PDF readers know, too. */
type PassedCoding = Exclude<Coding, 'mh-aligned'>;

const T4_TWO_DIMENSIONAL = 1;
/** T4Options and T6Options alike: bit 1 allows uncompressed mode. */
const UNCOMPRESSED_ALLOWED = 2;

/** How a page's strips are coded, if by T.4 or T.6. */
export function codingOf(page: TiffPage): Coding | undefined {
  switch (page.compression) {
    case COMPRESSION.modifiedHuffman:
      return 'mh-aligned';
    case COMPRESSION.t4:
      return (page.t4Options & T4_TWO_DIMENSIONAL) === 0 ? 'g3-1d' : 'g3-2d';
    case COMPRESSION.t6:
      return 'g4';
    default:
      return undefined;
  }
}

/**
 * Decodes a T.4 or T.6 page of the file `bytes`. Lines behind the last that could be read are no
 * part of the page; lines missing between strips are white.
 *
 * @throws FaxDocumentError `uncompressed-mode`, `too-many-pixels`
 */
export function decodePage(
  bytes: Uint8Array,
  page: TiffPage,
  coding: Coding,
  maxPixels: number,
): DecodedPage {
  const strips = decodeStrips(bytes, page, coding, maxPixels);
  const joined = joinStrips(page, strips);
  const rows = page.blackRunsAreBlack ? joined.rows : inverted(joined.rows, page.width);
  const only = strips.length === 1 ? strips[0] : undefined;
  const whole = joined.missingLines === 0 && joined.damagedRows.length === 0;
  const passes = only?.strict && whole && coding !== 'mh-aligned';
  return {
    ...joined,
    rows,
    endOfBlock: strips.at(-1)?.endOfBlock ?? false,
    ...(passes ? { passThrough: { coded: only.coded, coding } } : {}),
  };
}

interface PlacedStrip extends DecodedStrip {
  readonly coded: Uint8Array;
  /** The page's row that the strip begins at, and how many it should have. */
  readonly firstRow: number;
  readonly expected: number;
}

function decodeStrips(
  bytes: Uint8Array,
  page: TiffPage,
  coding: Coding,
  maxPixels: number,
): PlacedStrip[] {
  const mayBeUncompressed = ((page.t4Options | page.t6Options) & UNCOMPRESSED_ALLOWED) !== 0;
  const bound = Math.floor(maxPixels / page.width);
  const height = page.height ?? bound;
  const placed: PlacedStrip[] = [];
  let firstRow = 0;
  for (const { offset, length } of page.strips) {
    const expected = Math.min(page.rowsPerStrip, height - firstRow);
    if (expected <= 0) break;
    const stored = bytes.subarray(offset, offset + length);
    const coded = page.lsbFirst ? reverseBits(stored) : stored;
    const exact = page.height !== undefined || page.rowsPerStrip <= bound;
    const strip = decodeStrip(coded, { coding, columns: page.width, rows: expected, exact });
    if (strip.uncompressedMode && mayBeUncompressed) {
      throw new FaxDocumentError('uncompressed-mode', 'The page uses uncompressed mode.');
    }
    placed.push({ ...strip, coded, firstRow, expected });
    firstRow += page.height === undefined && !exact ? strip.height : expected;
  }
  return placed;
}

function joinStrips(
  page: TiffPage,
  strips: readonly PlacedStrip[],
): PackedRows & { damagedRows: readonly number[]; missingLines: number } {
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

/** The other colour for every pixel; the bits behind a row's last pixel stay 0. */
function inverted(rows: Uint8Array, width: number): Uint8Array {
  const stride = rowBytes(width);
  const lastMask = (0xff00 >>> (((width - 1) & 7) + 1)) & 0xff;
  const other = rows.map((byte) => byte ^ 0xff);
  for (let at = stride - 1; at < other.length; at += stride) other[at]! &= lastMask;
  return other;
}
