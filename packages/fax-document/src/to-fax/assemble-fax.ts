import { FaxDocumentError } from '../errors.ts';
import { writeFaxTiff } from '../tiff/write-fax-tiff.ts';
import type { FaxRaster, FaxSourceFacts } from './fax-raster.ts';
import type { FaxShare, SharedPage } from './fax-share.ts';

/**
 * Puts the pages that processes made into one fax.
 *
 * @throws FaxDocumentError `damaged-beyond-reading`: nothing of a document could be read;
 *   `engine-failed`: the shares don't make a fax
 */
export function assembleFax(shares: readonly FaxShare[]): FaxRaster {
  const [first] = shares;
  if (first === undefined) throw nonsense();
  const pages = shares.flatMap((share) => share.pages).toSorted(byPlace);
  const sources = first.sources.map((source, at) => merged(source, at, shares));
  const expected = sources.reduce((sum, source) => sum + source.pages, 0);
  const ofDocuments = pages.filter(({ number }) => number >= 0);
  const complete =
    ofDocuments.length === expected && ofDocuments.every(({ number }, at) => number === at);
  if (!complete) throw nonsense();
  sources.forEach((_, at) => {
    const own = ofDocuments.filter(({ facts }) => facts.source === at);
    if (own.some(({ read }) => read)) return;
    throw new FaxDocumentError('damaged-beyond-reading', 'Not one line of a document can be read.');
  });
  const coded = pages.map((page) => page.coded);
  const tiff = writeFaxTiff(coded, first.format.fillOrder);
  return { tiff, format: first.format, sources, pages: pages.map(({ facts }) => facts) };
}

/** A cover's pages (-1, -2 …) before those of the documents (0, 1 …). */
function byPlace(a: SharedPage, b: SharedPage): number {
  const [first, second] = [a.number, b.number];
  if (first < 0 && second < 0) return second - first;
  return first - second;
}

/** Each process knows what ended early of the pages that it read. */
function merged(source: FaxSourceFacts, at: number, shares: readonly FaxShare[]): FaxSourceFacts {
  const truncated = shares.some(({ sources }) => sources[at]?.truncated === true);
  return { ...source, truncated };
}

const nonsense = (): FaxDocumentError =>
  new FaxDocumentError('engine-failed', 'The pages of the fax are not complete.');
