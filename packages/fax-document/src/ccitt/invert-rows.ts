import { rowBytes } from './row-sink.ts';

/** The bits of a row's last byte that belong to its pixels. */
export const lastByteMask = (width: number): number => (0xff00 >>> (((width - 1) & 7) + 1)) & 0xff;

/** The other colour for every pixel; the bits behind a row's last pixel are 0. */
export function invertRows(rows: Uint8Array, width: number): Uint8Array {
  const stride = rowBytes(width);
  const mask = lastByteMask(width);
  const other = rows.map((byte) => byte ^ 0xff);
  for (let at = stride - 1; at < other.length; at += stride) other[at]! &= mask;
  return other;
}
