/**
 * A row as its changing elements (T.4 clause 4.2.1.1): the positions where the colour changes,
 * beginning with white, so that entries with an even index begin black runs. `at[count]` and the
 * three entries behind it equal the number of columns.
 */
export interface Changes {
  readonly at: Int32Array;
  count: number;
  /**
   * Its codes were not those of any recommendation's encoder: two changes may lie at one position, with
   * an empty run between them. As libtiff has it, the next row's codes count them.
   */
  irregular: boolean;
}

/** Guards, and the bits behind a row's last pixel as long as they are looked at. */
const ROOM = 40;

/** Room for a row of `columns` pixels, beginning as an all-white row. */
export function whiteRow(columns: number): Changes {
  return { at: new Int32Array(columns + ROOM).fill(columns), count: 0, irregular: false };
}

/**
 * Adds a change behind the first `count` and returns how many there are then. Where a row of any pixels
 * has no more, two at one position cancel each other.
 */
export function changesWith(
  at: Int32Array,
  count: number,
  position: number,
  columns: number,
): number {
  if (count > columns && at[count - 1] === position) return count - 1;
  at[count] = position;
  return count + 1;
}

function putGuards(at: Int32Array, count: number, columns: number): void {
  at[count] = columns;
  at[count + 1] = columns;
  at[count + 2] = columns;
  at[count + 3] = columns;
}

/** Ends the row: changes at its right edge are none, and the guards go behind the last one. */
export function finishRow(row: Changes, columns: number): void {
  while (row.count > 0 && row.at[row.count - 1]! >= columns) row.count--;
  putGuards(row.at, row.count, columns);
}

/** Sets the black runs' bits in a row of zeroed bytes that begins at `offset`. */
export function paintRow(row: Changes, columns: number, bytes: Uint8Array, offset: number): void {
  const { at, count } = row;
  for (let i = 0; i < count; i += 2) {
    const start = at[i]!;
    const end = i + 1 < count ? at[i + 1]! : columns;
    if (start === end) continue;
    const firstByte = offset + (start >>> 3);
    const lastByte = offset + ((end - 1) >>> 3);
    const firstMask = 0xff >>> (start & 7);
    const lastMask = 0xff00 >>> (((end - 1) & 7) + 1);
    if (firstByte === lastByte) {
      bytes[firstByte]! |= firstMask & lastMask;
    } else {
      bytes[firstByte]! |= firstMask;
      if (lastByte - firstByte > 1) bytes.fill(0xff, firstByte + 1, lastByte);
      bytes[lastByte]! |= lastMask & 0xff;
    }
  }
}

/** Reads a row's changing elements from packed bytes (1 = black). */
export function readRow(row: Changes, columns: number, bytes: Uint8Array, offset: number): void {
  const { at } = row;
  const stride = (columns + 7) >>> 3;
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, stride);
  let count = 0;
  let same = 0; // the bits that continue the present colour: all of them 0, or 1
  for (let byte = 0; byte < stride; byte += 4) {
    const word = byte + 4 <= stride ? view.getInt32(byte) : lastWord(view, byte);
    let different = word ^ same;
    while (different !== 0) {
      const bit = Math.clz32(different);
      at[count++] = byte * 8 + bit;
      same = ~same;
      different = ~different & (-1 >>> bit);
    }
  }
  while (count > 0 && at[count - 1]! >= columns) count--;
  row.count = count;
  row.irregular = false;
  putGuards(at, count, columns);
}

/** The one to three last bytes of a row, followed by zeros. */
function lastWord(view: DataView, from: number): number {
  let word = 0;
  for (let byte = from; byte < view.byteLength; byte++)
    word |= view.getUint8(byte) << (24 - (byte - from) * 8);
  return word;
}
