import { readRow, whiteRow } from '../ccitt/changes.ts';
import { BLACK_CODES, LONGEST_MAKE_UP, WHITE_CODES } from '../ccitt/code-words.ts';
import { rowBytes, type PackedRows } from '../ccitt/row-sink.ts';

/** T.4 clause 4.1.2. */
export const EOL = '000000000001';

/** Bits written as text (spaces allowed), filled up with zeros to whole bytes. */
export function bytesOf(...bits: string[]): Uint8Array<ArrayBuffer> {
  const all = bits.join('').replaceAll(' ', '');
  const octets = all.match(/.{1,8}/g) ?? [];
  return Uint8Array.from(octets, (octet) => Number.parseInt(octet.padEnd(8, '0'), 2));
}

/** Each row of a page coded by T.4 clause 4.1.1, as text, without EOL. */
export function rowsInOneDimension(page: PackedRows): string[] {
  const row = whiteRow(page.width);
  return Array.from({ length: page.height }, (_, y) => {
    readRow(row, page.width, page.rows, y * rowBytes(page.width));
    const ends = [...row.at.slice(0, row.count), page.width];
    return ends.map((end, i) => run(end - (ends[i - 1] ?? 0), i % 2 === 1)).join('');
  });
}

/** The code words of one run, as text. */
export function run(length: number, black: boolean): string {
  const words = new Map(black ? BLACK_CODES : WHITE_CODES);
  let bits = '';
  let rest = length;
  for (; rest >= 64; rest -= Math.min(LONGEST_MAKE_UP, rest - (rest % 64))) {
    bits += words.get(Math.min(LONGEST_MAKE_UP, rest - (rest % 64)));
  }
  return bits + words.get(rest);
}
