import type { Ifd } from './ifd.ts';
import { TAG } from './tags.ts';

/** Pixels an inch along and across the rows; faxes' pixels are rarely square. */
export interface Resolution {
  readonly xDpi: number;
  readonly yDpi: number;
}

const CM_PER_INCH = 2.54;
const UNIT_CM = 3;
/** Outside of these a value is a fault of the writer. */
const MIN_DPI = 25;
const MAX_DPI = 2400;

/** The page's resolution, or what its size makes likely where the tags are absent or absurd. */
export function readResolution(ifd: Ifd, width: number, height: number | undefined): Resolution {
  const unit = ifd.entries.get(TAG.resolutionUnit)?.numbers[0];
  const scale = unit === UNIT_CM ? CM_PER_INCH : 1;
  const read = (tag: number): number | undefined => {
    const dpi = (ifd.entries.get(tag)?.numbers[0] ?? Number.NaN) * scale;
    return dpi >= MIN_DPI && dpi <= MAX_DPI ? dpi : undefined;
  };
  const xDpi = read(TAG.xResolution) ?? likelyX(width);
  return { xDpi, yDpi: read(TAG.yResolution) ?? likelyY(xDpi, height) };
}

/** T.4 and RFC 2301 table 4.1: each family of widths has one resolution. */
function likelyX(width: number): number {
  if (width >= 3456) return 408;
  return [2592, 3072, 3648].includes(width) ? 300 : 204;
}

/** The vertical resolution that brings the page nearest to A4's 11.69 inches. */
function likelyY(xDpi: number, height: number | undefined): number {
  if (xDpi < 200 || xDpi > 210) return xDpi;
  const a4 = (dpi: number): number => Math.abs(Math.log((height ?? 2292) / (dpi * 11.69)));
  return [98, 196, 391].reduce((best, dpi) => (a4(dpi) < a4(best) ? dpi : best));
}
