import { rowBytes, type PackedRows } from '../../ccitt/row-sink.ts';
import type { GreyRows } from '../../tiff/grey-page.ts';
import type { FaxResolution } from '../fax-format.ts';
import { BLOCK_WIDTH, measureBlocks } from './blocks.ts';
import { decide, DECISION, type Decision, type Levels } from './decide.ts';
import { aboveLevel, blackBits } from './four-pixels.ts';
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
 * whatever tones they have, and tones by a screen of dots.
 */
export function binarise(grey: GreyRows, resolution: FaxResolution): BilevelPage {
  const { blockHeight, ink } = TUNING[resolution];
  const blocks = measureBlocks(grey, blockHeight);
  const painter = new Painter(grey, screenFor(resolution), blockHeight);
  const levels: Levels = { dark: 0, light: 0, evenDark: 0, evenLight: 0 };
  let halftoned = 0;
  let y = 0;
  for (const block of blocks.inked) {
    // In ascending order: rows are counted up, not divided for.
    while (block >= (y + 1) * blocks.across) y++;
    const x = block - y * blocks.across;
    const decision = decide(blocks, x, y, levels);
    const middle = Math.floor(levels.dark + ink * (levels.light - levels.dark));
    paint(painter, decision, x, y, levels, middle);
    if (decision >= DECISION.area) halftoned++;
  }
  return { ...painter.page, halftoned: halftoned / (blocks.across * blocks.down) };
}

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
      return;
    case DECISION.black:
      return painter.byLevel(x, y, 254);
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

  /** Pixels up to a level are black. */
  byLevel(x: number, y: number, level: number): void {
    const words = this.#words;
    const across = this.#across;
    const threshold = THRESHOLDS[level]!;
    const end = Math.min(this.#grey.height, (y + 1) * this.#blockHeight);
    for (let row = y * this.#blockHeight; row < end; row++) {
      this.#set(x, row, blackBits(words[row * across + x]!, threshold));
    }
  }

  /** Pixels up to a level have the one area's tone, those above the other's. */
  byAreas(x: number, y: number, level: number, { evenLight, evenDark }: Levels): void {
    const { width, samples } = this.#grey;
    this.#each(x, y, (column, row, threshold) => {
      const tone = samples[row * width + column]! <= level ? evenDark : evenLight;
      return tone <= threshold;
    });
  }

  /** Pixels are compared with the screen, or by `weight` (0–1) rather with a level. */
  byScreen(x: number, y: number, level: number, weight: number): void {
    const { width, samples } = this.#grey;
    this.#each(x, y, (column, row, threshold) => {
      return samples[row * width + column]! <= threshold + (level - threshold) * weight;
    });
  }

  #each(x: number, y: number, black: (x: number, y: number, threshold: number) => boolean): void {
    const { width, height, thresholds } = this.#screen;
    const end = Math.min(this.#grey.height, (y + 1) * this.#blockHeight);
    for (let row = y * this.#blockHeight; row < end; row++) {
      let bits = 0;
      for (let offset = 0; offset < BLOCK_WIDTH; offset++) {
        const column = x * BLOCK_WIDTH + offset;
        const threshold = thresholds[(row % height) * width + (column % width)]!;
        bits = (bits << 1) | (black(column, row, threshold) ? 1 : 0);
      }
      this.#set(x, row, bits);
    }
  }

  /** Four pixels are half a byte. */
  #set(x: number, row: number, bits: number): void {
    this.page.rows[row * this.#stride + (x >>> 1)]! |= (x & 1) === 0 ? bits << 4 : bits;
  }
}
