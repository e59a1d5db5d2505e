/** Bytes that are there for a row before it is written, beside one for each pixel. */
const ROW_SPARE = 64;

/** Writes bits, most significant first, into memory that grows. */
export class BitSink {
  #bytes: Uint8Array;
  #length = 0;
  /** The last bits written, in the lowest places; those above were flushed. */
  #pending = 0;
  /** How many of them are still to be flushed, 0–15. */
  #pendingBits = 0;

  constructor(expectedBytes: number) {
    this.#bytes = new Uint8Array(Math.max(64, expectedBytes));
  }

  /** Makes room for one row of so many pixels: no T.4 or T.6 code takes eight bits a pixel. */
  reserveRow(columns: number): void {
    const needed = this.#length + columns + ROW_SPARE;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }

  /** Adds the lowest `count` bits (at most 16) of `value`, for which `reserveRow` made room. */
  write(value: number, count: number): void {
    this.#pending = (this.#pending << count) | value;
    this.#pendingBits += count;
    if (this.#pendingBits < 16) return;
    this.#pendingBits -= 16;
    const word = this.#pending >>> this.#pendingBits;
    this.#bytes[this.#length++] = word >>> 8;
    this.#bytes[this.#length++] = word;
  }

  /** Bits by which the last byte is begun, 0–7. */
  get bitsInLastByte(): number {
    return this.#pendingBits & 7;
  }

  /** Fills the last byte with zeros and returns what was written. */
  finish(): Uint8Array {
    const bits = this.#pendingBits;
    const length = this.#length + Math.ceil(bits / 8);
    this.write(0, 16);
    this.#length = length;
    this.#pendingBits = 0;
    return this.#bytes.slice(0, length);
  }
}
