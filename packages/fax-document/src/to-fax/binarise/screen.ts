import type { FaxResolution } from '../fax-format.ts';

/**
 * A halftone cell: a pixel becomes black where its level isn't above the threshold in its place.
 * Dots are in clusters, since single ones fill up in print, are lost on a noisy line, and cost T.4 and
 * T.6 three times the bytes.
 */
export interface Screen {
  readonly width: number;
  readonly height: number;
  /** Levels 0–255, row after row. */
  readonly thresholds: Uint8Array;
}

/** Pixels of a cell; a millimetre by a millimetre, as pixels aren't square. */
const CELL_WIDTH = 8;
const CELL_HEIGHT = { standard: 4, fine: 8, superfine: 16 } as const satisfies Record<
  FaxResolution,
  number
>;

/** The screen of a resolution: two dots a cell, so that their rows run at 45°, 36 an inch. */
export function screenFor(resolution: FaxResolution): Screen {
  const [width, height] = [CELL_WIDTH, CELL_HEIGHT[resolution]];
  const places = Array.from({ length: width * height }, (_, at) => ({
    at,
    spot: spot((at % width) / width, Math.floor(at / width) / height),
  }));
  const thresholds = new Uint8Array(places.length);
  places
    .toSorted((a, b) => a.spot - b.spot)
    .forEach(({ at }, rank) => {
      thresholds[at] = Math.round(((rank + 0.5) / places.length) * 255);
    });
  return { width, height, thresholds };
}

/** How late a place in the cell (0–1) turns black; the small tilt parts places that are alike. */
function spot(x: number, y: number): number {
  const tilt = 1e-4 * Math.sin(8 * (1.3 * x + 2.1 * y));
  return Math.cos(2 * Math.PI * (x + 1 / 16)) * Math.cos(2 * Math.PI * (y + 1 / 16)) + tilt;
}
