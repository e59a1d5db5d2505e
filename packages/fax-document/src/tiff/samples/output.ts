const FIRST_BYTES = 4096;

/** Decompressed bytes: memory grows with what comes, up to what is expected, whatever a file promises. */
export class Output {
  readonly #most: number;
  #bytes: Uint8Array;
  #length = 0;

  constructor(most: number) {
    this.#most = most;
    this.#bytes = new Uint8Array(Math.min(most, FIRST_BYTES));
  }

  get full(): boolean {
    return this.#length >= this.#most;
  }

  /** Room for `count` bytes, or for as many as are still expected. The caller writes all of it. */
  take(count: number): Uint8Array {
    const start = this.#length;
    const end = Math.min(start + count, this.#most);
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.min(this.#most, Math.max(end, this.#bytes.length * 2)));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#length = end;
    return this.#bytes.subarray(start, end);
  }

  put(bytes: Uint8Array): void {
    const room = this.take(bytes.length);
    room.set(bytes.subarray(0, room.length));
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
