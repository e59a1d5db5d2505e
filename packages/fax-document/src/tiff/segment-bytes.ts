import { reverseBits } from '../ccitt/bit-order.ts';
import type { Reading } from './reading.ts';
import type { Strip } from './strips.ts';

/** A row's EOL, fill bits for the slowest printer (T.4 clause 4.1.3, 40 ms at 14400 bit/s), and room. */
const SPARE_ROW_BYTES = 1024;
const SPARE_BYTES = 4096;

/**
 * A strip's coded bytes, most significant bit first, no more than so many rows can need: no T.4 or
 * T.6 code takes eight bits a pixel. So lengths that lie cost nothing.
 */
export function segmentBytes(
  bytes: Uint8Array,
  { offset, length, reach }: Strip,
  reading: Reading,
  shape: { readonly columns: number; readonly rows: number },
): Uint8Array {
  const most = shape.rows * (shape.columns + SPARE_ROW_BYTES) + SPARE_BYTES;
  const end = offset + Math.min(reading.beyondByteCounts ? reach : length, most);
  const stored = bytes.subarray(offset, end);
  return reading.lsbFirst ? reverseBits(stored) : stored;
}
