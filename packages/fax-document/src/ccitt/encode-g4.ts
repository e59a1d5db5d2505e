import { BitSink } from './bit-sink.ts';
import { readRow, whiteRow } from './changes.ts';
import { encodeRow2D, putEndOfLine } from './encode-row.ts';
import { rowBytes, type PackedRows } from './row-sink.ts';

/**
 * Codes packed rows by T.6, ended by EOFB, most significant bit first. The coding has no freedom:
 * every encoder that follows clause 2.2 gives these bytes.
 */
export function encodeG4(page: PackedRows): Uint8Array {
  const { width, height, rows } = page;
  const stride = rowBytes(width);
  const bits = new BitSink((stride * height) >>> 4);
  let reference = whiteRow(width);
  let row = whiteRow(width);
  for (let y = 0; y < height; y++) {
    bits.reserveRow(width);
    readRow(row, width, rows, y * stride);
    encodeRow2D(bits, width, reference, row);
    [reference, row] = [row, reference];
  }
  bits.reserveRow(0);
  putEndOfLine(bits);
  putEndOfLine(bits);
  return bits.finish();
}
