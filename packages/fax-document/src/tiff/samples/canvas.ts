import { lastByteMask } from '../../ccitt/invert-rows.ts';
import { rowBytes } from '../../ccitt/row-sink.ts';
import type { DecodedPage } from '../decode-page.ts';
import { bilevelPage, greyPage } from '../grey-page.ts';
import type { Area } from './page-areas.ts';
import type { ReadLines } from './read-lines.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

const WHITE = 255;

/** Bilevel areas put together, eight pixels a byte as they are stored. What is not put stays white. */
export class BilevelCanvas {
  readonly #size: Size;
  readonly #rows: Uint8Array;
  readonly #stride: number;

  constructor(size: Size) {
    this.#size = size;
    this.#stride = rowBytes(size.width);
    this.#rows = new Uint8Array(this.#stride * size.height);
  }

  /** A row of an area that begins at a byte; 1 is black when `inverted` is 0, else (0xff) 0 is. */
  put({ x, y }: Area, row: number, bytes: Uint8Array, inverted: 0 | 0xff): void {
    const start = (y + row) * this.#stride;
    const first = start + (x >>> 3);
    const end = Math.min(first + bytes.length, start + this.#stride);
    for (let at = first; at < end; at++) this.#rows[at] = bytes[at - first]! ^ inverted;
    this.#rows[start + this.#stride - 1]! &= lastByteMask(this.#size.width);
  }

  page(lines: ReadLines, missingLines: number): DecodedPage {
    const { height, damaged } = lines;
    const rows = this.#rows.subarray(0, height * this.#stride);
    return bilevelPage({ width: this.#size.width, height, rows }, damaged, missingLines);
  }
}

/** Areas of grey pixels put together, one byte a pixel. */
export class GreyCanvas {
  readonly #size: Size;
  readonly #samples: Uint8Array;
  readonly #lost: { readonly area: Area; readonly from: number }[] = [];

  constructor(size: Size) {
    this.#size = size;
    this.#samples = new Uint8Array(size.width * size.height);
  }

  /** A row of an area, as far as it lies on the page, to be painted. */
  row({ x, y, width }: Area, row: number): Uint8Array {
    const start = (y + row) * this.#size.width + x;
    return this.#samples.subarray(start, start + Math.min(width, this.#size.width - x));
  }

  /** An area's rows from `from` on were never read. */
  lose(area: Area, from: number): void {
    if (from < area.height) this.#lost.push({ area, from });
  }

  page(lines: ReadLines, missingLines: number): DecodedPage {
    const { width } = this.#size;
    const { height, damaged } = lines;
    for (const { area, from } of this.#lost) {
      // Rows behind the last are no part of the page, however many were promised.
      for (let y = area.y + from; y < Math.min(area.y + area.height, height); y++) {
        this.#samples.fill(WHITE, y * width + area.x, y * width + Math.min(area.x + area.width, width));
      }
    }
    const samples = this.#samples.subarray(0, width * height);
    return greyPage({ width, height, samples, damagedRows: damaged }, missingLines);
  }
}
