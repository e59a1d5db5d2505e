/** ISO 32000-1 tables 1 and 2. */
const WHITE_SPACE = table([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]);
const DELIMITER = table([...Buffer.from('()<>[]{}/%', 'latin1')]);

function table(bytes: readonly number[]): Uint8Array {
  const marks = new Uint8Array(256);
  for (const byte of bytes) marks[byte] = 1;
  return marks;
}

export const isSpace = (byte: number | undefined): boolean =>
  byte !== undefined && WHITE_SPACE[byte] === 1;

/** Neither white space nor a delimiter: part of a number, a name or a keyword. */
export const isRegular = (byte: number | undefined): boolean =>
  byte !== undefined && WHITE_SPACE[byte] === 0 && DELIMITER[byte] === 0;

export const isDigit = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 0x30 && byte <= 0x39;

export const isLineEnd = (byte: number | undefined): boolean => byte === 0x0a || byte === 0x0d;
