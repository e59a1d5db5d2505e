import type { Paper } from './paper.ts';

/** Rows of a page whose content has so many: an inch at least, below which machines draw no paper in. */
export const pageRows = (contentRows: number, { yDpi }: Paper): number =>
  Math.max(contentRows, yDpi);
