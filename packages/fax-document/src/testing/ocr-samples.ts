import { readFileSync } from 'node:fs';

import { decodeTiffPages } from '../tiff/decode-pages.ts';
import { preparedPage } from '../recognise/prepare-page.ts';
import type { PageRaster } from '../recognise/page-raster.ts';

const FOLDER = new URL('../../samples/ocr/', import.meta.url);

/** A Swedish page as a fax, in a typeface, a resolution (204 × 196 or 204 × 98) and a state of the line. */
export type OcrSample =
  | 'sv_sans.fine.clean'
  | 'sv_sans.fine.noisy'
  | 'sv_sans.std.noisy'
  | 'sv_serif.std.noisy';

/** The page as a TIFF. */
export const ocrSample = (name: OcrSample): Buffer => readFileSync(new URL(`${name}.tif`, FOLDER));

/** What is written on all of them. */
export const ocrText = (): string => readFileSync(new URL('sv_sans.txt', FOLDER), 'utf8');

/** The page's upper part, as a recogniser gets it: a third of the time of a whole page. */
export function ocrRaster(name: OcrSample, share = 1 / 3): PageRaster {
  const [page] = decodeTiffPages(ocrSample(name));
  if (page === undefined) throw new Error('the sample has no page');
  const height = Math.round(page.height * share);
  const rows = page.rows.slice(0, (page.rows.length / page.height) * height);
  const upper = preparedPage(
    { width: page.width, height, rows },
    204,
    page.height < 1500 ? 98 : 196,
  );
  if (upper.kind !== 'raster') throw new Error('the sample is blank');
  return upper.raster;
}
