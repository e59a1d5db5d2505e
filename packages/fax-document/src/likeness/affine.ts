/** Where a point of one page is on the other: `x + xx·x + xy·y + x0`, and y likewise. Cells. */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** By how much a tile around (x, y) was found elsewhere, and how sharply in either direction. Cells. */
export interface TileShift {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  /** 0: nothing tells where in this direction, as along a ruling. */
  readonly sureX: number;
  readonly sureY: number;
}

/** The map without its shift is that of `xx`, `xy`, `yx`, `yy`; it counts in cells of twice the number. */
export const inHalfCells = (map: Affine): Affine => ({ ...map, x0: 2 * map.x0, y0: 2 * map.y0 });

export const shiftX = (map: Affine, x: number, y: number): number =>
  map.xx * x + map.xy * y + map.x0;
export const shiftY = (map: Affine, x: number, y: number): number =>
  map.yx * x + map.yy * y + map.y0;

const ROUNDS = 6;
/** Cells² by which tiles must be spread before they turn or stretch the map. */
const STIFFNESS = 2000;

/**
 * The map that most tiles agree on: least squares, again and again with less weight for tiles that
 * differ (Geman–McClure), beginning at `prior`.
 *
 * @param tolerance cells by which a tile that belongs may differ
 */
export function fitAffine(tiles: readonly TileShift[], prior: Affine, tolerance: number): Affine {
  let across: Plane = [prior.xx, prior.xy, prior.x0];
  let down: Plane = [prior.yx, prior.yy, prior.y0];
  for (let round = 0; round < ROUNDS; round++) {
    const allowed = tolerance * Math.max(1, 3 - round);
    across = fitPlane(
      tiles,
      across,
      allowed,
      ({ dx }) => dx,
      ({ sureX }) => sureX,
    );
    down = fitPlane(
      tiles,
      down,
      allowed,
      ({ dy }) => dy,
      ({ sureY }) => sureY,
    );
  }
  return { xx: across[0], xy: across[1], x0: across[2], yx: down[0], yy: down[1], y0: down[2] };
}

/** a·x + b·y + c */
type Plane = readonly [number, number, number];

function fitPlane(
  tiles: readonly TileShift[],
  plane: Plane,
  allowed: number,
  value: (tile: TileShift) => number,
  sureness: (tile: TileShift) => number,
): Plane {
  let xx = 0;
  let xy = 0;
  let yy = 0;
  let x = 0;
  let y = 0;
  let all = 0;
  let xv = 0;
  let yv = 0;
  let v = 0;
  for (const tile of tiles) {
    const off = (value(tile) - (plane[0] * tile.x + plane[1] * tile.y + plane[2])) / allowed;
    const weight = sureness(tile) / (1 + off * off) ** 2;
    xx += weight * tile.x * tile.x;
    xy += weight * tile.x * tile.y;
    yy += weight * tile.y * tile.y;
    x += weight * tile.x;
    y += weight * tile.y;
    all += weight;
    xv += weight * tile.x * value(tile);
    yv += weight * tile.y * value(tile);
    v += weight * value(tile);
  }
  if (all === 0) return plane;
  xx += all * STIFFNESS;
  yy += all * STIFFNESS;
  xv += all * STIFFNESS * plane[0];
  yv += all * STIFFNESS * plane[1];
  return solve([xx, xy, x, xv], [xy, yy, y, yv], [x, y, all, v]);
}

type Row = readonly [number, number, number, number];

/** Cramer's rule. STIFFNESS keeps the determinant away from 0. */
function solve(p: Row, q: Row, r: Row): Plane {
  const determinant = (i: 0 | 1 | 2 | 3, j: 0 | 1 | 2 | 3, k: 0 | 1 | 2 | 3): number =>
    p[i] * (q[j] * r[k] - q[k] * r[j]) -
    p[j] * (q[i] * r[k] - q[k] * r[i]) +
    p[k] * (q[i] * r[j] - q[j] * r[i]);
  const whole = determinant(0, 1, 2);
  return [determinant(3, 1, 2) / whole, determinant(0, 3, 2) / whole, determinant(0, 1, 3) / whole];
}
