import { FaxDocumentError } from '../errors.ts';
import { paintRow, type Changes } from './changes.ts';

/** Rows of packed pixels (1 bit a pixel, first pixel in the highest bit, 1 = black run). */
export interface PackedRows {
  /** Pixels in a row. */
  readonly width: number;
  /** Number of rows. */
  readonly height: number;
  /** `height` rows of `rowBytes(width)` bytes. */
  readonly rows: Uint8Array;
}

/** Bytes of a packed row. */
export const rowBytes = (width: number): number => (width + 7) >>> 3;

/** Takes decoded rows, never more than its limit, and remembers which of them are damaged. */
export abstract class LineSink {
  readonly columns: number;
  readonly damaged: number[] = [];
  height = 0;
  readonly #limit: number;
  readonly #exact: boolean;

  /**
   * @param limit rows at most
   * @param exact whether `limit` is the height to expect (else only a bound, which is an error to reach)
   */
  constructor(columns: number, limit: number, exact: boolean) {
    this.columns = columns;
    this.#limit = limit;
    this.#exact = exact;
  }

  get full(): boolean {
    return this.#exact && this.height >= this.#limit;
  }

  add(row: Changes, damaged: boolean): void {
    if (this.full) return;
    if (this.height >= this.#limit) {
      throw new FaxDocumentError('too-many-pixels', 'A page has more rows than are allowed.');
    }
    this.take(row);
    if (damaged) this.damaged.push(this.height);
    this.height++;
  }

  /** What came after the last row shows that it was not read rightly. */
  markLastDamaged(): void {
    const last = this.height - 1;
    if (last >= 0 && this.damaged.at(-1) !== last) this.damaged.push(last);
  }

  /** Keeps what is wanted of the row number `height`. */
  protected abstract take(row: Changes): void;
}

/** Keeps the rows' pixels. */
export class RowSink extends LineSink {
  readonly #stride: number;
  readonly #mostBytes: number;
  #bytes: Uint8Array;

  constructor(columns: number, limit: number, exact: boolean) {
    super(columns, limit, exact);
    this.#stride = rowBytes(columns);
    this.#mostBytes = limit * this.#stride;
    this.#bytes = new Uint8Array(this.#stride * (exact ? limit : Math.min(limit, 1024)));
  }

  packed(): PackedRows {
    const rows = this.#bytes.subarray(0, this.height * this.#stride);
    return { width: this.columns, height: this.height, rows };
  }

  protected override take(row: Changes): void {
    const offset = this.height * this.#stride;
    if (offset + this.#stride > this.#bytes.length) this.#grow();
    paintRow(row, this.columns, this.#bytes, offset);
  }

  #grow(): void {
    const grown = new Uint8Array(Math.min(this.#bytes.length * 2, this.#mostBytes));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** Keeps no pixels, and counts the black ones. */
export class CountingSink extends LineSink {
  blackPixels = 0;

  protected override take({ at, count }: Changes): void {
    // The guard behind the last change ends a black run at the right edge.
    for (let i = 0; i < count; i += 2) this.blackPixels += at[i + 1]! - at[i]!;
  }
}
