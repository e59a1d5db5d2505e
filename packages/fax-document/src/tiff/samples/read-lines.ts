/** Which of a page's lines were read, wholly or in part. */
export class ReadLines {
  readonly #read: Uint8Array;
  readonly #lost: Uint8Array;

  constructor(lines: number) {
    this.#read = new Uint8Array(lines);
    this.#lost = new Uint8Array(lines);
  }

  /** Of the `lines` of an area from `first` on just so many were read. */
  add(first: number, read: number, lines: number): void {
    this.#read.fill(1, first, first + read);
    this.#lost.fill(1, first + read, first + lines);
  }

  /** Up to the last line of which any part was read. */
  get height(): number {
    return this.#read.lastIndexOf(1) + 1;
  }

  /** Lines up to there of which a part was lost, ascending. */
  get damaged(): number[] {
    const lines: number[] = [];
    const { height } = this;
    for (let at = this.#lost.indexOf(1); at >= 0 && at < height; at = this.#lost.indexOf(1, at + 1)) {
      lines.push(at);
    }
    return lines;
  }
}
