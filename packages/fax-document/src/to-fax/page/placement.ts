import type { Paper } from './paper.ts';

/** Width and height of something, upright, in inches. */
export interface Inches {
  readonly width: number;
  readonly height: number;
}

/** Where a page's content goes on the paper; it begins at the first row. */
export interface Placement {
  /** A quarter turn to the left: what was the upper edge is at the left. */
  readonly turned: boolean;
  /** Pixels of the content as it lies on the paper (turned, where it is). */
  readonly columns: number;
  readonly rows: number;
  /** Columns of white before it. */
  readonly left: number;
  readonly scale: number;
}

/** Sides of A6. What fits on it, such as a label, is enlarged: at its own size a fax would blur it. */
const SMALL: Inches = { width: 105 / 25.4, height: 148 / 25.4 };
const MOST_ENLARGED = 4;
/** A line that is so many pixels too long for the paper is a matter of rounding. */
const ROUNDING = 1;

/**
 * Where a page of a physical size goes: at its own size where the paper has room, made smaller where
 * it hasn't, never cut; landscape pages that are too wide are turned; in the middle of the lines.
 */
export function placePage(page: Inches, paper: Paper): Placement {
  const room = roomOn(paper);
  const turned = page.width > page.height && page.width > room.width;
  const upright = turned ? { width: page.height, height: page.width } : page;
  const fitting = Math.min(room.width / upright.width, room.height / upright.height);
  const most = fitsInto(upright, SMALL) ? MOST_ENLARGED : 1;
  return placed(upright, Math.min(fitting, most), paper, turned);
}

/**
 * Where a picture goes that has no physical size: as large as the paper is, upright, but no larger
 * than `leastDpi` allows.
 */
export function placePicture(
  pixels: { readonly width: number; readonly height: number },
  leastDpi: number,
  paper: Paper,
): Placement {
  const room = roomOn(paper);
  const size = { width: pixels.width / leastDpi, height: pixels.height / leastDpi };
  const scale = Math.min(room.width / size.width, room.height / size.height, 1);
  return { ...placed(size, scale, paper, false), scale: 1 };
}

function roomOn({ columns, rows, xDpi, yDpi }: Paper): Inches {
  return { width: (columns + ROUNDING) / xDpi, height: (rows + ROUNDING) / yDpi };
}

const fitsInto = (size: Inches, other: Inches): boolean =>
  Math.max(size.width, size.height) <= other.height &&
  Math.min(size.width, size.height) <= other.width;

function placed(size: Inches, scale: number, paper: Paper, turned: boolean): Placement {
  const columns = clamp(Math.round(size.width * scale * paper.xDpi), paper.columns);
  const rows = clamp(Math.round(size.height * scale * paper.yDpi), paper.rows);
  return { turned, columns, rows, left: (paper.columns - columns) >>> 1, scale };
}

const clamp = (pixels: number, most: number): number => Math.max(1, Math.min(most, pixels));
