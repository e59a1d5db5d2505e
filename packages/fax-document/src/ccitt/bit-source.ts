/** Zero bytes behind the data: a look that begins in the last byte, or a code word behind it, reads them. */
const PADDING = 16;

/**
 * Bits of a coded strip, most significant first. Reading beyond the end gives zeros; `position`
 * may then pass `end`, which is how decoders notice that the data ran out.
 */
export class BitSource {
  position = 0;
  /** Number of bits. */
  readonly end: number;
  /** The data and their padding, for loops that keep the position to themselves (`wordAt`). */
  readonly view: DataView;
  readonly #bytes: Uint8Array;

  constructor(coded: Uint8Array) {
    this.end = coded.length * 8;
    this.#bytes = new Uint8Array(coded.length + PADDING);
    this.#bytes.set(coded);
    this.view = new DataView(this.#bytes.buffer);
  }

  /** The next `count` bits (at most 25) without taking them. */
  peek(count: number): number {
    return this.position < this.end ? wordAt(this.view, this.position) >>> (32 - count) : 0;
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

/** 32 bits from bit `position` on, of which the first 25 are the data's. No bound is checked but the view's. */
export const wordAt = (view: DataView, position: number): number =>
  view.getUint32(position >>> 3) << (position & 7);
