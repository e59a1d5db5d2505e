/**
 * Bits of a coded strip, most significant first. Reading beyond the end gives zeros; `position`
 * may then pass `end`, which is how decoders notice that the data ran out.
 */
export class BitSource {
  position = 0;
  /** Number of bits. */
  readonly end: number;
  readonly #bytes: Uint8Array;

  constructor(coded: Uint8Array) {
    this.end = coded.length * 8;
    // Zeros behind the last byte spare a bounds check for each look.
    this.#bytes = new Uint8Array(coded.length + 8);
    this.#bytes.set(coded);
  }

  /** The next `count` bits (at most 17) without taking them. */
  peek(count: number): number {
    const at = this.position;
    if (at >= this.end) return 0;
    const byte = at >>> 3;
    const bytes = this.#bytes;
    // Never undefined: `byte + 2` lies inside the padded copy.
    const word = (bytes[byte]! << 16) | (bytes[byte + 1]! << 8) | bytes[byte + 2]!;
    return (word >>> (24 - (at & 7) - count)) & ((1 << count) - 1);
  }

  get exhausted(): boolean {
    return this.position >= this.end;
  }

  /** Moves to the next byte boundary. */
  align(): void {
    this.position = (this.position + 7) & ~7;
  }

  /** The number of zero bits from here on, whole bytes at a time. Stops at the end of the data. */
  countZeros(): number {
    const start = this.position;
    let at = start;
    while (at < this.end) {
      const byte = this.#bytes[at >>> 3]! & (0xff >>> (at & 7));
      if (byte !== 0) return (at & ~7) + Math.clz32(byte) - 24 - start;
      at = (at & ~7) + 8;
    }
    return this.end - start;
  }
}
