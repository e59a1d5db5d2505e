import type { FaxEngine } from '@kuvert/fax-document/engine';

import type { PdfMaker } from './use-cases/deliver-in-house.ts';
import type { PageMaker } from './use-cases/prepare-sent.ts';

/** Pages by the fax engine: those that were seen, pixel by pixel, each below its header line. */
export const createPageMaker = (
  engine: Pick<FaxEngine, 'toFax' | 'toPdf'>,
): PageMaker & PdfMaker => ({
  withHeader: async (tiff, { header, resolution, mediaType, rest }, signal) => {
    const fax = await engine.toFax([tiff], { resolution, header, signal, ...rest });
    if (mediaType === 'image/tiff') return fax.tiff;
    return (await engine.toPdf(fax.tiff, { signal })).pdf;
  },
  toPdf: async (tiff, metadata, signal) => {
    const { pdf, pages } = await engine.toPdf(tiff, { metadata, signal });
    return { pdf, pages: pages.map(({ height, blank }) => ({ lines: height, blank })) };
  },
});
