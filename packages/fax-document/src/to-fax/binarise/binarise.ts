import { rowBytes, type PackedRows } from '../../ccitt/row-sink.ts';
import type { GreyRows } from '../../tiff/grey-page.ts';
import type { FaxResolution } from '../fax-format.ts';
import { BLOCK_WIDTH, measureBlocks } from './blocks.ts';
import { decide, DECISION, type Decision, type Levels } from './decide.ts';
import { aboveLevel, blackBits, FOUR_WHITE } from './four-pixels.ts';
import { screenFor, type Screen } from './screen.ts';

/** A page in black and white. */
export interface BilevelPage extends PackedRows {
  /** Share of the page, 0–1, that was halftoned. */
  readonly halftoned: number;
}

/** Rows of a block, and how much of the way from dark to light still counts as ink. */
interface Tuning {
  readonly blockHeight: number;
  /** Strokes thinner than a line of the fax are grey: the fewer lines an inch, the more of it is ink. */
  readonly ink: number;
}

const TUNING = {
  standard: { blockHeight: 2, ink: 0.7 },
  fine: { blockHeight: 4, ink: 0.6 },
  superfine: { blockHeight: 8, ink: 0.55 },
} as const satisfies Record<FaxResolution, Tuning>;

/** Contrast from which a photograph's edges are drawn more by one level than by the screen, and alone. */
const PICTURE_EDGE = { from: 64, to: 160 } as const;

/**
 * Makes a grey page black and white: text and lines by one level between the ink and its ground,
 * whatever tones they have, and tones by a screen of dots. Most of a page is white, black ink on it and
 * the edges between them, for which one level is right: it is used for all of the page first, and the
 * other blocks are painted over.
 */
export function binarise(grey: GreyRows, resolution: FaxResolution): BilevelPage {
  const { blockHeight, ink } = TUNING[resolution];
  const blocks = measureBlocks(grey, blockHeight);
  const { across, down, darkest, lightest } = blocks;
  const painter = new Painter(grey, screenFor(resolution), blockHeight);
  const usual = levelBetween(0, 255, ink);
  painter.pageByLevel(usual);
  const levels: Levels = { dark: 0, light: 0, evenDark: 0, evenLight: 0 };
  let halftoned = 0;
  let y = 0;
  for (const block of blocks.inked) {
    if (darkest[block] === 0 && lightest[block] === 255) continue;
    // In ascending order: rows are counted up, not divided for.
    while (block >= (y + 1) * across) y++;
    const x = block - y * across;
    const decision = decide(blocks, x, y, levels);
    const middle = levelBetween(levels.dark, levels.light, ink);
    if (decision !== DECISION.line || middle !== usual)
      paint(painter, decision, x, y, levels, middle);
    if (decision >= DECISION.area) halftoned++;
  }
  return { ...painter.page, halftoned: halftoned / (across * down) };
}

const levelBetween = (dark: number, light: number, ink: number): number =>
  Math.floor(dark + ink * (light - dark));

function paint(
  painter: Painter,
  decision: Decision,
  x: number,
  y: number,
  levels: Levels,
  middle: number,
): void {
  switch (decision) {
    case DECISION.white:
    case DECISION.black:
      // As they are by the usual level.
      return;
    case DECISION.line:
      return painter.byLevel(x, y, middle);
    case DECISION.area:
      return painter.byAreas(x, y, middle, levels);
    case DECISION.tone:
      return painter.byScreen(x, y, 0, 0);
    case DECISION.picture:
      return painter.byScreen(x, y, middle, edgeWeight(levels.light - levels.dark));
    default:
      return decision satisfies never;
  }
}

function edgeWeight(contrast: number): number {
  const { from, to } = PICTURE_EDGE;
  return Math.min(1, Math.max(0, (contrast - from) / (to - from)));
}

const THRESHOLDS = Array.from({ length: 255 }, (_, level) => aboveLevel(level));

/** Sets the black pixels of blocks. */
class Painter {
  readonly page: PackedRows;
  readonly #grey: GreyRows;
  readonly #screen: Screen;
  readonly #blockHeight: number;
  /** The samples four by four. */
  readonly #words: Int32Array;
  readonly #across: number;
  readonly #stride: number;

  constructor(grey: GreyRows, screen: Screen, blockHeight: number) {
    const { width, height, samples } = grey;
    this.#stride = rowBytes(width);
    this.page = { width, height, rows: new Uint8Array(this.#stride * height) };
    this.#grey = grey;
    this.#across = width / BLOCK_WIDTH;
    this.#words = new Int32Array(samples.buffer, samples.byteOffset, this.#across * height);
    this.#screen = screen;
    this.#blockHeight = blockHeight;
  }

  /** Pixels of the whole page up to a level are black. */
  pageByLevel(level: number): void {
    const words = this.#words;
    const { rows } = this.page;
    const threshold = THRESHOLDS[level]!;
    const across = this.#across;
    for (let y = 0, at = 0; y < this.page.height; y++) {
      const end = (y + 1) * across;
      for (let byte = y * this.#stride; at < end; byte++, at += 2) {
        const left = words[at]!;
        const right = words[at + 1]!;
        if ((left & right) === FOUR_WHITE) continue;
        rows[byte] = (blackBits(left, threshold) << 4) | blackBits(right, threshold);
      }
    }
  }

  /** Pixels up to a level are black. */
  byLevel(x: number, y: number, level: number): void {
    const words = this.#words;
    const across = this.#across;
    const threshold = THRESHOLDS[level]!;
    const end = this.#endOf(y);
    for (let row = y * this.#blockHeight; row < end; row++) {
      this.#set(x, row, blackBits(words[row * across + x]!, threshold));
    }
  }

  /** Pixels up to a level have the one area's tone, those above the other's. */
  byAreas(x: number, y: number, level: number, { evenLight, evenDark }: Levels): void {
    const { width, samples } = this.#grey;
    const end = this.#endOf(y);
    for (let row = y * this.#blockHeight; row < end; row++) {
      let bits = 0;
      for (let column = x * BLOCK_WIDTH; column < (x + 1) * BLOCK_WIDTH; column++) {
        const tone = samples[row * width + column]! <= level ? evenDark : evenLight;
        bits = (bits << 1) | (tone <= this.#screenAt(column, row) ? 1 : 0);
      }
      this.#set(x, row, bits);
    }
  }

  /** Pixels are compared with the screen, or by `weight` (0–1) rather with a level. */
  byScreen(x: number, y: number, level: number, weight: number): void {
    const { width, samples } = this.#grey;
    const end = this.#endOf(y);
    for (let row = y * this.#blockHeight; row < end; row++) {
      let bits = 0;
      for (let column = x * BLOCK_WIDTH; column < (x + 1) * BLOCK_WIDTH; column++) {
        const threshold = this.#screenAt(column, row);
        const limit = threshold + (level - threshold) * weight;
        bits = (bits << 1) | (samples[row * width + column]! <= limit ? 1 : 0);
      }
      this.#set(x, row, bits);
    }
  }

  #endOf(y: number): number {
    return Math.min(this.#grey.height, (y + 1) * this.#blockHeight);
  }

  #screenAt(column: number, row: number): number {
    const { width, height, thresholds } = this.#screen;
    return thresholds[(row % height) * width + (column % width)]!;
  }

  /** Four pixels are half a byte. */
  #set(x: number, row: number, bits: number): void {
    const at = row * this.#stride + (x >>> 1);
    const byte = this.page.rows[at]!;
    this.page.rows[at] = (x & 1) === 0 ? (byte & 0x0f) | (bits << 4) : (byte & 0xf0) | bits;
  }
}
