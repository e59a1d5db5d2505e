import type { PackedRows } from '../ccitt/row-sink.ts';

/** Black pixels in a million that dust and line noise leave; a single full stop has more. */
const STRAY_PER_MILLION = 12;

const ONES = Uint8Array.from({ length: 256 }, (_, byte) => {
  let ones = 0;
  for (let rest = byte; rest !== 0; rest &= rest - 1) ones++;
  return ones;
});

/** So many black pixels and no more are stray dots on a page of this size. */
export const strayPixels = (width: number, height: number): number =>
  (width * height * STRAY_PER_MILLION) / 1_000_000;

/** Whether a page holds nothing but stray dots. */
export function isBlank({ width, height, rows }: PackedRows): boolean {
  const allowed = strayPixels(width, height);
  let black = 0;
  for (const byte of rows) {
    if (byte === 0) continue;
    black += ONES[byte]!;
    if (black > allowed) return false;
  }
  return true;
}
