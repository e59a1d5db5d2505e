import { shiftX, shiftY, type Affine, type TileShift } from './affine.ts';
import { bandAt, type Bands } from './bands.ts';
import type { Ink } from './ink.ts';

/** Tiles that a page is cut into, and how far each is looked for. Cells. */
export interface TileGrid {
  readonly width: number;
  readonly height: number;
  /** To either side of where the map says that a tile is. */
  readonly reach: number;
  /** Each so manieth row is looked at. */
  readonly step: number;
}

/** Mean square of darkness from which a tile has enough on it to be found again. */
const LEAST_INK = 0.004 * 255 * 255;

/** A tile that was looked for, and how well it covers what was found, 0–1. */
export interface TileMatch extends TileShift {
  readonly likeness: number;
}

/** Where tiles are thought to be. */
export interface Guess {
  readonly map: Affine;
  readonly bands: Bands;
}

/** Looks for each tile of `a` that has ink on `b`, around where it is thought to be. */
export function matchTiles(a: Ink, b: Ink, guess: Guess, grid: TileGrid): TileMatch[] {
  const found: TileMatch[] = [];
  for (let top = 0; top + grid.height <= a.height; top += grid.height) {
    for (let left = 0; left + grid.width <= a.width; left += grid.width) {
      const own = squares(a, left, top, grid);
      if (own * grid.step < grid.width * grid.height * LEAST_INK) continue;
      found.push(matchTile({ a, b, left, top, own, grid }, guess));
    }
  }
  return found;
}

interface Tile {
  readonly a: Ink;
  readonly b: Ink;
  readonly left: number;
  readonly top: number;
  /** Sum of the tile's squares. */
  readonly own: number;
  readonly grid: TileGrid;
}

function squares({ width, cells }: Ink, left: number, top: number, grid: TileGrid): number {
  let sum = 0;
  for (let y = top; y < top + grid.height; y += grid.step) {
    const end = y * width + left + grid.width;
    for (let at = y * width + left; at < end; at++) sum += cells[at]! * cells[at]!;
  }
  return sum;
}

/** Where a break runs through a tile's band it lies as the band above or as the one below. */
function matchTile(tile: Tile, { map, bands }: Guess): TileMatch {
  const { left, top, grid } = tile;
  const x = left + grid.width / 2;
  const y = top + grid.height / 2;
  const aroundX = Math.round(shiftX(map, x, y));
  const placeOn = (row: number): number => Math.round(shiftY(map, x, y) + bandAt(bands, row));
  const place = placeOn(y);
  let best = matchAround(tile, aroundX, place);
  for (const row of [y - bands.height, y + bands.height]) {
    const other = placeOn(row);
    if (Math.abs(other - place) <= grid.reach) continue;
    const match = matchAround(tile, aroundX, other);
    if (match.likeness > best.likeness) best = match;
  }
  return best;
}

/** Steps by which a tile is followed beyond its reach, while it goes on getting better. */
const MOST_STEPS = 2;

function matchAround(tile: Tile, aroundX: number, aroundY: number, step = 0): TileMatch {
  const { left, top, grid } = tile;
  const { reach } = grid;
  const side = 2 * reach + 1;
  const likeness = new Float64Array(side * side);
  let best = (likeness.length - 1) / 2;
  for (let at = 0; at < likeness.length; at++) {
    const dx = aroundX + (at % side) - reach;
    const dy = aroundY + Math.floor(at / side) - reach;
    likeness[at] = overlap(tile, dx, dy);
    if (likeness[at]! > likeness[best]!) best = at;
  }
  const column = (best % side) - reach;
  const row = Math.floor(best / side) - reach;
  const isInside = Math.abs(column) < reach && Math.abs(row) < reach;
  if (!isInside && step < MOST_STEPS)
    return matchAround(tile, aroundX + column, aroundY + row, step + 1);
  const across = peak(likeness, best, 1, Math.abs(column) < reach);
  const down = peak(likeness, best, side, Math.abs(row) < reach);
  return {
    likeness: likeness[best]!,
    x: left + grid.width / 2,
    y: top + grid.height / 2,
    dx: aroundX + column + across.offset,
    dy: aroundY + row + down.offset,
    sureX: across.sharpness * likeness[best]!,
    sureY: down.sharpness * likeness[best]!,
  };
}

/** 2·ΣAB / (ΣA² + ΣB²): 1 where the tile covers the same again, 0 on white. */
function overlap({ a, b, left, top, own, grid }: Tile, dx: number, dy: number): number {
  const from = Math.max(left, -dx);
  const to = Math.min(left + grid.width, b.width - dx);
  const last = Math.min(top + grid.height, b.height - dy);
  let both = 0;
  let theirs = 0;
  for (let y = top; y < last; y += grid.step) {
    if (y + dy < 0) continue;
    const rowA = y * a.width;
    const rowB = (y + dy) * b.width + dx;
    for (let x = from; x < to; x++) {
      const cell = b.cells[rowB + x]!;
      both += a.cells[rowA + x]! * cell;
      theirs += cell * cell;
    }
  }
  return (2 * both) / (own + theirs + 1);
}

/** The top of the parabola through a value and its neighbours, and how much it bends; nothing at an edge. */
function peak(
  values: Float64Array,
  at: number,
  step: number,
  isInside: boolean,
): { readonly offset: number; readonly sharpness: number } {
  if (!isInside) return { offset: 0, sharpness: 0 };
  const [before, here, after] = [values[at - step]!, values[at]!, values[at + step]!];
  const bend = 2 * here - before - after;
  return { offset: bend > 0 ? (after - before) / (2 * bend) : 0, sharpness: Math.max(0, bend) };
}
