import { WORD, wordsOf, type Ink } from './ink.ts';

/** Cells that a straight line has at least: more than a letter's stroke. */
const LEAST_LENGTH = 11;
/** Cells to either side of a thin line that must be lighter. */
const BESIDE = 3;
/** Darkness of a line. */
const LEAST_DARKNESS = 64;
/** A column that is a line for so much of the page is a streak from a dirty glass, the text between included. */
const STREAK = 0.35;

/**
 * Marks (1) cells of thin straight lines, and those beside them: rulings, frames, streaks. A scan
 * loses or doubles a line that is thinner than its rows, so such lines tell nothing.
 */
export function findRulings(ink: Ink): Uint8Array {
  const marks = new Uint8Array(ink.cells.length);
  markRows(ink, marks);
  markColumns(ink, marks);
  return marks;
}

/** Whether a cell is dark between lighter ones `beside` cells before and behind. */
const isThin = (cells: Uint8Array, at: number, beside: number): boolean => {
  const dark = cells[at]!;
  return dark >= LEAST_DARKNESS && 2 * cells[at - beside]! < dark && 2 * cells[at + beside]! < dark;
};

function markRows(ink: Ink, marks: Uint8Array): void {
  const { width, height, cells } = ink;
  const words = wordsOf(ink);
  const beside = BESIDE * width;
  for (let y = BESIDE; y < height - BESIDE; y++) {
    const end = (y + 1) * width;
    let run = 0;
    for (let at = y * width; at < end; at++) {
      if (run === 0 && (at & (WORD - 1)) === 0 && words[at >>> 2] === 0) {
        at += WORD - 1;
      } else if (isThin(cells, at, beside)) {
        run++;
      } else {
        if (run >= LEAST_LENGTH) markRow(ink, marks, at - run, at);
        run = 0;
      }
    }
    if (run >= LEAST_LENGTH) markRow(ink, marks, end - run, end);
  }
}

function markRow({ width }: Ink, marks: Uint8Array, from: number, to: number): void {
  for (const beside of [-width, 0, width]) marks.fill(1, from + beside, to + beside);
}

function markColumns(ink: Ink, marks: Uint8Array): void {
  const { width, height, cells } = ink;
  const words = wordsOf(ink);
  const runs = new Uint16Array(width);
  const runPairs = new Uint32Array(runs.buffer);
  const lengths = new Uint32Array(width);
  for (let y = 0; y < height; y++) {
    for (let from = WORD; from < width - WORD; from += WORD) {
      const row = y * width;
      const pair = from >>> 1;
      if ((words[(row + from) >>> 2]! | runPairs[pair]! | runPairs[pair + 1]!) === 0) continue;
      for (let x = from; x < from + WORD; x++) {
        if (isThin(cells, row + x, BESIDE)) {
          runs[x]!++;
        } else if (runs[x] !== 0) {
          lengths[x]! += markRun(ink, marks, x, y - runs[x]!, y);
          runs[x] = 0;
        }
      }
    }
  }
  for (let x = WORD; x < width - WORD; x++) {
    lengths[x]! += markRun(ink, marks, x, height - runs[x]!, height);
    if (lengths[x]! > STREAK * height) markColumn(ink, marks, x, 0, height);
  }
}

/** Marks a run of a column when it is long enough, and answers how long it then is. */
function markRun(ink: Ink, marks: Uint8Array, x: number, from: number, to: number): number {
  if (to - from < LEAST_LENGTH) return 0;
  markColumn(ink, marks, x, from, to);
  return to - from;
}

function markColumn({ width }: Ink, marks: Uint8Array, x: number, from: number, to: number): void {
  for (let y = from; y < to; y++) marks.fill(1, y * width + x - 1, y * width + x + 2);
}
