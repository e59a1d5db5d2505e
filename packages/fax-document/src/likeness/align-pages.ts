import {
  fitAffine,
  inHalfCells as mapInHalfCells,
  shiftX,
  shiftY,
  type Affine,
  type TileShift,
} from './affine.ts';
import { bandAt, bandsOf, inHalfRows, NO_BANDS, type Bands } from './bands.ts';
import { findShifts, type Shift } from './find-shift.ts';
import { CELLS_PER_INCH } from './ink.ts';
import { matchTiles, type Guess, type TileGrid, type TileMatch } from './match-tiles.ts';
import type { PreparedPage } from './prepared-page.ts';

/** Where each cell of one page is on the other: by one map, and tile by tile a little off it. */
export interface Alignment {
  readonly map: Affine;
  readonly grid: TileGrid;
  readonly columns: number;
  /** Cells off the map, tile by tile. */
  readonly offX: Float32Array;
  readonly offY: Float32Array;
}

/** Inches that a page may lie off where it lay before. */
const MOST_SHIFT = { x: 0.5, y: 0.8 };
/** Shifts that are tried, and those behind the first that are followed to the end. */
const CANDIDATES = 6;
const FOLLOWED = 2;
/** Cells between two that are not the same one. */
const APART = 3;
/** Levels with their tiles: a stretch of 2 % or a skew of 1° moves none further than its reach. */
const COARSE = [
  { level: 3, width: 12, height: 12, reach: 3, step: 1 },
  { level: 2, width: 16, height: 16, reach: 2, step: 1 },
] as const;
const FINE = { level: 1, width: 32, height: 16, reach: 1, step: 2 } as const;
const FINEST = { level: 0, width: 48, height: 16, reach: 1, step: 2 } as const;
/** Cells by which a tile may be off the map and still say where the map lies. */
const TOLERANCE = 0.7;
/** Inches by which lost lines move what follows. */
const MOST_BAND = 0.12;
/** Cells that a tile may be off its row of tiles. */
const MOST_OFF = 1.5;

/** How page `b` may lie on page `a`, the likeliest first; each is worked out when it is asked for. */
export function* alignments(a: PreparedPage, b: PreparedPage): Generator<Alignment> {
  const cells = CELLS_PER_INCH / 8;
  const most = { x: Math.ceil(MOST_SHIFT.x * cells), y: Math.ceil(MOST_SHIFT.y * cells) };
  const stretch = { xx: b.xDpi / a.xDpi - 1, xy: 0, yx: 0, yy: b.yDpi / a.yDpi - 1 };
  const follow = ({ dx, dy }: Shift): Refined => {
    let guess: Refined = { ...NOTHING, map: { ...stretch, x0: dx, y0: dy } };
    for (const grid of COARSE) guess = inHalfCells(refine(a, b, guess, grid));
    return guess;
  };
  const [likeliest, ...others] = findShifts(a.levels[3], b.levels[3], most, CANDIDATES);
  if (likeliest === undefined) return;
  const first = follow(likeliest);
  yield finish(a, b, first);
  for (const guess of best(others.map(follow), first)) yield finish(a, b, guess);
}

function finish(a: PreparedPage, b: PreparedPage, guess: Refined): Alignment {
  const finest = refine(a, b, inHalfCells(refine(a, b, guess, FINE)), FINEST);
  return { map: finest.map, ...offTheMap(a, finest) };
}

/** The best guesses that come to something else than the first, and than each other. */
function best(guesses: Refined[], first: Refined): Refined[] {
  const found = [first];
  for (const guess of guesses.sort((one, other) => other.overlap - one.overlap)) {
    const isKnown = ({ map }: Refined): boolean =>
      Math.hypot(map.x0 - guess.map.x0, map.y0 - guess.map.y0) < APART;
    if (!found.some(isKnown)) found.push(guess);
  }
  return found.slice(1, 1 + FOLLOWED);
}

interface Refined extends Guess {
  readonly tiles: readonly TileMatch[];
  /** How well tiles cover what they were found on, in the mean. */
  readonly overlap: number;
}

const NOTHING = { bands: NO_BANDS, tiles: [], overlap: 0 } as const;

type Level = TileGrid & { readonly level: 0 | 1 | 2 | 3 };

function refine(a: PreparedPage, b: PreparedPage, guess: Guess, grid: Level): Refined {
  const { level } = grid;
  const tiles = matchTiles(a.levels[level], b.levels[level], guess, grid);
  const map = fitAffine(withoutBands(tiles, guess.bands), guess.map, TOLERANCE);
  const most = (MOST_BAND * CELLS_PER_INCH) / 2 ** level;
  const pageHeight = a.levels[level].height;
  const bands = bandsOf(tiles, map, { height: grid.height, pageHeight, most });
  const sum = tiles.reduce((total, { likeness }) => total + likeness, 0);
  return { map, bands, tiles, overlap: sum / Math.max(1, tiles.length) };
}

/** The same in cells of half the size. */
const inHalfCells = ({ map, bands, overlap }: Refined): Refined => ({
  map: mapInHalfCells(map),
  bands: inHalfRows(bands),
  tiles: [],
  overlap,
});

const withoutBands = (tiles: readonly TileShift[], bands: Bands): TileShift[] =>
  tiles.map((tile) => ({ ...tile, dy: tile.dy - bandAt(bands, tile.y) }));

function offTheMap(a: PreparedPage, { map, bands, tiles }: Refined): Omit<Alignment, 'map'> {
  const grid = FINEST;
  const columns = Math.ceil(a.width / grid.width);
  const rows = Math.ceil(a.height / grid.height);
  const offX = new Float32Array(columns * rows);
  const offY = Float32Array.from({ length: columns * rows }, (_, tile) =>
    bandAt(bands, Math.floor(tile / columns) * grid.height),
  );
  for (const { x, y, dx, dy, sureX, sureY } of tiles) {
    const at = Math.floor(y / grid.height) * columns + Math.floor(x / grid.width);
    const offMapX = dx - shiftX(map, x, y);
    const offMapY = dy - shiftY(map, x, y);
    if (sureX > 0 && Math.abs(offMapX) <= MOST_OFF) offX[at] = offMapX;
    if (sureY > 0 && Math.abs(offMapY - offY[at]!) <= MOST_OFF) offY[at] = offMapY;
  }
  return { grid, columns, offX, offY };
}
