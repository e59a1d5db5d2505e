/** Writes bits, most significant first, into memory that grows. */
export class BitSink {
  #bytes: Uint8Array;
  #length = 0;
  #pending = 0;
  #pendingBits = 0;

  constructor(expectedBytes: number) {
    this.#bytes = new Uint8Array(Math.max(64, expectedBytes));
  }

  /** Adds the lowest `count` bits (at most 16) of `value`. */
  write(value: number, count: number): void {
    this.#pending = (this.#pending << count) | value;
    this.#pendingBits += count;
    while (this.#pendingBits >= 8) {
      this.#pendingBits -= 8;
      this.#push((this.#pending >>> this.#pendingBits) & 0xff);
    }
    this.#pending &= (1 << this.#pendingBits) - 1;
  }

  /** Bits by which the last byte is begun, 0–7. */
  get bitsInLastByte(): number {
    return this.#pendingBits;
  }

  /** Fills the last byte with zeros and returns what was written. */
  finish(): Uint8Array {
    if (this.#pendingBits > 0) this.#push((this.#pending << (8 - this.#pendingBits)) & 0xff);
    this.#pendingBits = 0;
    return this.#bytes.slice(0, this.#length);
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[this.#length++] = byte;
  }
}
