/**
 * A row as its changing elements (T.4 clause 4.2.1.1): the positions where the colour changes,
 * beginning with white, so that entries with an even index begin black runs. `at[count]` and the
 * three entries behind it equal the number of columns.
 */
export interface Changes {
  readonly at: Int32Array;
  count: number;
}

/** Room for a row of `columns` pixels, beginning as an all-white row. */
export function whiteRow(columns: number): Changes {
  return { at: new Int32Array(columns + 8).fill(columns), count: 0 };
}

/** Adds a change. Two changes at one position cancel each other: the run between them is empty. */
export function pushChange(row: Changes, position: number): void {
  if (row.count > 0 && row.at[row.count - 1] === position) row.count--;
  else row.at[row.count++] = position;
}

/** Ends the row: changes at its right edge are none, and the guards go behind the last one. */
export function finishRow(row: Changes, columns: number): void {
  while (row.count > 0 && row.at[row.count - 1]! >= columns) row.count--;
  row.at.fill(columns, row.count, row.count + 4);
}

/** Sets the black runs' bits in a row of zeroed bytes that begins at `offset`. */
export function paintRow(row: Changes, columns: number, bytes: Uint8Array, offset: number): void {
  const { at, count } = row;
  for (let i = 0; i < count; i += 2) {
    const start = at[i]!;
    const end = i + 1 < count ? at[i + 1]! : columns;
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
  let count = 0;
  let same = 0; // the byte that continues the present colour
  for (let byte = offset, base = 0; base < columns; byte++, base += 8) {
    let different = bytes[byte]! ^ same;
    while (different !== 0) {
      const bit = Math.clz32(different) - 24;
      if (base + bit >= columns) break;
      at[count++] = base + bit;
      same ^= 0xff;
      different = (different ^ 0xff) & (0xff >>> bit);
    }
  }
  row.count = count;
  at.fill(columns, count, count + 4);
}
