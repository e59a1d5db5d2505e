import { encodeG3 } from '../ccitt/encode-g3.ts';
import { encodeG4 } from '../ccitt/encode-g4.ts';
import type { PackedRows } from '../ccitt/row-sink.ts';
import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { isBlank } from '../tiff/blank.ts';
import { assembleFax } from './assemble-fax.ts';
import { PARAMETER_K, type FaxFormat } from './fax-format.ts';
import type { FaxPageFacts, FaxRaster } from './fax-raster.ts';
import { WHOLE_FAX, type FaxShare, type Share, type SharedPage } from './fax-share.ts';
import { headerRows, setHeader, type HeaderBands } from './header/header-band.ts';
import { readFormat, type FaxOptions, type FaxSource } from './options.ts';
import { paperFor, type Paper } from './page/paper.ts';
import { openCover } from './sources/cover-source.ts';
import type { OpenSource, RasterPage } from './sources/open-source.ts';
import { fromPage } from './sources/from-page.ts';
import { openSource, type SourceTools } from './sources/open.ts';
import type { Typefaces } from './typeset/typefaces.ts';

/**
 * Documents as one fax: each page black and white at the fax's own resolution, coded, in a TIFF-F.
 *
 * @throws FaxDocumentError with the reason as its `code`
 */
export async function toFax(
  pdfium: Pdfium,
  typefaces: Typefaces,
  documents: readonly FaxSource[],
  options: FaxOptions,
  limits: DocumentLimits,
): Promise<FaxRaster> {
  return assembleFax([
    await makeShare({ pdfium, typefaces, limits }, documents, options, WHOLE_FAX),
  ]);
}

/** The pages of one process. @throws FaxDocumentError with the reason as its `code` */
export async function makeShare(
  tools: SourceTools,
  documents: readonly FaxSource[],
  options: FaxOptions,
  share: Share,
): Promise<FaxShare> {
  const format = readFormat(options);
  const opened: OpenSource[] = [];
  try {
    for (const document of documents) opened.push(await openSource(tools, document));
    return await openedShare(tools, fromPage(opened, options), options, format, share);
  } finally {
    for (const source of opened) source.close();
  }
}

async function openedShare(
  tools: SourceTools,
  sources: readonly OpenSource[],
  options: FaxOptions,
  format: FaxFormat,
  share: Share,
): Promise<FaxShare> {
  const pages = sources.reduce((sum, source) => sum + source.pages, 0);
  const isOwn = (number: number): boolean => number % share.of === share.index;
  const { header, roomForHeader = false } = options;
  // Who has no page of the documents needs to know nothing of the cover, which is the first one's.
  const knowsAll = share.index === 0 || (header !== undefined && pages > share.index);
  const cover =
    knowsAll && options.cover ? await openCover(tools, options.cover, pages) : undefined;
  let bands: HeaderBands | undefined;
  try {
    const total = checkCount(pages + (cover?.pages ?? unopenedCover(options)), tools.limits);
    if (header && knowsAll) {
      bands = await setHeader(tools.pdfium, tools.typefaces, header, format, total);
    }
    const paper = paperFor(format, header || roomForHeader ? headerRows(format) : 0);
    const maker = new PageMaker(format, paper, bands);
    const made: SharedPage[] = [];
    for (const place of placesOf(sources, cover)) {
      const own = place.number < 0 ? share.index === 0 : isOwn(place.number);
      if (own) made.push({ number: place.number, ...(await maker.make(place)) });
    }
    return { format, sources: sources.map((source) => source.finish()), pages: made };
  } finally {
    bands?.close();
    cover?.close();
  }
}

/** A page of a source, and where it is in the fax. All from 0, but a cover's numbers: -1, -2 … */
interface Place {
  readonly source: OpenSource;
  readonly name: FaxPageFacts['source'];
  readonly index: number;
  readonly number: number;
  readonly position: number;
}

function placesOf(sources: readonly OpenSource[], cover: OpenSource | undefined): Place[] {
  const covers = cover ? pagesOf(cover, 'cover') : [];
  const documents = sources.flatMap((source, name) => pagesOf(source, name));
  return [
    ...covers.map((page, at) => ({ ...page, number: -1 - at, position: at })),
    ...documents.map((page, at) => ({ ...page, number: at, position: covers.length + at })),
  ];
}

const pagesOf = (source: OpenSource, name: FaxPageFacts['source']) =>
  Array.from({ length: source.pages }, (_, index) => ({ source, name, index }));

/** A cover that another share makes has a page at least. */
const unopenedCover = ({ cover }: FaxOptions): number => (cover ? 1 : 0);

function checkCount(pages: number, { maxPages }: DocumentLimits): number {
  if (pages === 0) throw new FaxDocumentError('no-pages', 'There is nothing to fax.');
  if (pages <= maxPages) return pages;
  throw new FaxDocumentError('too-many-pages', `More than ${maxPages} pages.`);
}

/** Makes pages of one fax. */
class PageMaker {
  readonly #format: FaxFormat;
  readonly #paper: Paper;
  readonly #bands: HeaderBands | undefined;

  constructor(format: FaxFormat, paper: Paper, bands: HeaderBands | undefined) {
    this.#format = format;
    this.#paper = paper;
    this.#bands = bands;
  }

  async make({ source, name, index, position }: Place): Promise<Omit<SharedPage, 'number'>> {
    const { xDpi, yDpi } = this.#paper;
    const { read, ...page } = await source.page(index, this.#paper, this.#format.resolution);
    const rows = this.#bands ? below(this.#bands.band(position), page) : page;
    const place = { source: name, page: index + 1 };
    return {
      read,
      coded: { ...code(rows, this.#format), xDpi, yDpi },
      facts: { ...place, ...factsOf(page, rows.height, this.#paper) },
    };
  }
}

/** A header's rows, then the page's. */
function below(band: PackedRows, page: PackedRows): PackedRows {
  const rows = new Uint8Array(band.rows.length + page.rows.length);
  rows.set(band.rows);
  rows.set(page.rows, band.rows.length);
  return { width: page.width, height: band.height + page.height, rows };
}

function code(page: PackedRows, { coding, resolution }: FaxFormat) {
  const { width, height } = page;
  if (coding === 'g4') return { coded: encodeG4(page), coding, width, height };
  const k = coding === 'g3-1d' ? 1 : PARAMETER_K[resolution];
  const coded = encodeG3(page, { k, byteAlignedEols: true, returnToControl: false });
  return { coded, coding, width, height };
}

function factsOf(
  page: Omit<RasterPage, 'read'>,
  height: number,
  { xDpi, yDpi }: Paper,
): Omit<FaxPageFacts, 'source' | 'page'> {
  const { rows: _, ...facts } = page;
  return {
    ...facts,
    height,
    xDpi,
    yDpi,
    headerRows: height - page.height,
    blank: isBlank(page),
  };
}
