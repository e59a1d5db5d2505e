import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import { placementOf } from '../pdf/orientation.ts';
import { isOfOnePage } from '../tiff/account-pages.ts';
import { decodeAnyPage } from '../tiff/decode-any-page.ts';
import { parseTiff } from '../tiff/parse.ts';
import { placed } from './arrange-raster.ts';
import type { PageSource, PageToRead } from './pages-to-read.ts';
import { preparedPage } from './prepare-page.ts';

/** The pages of a TIFF, each as it is shown: turned by its Orientation. */
export function tiffPages(source: Uint8Array, limits: DocumentLimits): PageSource {
  const { pages } = parseTiff(source, limits);
  return {
    total: pages.length,
    close: () => undefined,
    async page(index): Promise<PageToRead> {
      const page = pages[index];
      if (page === undefined) throw new FaxDocumentError('page-not-found', 'No such page.');
      const decoded = await decodeAnyPage(source, page, limits.maxPixels).catch(asUnreadable);
      if (decoded === 'unreadable') return { kind: 'unreadable' };
      if (decoded.height === 0) return { kind: 'blank' };
      const prepared = preparedPage(decoded, page.xDpi, page.yDpi);
      if (prepared.kind !== 'raster') return prepared;
      return { kind: 'raster', raster: placed(prepared.raster, placementOf(page.orientation)) };
    },
  };
}

/** A page of a kind that nothing here reads. */
function asUnreadable(error: unknown): 'unreadable' {
  if (isOfOnePage(error)) return 'unreadable';
  throw error;
}
