import { BitSink } from './bit-sink.ts';
import { readRow, whiteRow } from './changes.ts';
import { encodeRow1D, encodeRow2D, putEndOfLine } from './encode-row.ts';
import { rowBytes, type PackedRows } from './row-sink.ts';

/** How T.4 data are to be coded. */
export interface G3Options {
  /**
   * T.4 clause 4.2.1, parameter K: after a one-dimensional row come at most `k` − 1 rows that refer to
   * the one before. 1 is one-dimensional coding without tag bits; T.4 sets 2 for standard, 4 for fine
   * and 8 for superfine resolution.
   */
  readonly k: 1 | 2 | 4 | 8;
  /** Fill bits (clause 4.1.3) make each EOL end at a byte: TIFF's T4Options bit 2. */
  readonly byteAlignedEols: boolean;
  /** RTC, six EOLs (clause 4.1.4), ends the data: wanted on a line, not by TIFF 6.0 section 11. */
  readonly returnToControl: boolean;
}

const EOL_BITS = 12;
const RTC_EOLS = 6;

/** Codes packed rows by T.4, an EOL before each row, most significant bit first. */
export function encodeG3(page: PackedRows, options: G3Options): Uint8Array {
  const { width, height, rows } = page;
  const stride = rowBytes(width);
  const bits = new BitSink((stride * height) >>> 3);
  const tagged = options.k > 1;
  let reference = whiteRow(width);
  let row = whiteRow(width);
  for (let y = 0; y < height; y++) {
    const oneDimensional = y % options.k === 0;
    bits.reserveRow(width);
    readRow(row, width, rows, y * stride);
    if (options.byteAlignedEols) alignEndOfLine(bits);
    putEndOfLine(bits);
    if (tagged) putTag(bits, oneDimensional);
    if (oneDimensional) encodeRow1D(bits, width, row);
    else encodeRow2D(bits, width, reference, row);
    [reference, row] = [row, reference];
  }
  bits.reserveRow(0);
  if (options.returnToControl) putReturnToControl(bits, tagged);
  return bits.finish();
}

/** Clause 4.2.2: 1 behind an EOL says that the next row is coded in one dimension. */
const putTag = (bits: BitSink, oneDimensional: boolean): void =>
  bits.write(oneDimensional ? 1 : 0, 1);

function alignEndOfLine(bits: BitSink): void {
  const used = (bits.bitsInLastByte + EOL_BITS) % 8;
  if (used > 0) bits.write(0, 8 - used);
}

/** Clause 4.1.4, and 4.2.3 with tag bits: six EOLs, in two-dimensional coding each with a 1. */
function putReturnToControl(bits: BitSink, tagged: boolean): void {
  for (let count = 0; count < RTC_EOLS; count++) {
    putEndOfLine(bits);
    if (tagged) putTag(bits, true);
  }
}
