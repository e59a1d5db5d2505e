import type { PackedRows } from '../ccitt/row-sink.ts';
import { isBlank, isBlankGrey } from '../tiff/blank.ts';
import { squared } from './arrange-raster.ts';
import type { PageToRead } from './pages-to-read.ts';
import { withoutSpecks } from './remove-specks.ts';

/** A page that was decoded or drawn: its black pixels, and its samples when it is grey. */
export interface PagePixels extends PackedRows {
  /** One byte a pixel, 0 black. */
  readonly grey?: Uint8Array;
}

/** A page as it is read best: without specks, its pixels about as wide as high. */
export function preparedPage(page: PagePixels, xDpi: number, yDpi: number): PageToRead {
  const clean = withoutSpecks(page);
  const { width, height, grey } = page;
  const blank = grey ? isBlankGrey({ width, height, samples: grey }) : isBlank(clean);
  if (blank) return { kind: 'blank' };
  const pixels =
    grey === undefined
      ? ({ bits: 1, samples: clean.rows } as const)
      : ({ bits: 8, samples: grey } as const);
  return { kind: 'raster', raster: squared({ width, height, ...pixels }, xDpi, yDpi) };
}
