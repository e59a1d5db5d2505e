import type { FaxEngine } from '@kuvert/fax-document/engine';

import type { PageMaker } from './use-cases/prepare-sent.ts';

/** Pages by the fax engine: those that were seen, pixel by pixel, each below its header line. */
export const createPageMaker = (engine: Pick<FaxEngine, 'toFax' | 'toPdf'>): PageMaker => ({
  withHeader: async (tiff, { header, resolution, mediaType, rest }, signal) => {
    const fax = await engine.toFax([tiff], { resolution, header, signal, ...rest });
    if (mediaType === 'image/tiff') return fax.tiff;
    return (await engine.toPdf(fax.tiff, { signal })).pdf;
  },
});
