import { Output } from './output.ts';

/** TIFF 6.0 section 13. */
const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
const LEAST_WIDTH = 9;
const MOST_WIDTH = 12;
const CODES = 1 << MOST_WIDTH;
/** What reading gives where the data end. */
const NO_CODE = END;

/**
 * Decodes LZW, at most `expected` bytes; what comes before a fault is kept. Before TIFF 5.0 codes were
 * written lowest bit first and grew one code later, which the first one shows, a CLEAR.
 */
export function decodeLzw(data: Uint8Array, expected: number): Uint8Array {
  const old = data[0] === 0 && ((data[1] ?? 0) & 1) === 1;
  const read = old ? lowestBitFirst(data) : highestBitFirst(data);
  const early = old ? 0 : 1;
  const output = new Output(expected);
  const strings = new Strings();
  let width = LEAST_WIDTH;
  let previous = CLEAR;
  while (!output.full) {
    const code = read(width);
    if (code === CLEAR) {
      strings.clear();
      width = LEAST_WIDTH;
    } else {
      if (code === END || code > strings.next || (previous === CLEAR && code > CLEAR)) break;
      if (previous !== CLEAR) strings.add(previous, code);
      strings.write(code, output);
      if (strings.next + early >= 1 << width && width < MOST_WIDTH) width++;
    }
    previous = code;
  }
  return output.bytes();
}

/** The table: each string is another one and a byte. */
class Strings {
  readonly #prefix = new Uint16Array(CODES);
  readonly #last = new Uint8Array(CODES);
  readonly #first = new Uint8Array(CODES);
  readonly #length = new Uint16Array(CODES).fill(1);
  next = FIRST_FREE;

  constructor() {
    for (let byte = 0; byte < CLEAR; byte++) this.#first[byte] = this.#last[byte] = byte;
  }

  clear(): void {
    this.next = FIRST_FREE;
  }

  /** The string `previous` with the first byte of `code`, which may be this very string. */
  add(previous: number, code: number): void {
    const { next } = this;
    if (next >= CODES) return;
    this.#prefix[next] = previous;
    this.#first[next] = this.#first[previous]!;
    this.#last[next] = this.#first[code === next ? previous : code]!;
    this.#length[next] = this.#length[previous]! + 1;
    this.next++;
  }

  write(code: number, output: Output): void {
    const length = this.#length[code]!;
    const room = output.take(length);
    let at = code;
    for (let i = length - 1; i >= 0; i--) {
      if (i < room.length) room[i] = this.#last[at]!;
      at = this.#prefix[at]!;
    }
  }
}

type ReadCode = (width: number) => number;

function highestBitFirst(data: Uint8Array): ReadCode {
  let pending = 0;
  let bits = 0;
  let at = 0;
  return (width) => {
    while (bits < width) {
      if (at >= data.length) return NO_CODE;
      pending = ((pending << 8) | data[at++]!) & 0xff_ffff;
      bits += 8;
    }
    bits -= width;
    return (pending >>> bits) & ((1 << width) - 1);
  };
}

function lowestBitFirst(data: Uint8Array): ReadCode {
  let pending = 0;
  let bits = 0;
  let at = 0;
  return (width) => {
    while (bits < width) {
      if (at >= data.length) return NO_CODE;
      pending |= data[at++]! << bits;
      bits += 8;
    }
    const code = pending & ((1 << width) - 1);
    pending >>>= width;
    bits -= width;
    return code;
  };
}
