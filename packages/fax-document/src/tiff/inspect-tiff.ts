import type { TiffInspection, TiffPageFacts } from '../inspection.ts';
import type { DocumentLimits } from '../limits.ts';
import { accountPages } from './account-pages.ts';
import type { PageAccount } from './decode-page.ts';
import { transmittingStation } from './fax-tags.ts';
import { pageFacts } from './page-facts.ts';
import type { TiffPage } from './page.ts';
import { readTiff } from './read-tiff.ts';
import { codingOf } from './reading.ts';
import { COMPRESSION } from './tags.ts';

/**
 * The facts of a TIFF, found by decoding all of it: what `tiffToPdf` would make a PDF of.
 *
 * @throws FaxDocumentError as `tiffToPdf` does
 */
export async function inspectTiff(
  bytes: Uint8Array,
  limits: DocumentLimits,
): Promise<TiffInspection> {
  const { layout, pages, truncated } = readTiff(bytes, limits);
  const facts: TiffPageFacts[] = [];
  let cutShort = truncated;
  for await (const { page, shown, endsEarly } of accountPages(bytes, pages, limits.maxPixels)) {
    cutShort ||= endsEarly;
    facts.push(factsOf(page, shown));
  }
  const tsi = pages.map((page) => transmittingStation(page.fax)).find((id) => id !== undefined);
  return {
    source: 'tiff',
    byteOrder: layout.little ? 'little-endian' : 'big-endian',
    bigTiff: layout.big,
    truncated: cutShort,
    pages: facts,
    ...(tsi === undefined ? {} : { tsi }),
  };
}

function factsOf(page: TiffPage, decoded: PageAccount): TiffPageFacts {
  const lsbFirst = decoded.reading?.lsbFirst ?? page.lsbFirst;
  return {
    ...pageFacts(page, decoded),
    compression: decoded.reading?.coding ?? nameOf(page),
    fillOrder: lsbFirst ? 2 : 1,
    photometric: page.photometric,
    orientation: page.orientation,
    layout: page.tile === undefined ? 'strips' : 'tiles',
    segments: page.strips.length,
    corrections: decoded.corrections ?? [],
    receiver: page.fax,
  };
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [COMPRESSION.none, 'none'],
  [COMPRESSION.lzw, 'lzw'],
  [COMPRESSION.deflate, 'deflate'],
  [COMPRESSION.oldDeflate, 'deflate'],
  [COMPRESSION.packBits, 'packbits'],
  [COMPRESSION.jpeg, 'jpeg'],
]);

const nameOf = (page: TiffPage): string =>
  codingOf(page) ?? NAMES.get(page.compression) ?? String(page.compression);
