import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import { placementOf } from '../pdf/orientation.ts';
import { isBlank } from '../tiff/blank.ts';
import { decodeAnyPage } from '../tiff/decode-any-page.ts';
import { parseTiff } from '../tiff/parse.ts';
import { placed, squared } from './arrange-raster.ts';
import type { PageSource, PageToRead } from './pages-to-read.ts';

/** The pages of a TIFF, each as it is shown: turned by its Orientation. */
export function tiffPages(source: Uint8Array, limits: DocumentLimits): PageSource {
  const { pages } = parseTiff(source, limits);
  return {
    total: pages.length,
    close: () => undefined,
    async page(index): Promise<PageToRead> {
      const page = pages[index];
      if (page === undefined) throw new FaxDocumentError('page-not-found', 'No such page.');
      const decoded = await decodeAnyPage(source, page, limits.maxPixels);
      if (decoded.height === 0 || isBlank(decoded)) return { kind: 'blank' };
      const { width, height, rows, grey } = decoded;
      const size = { width, height };
      const raster =
        grey === undefined
          ? ({ ...size, bits: 1, samples: rows } as const)
          : ({ ...size, bits: 8, samples: grey } as const);
      const square = squared(raster, page.xDpi, page.yDpi);
      return { kind: 'raster', raster: placed(square, placementOf(page.orientation)) };
    },
  };
}
