import { encodeG3 } from '../ccitt/encode-g3.ts';
import { encodeG4 } from '../ccitt/encode-g4.ts';
import type { PackedRows } from '../ccitt/row-sink.ts';
import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { isBlank } from '../tiff/blank.ts';
import { writeFaxTiff, type CodedPage } from '../tiff/write-fax-tiff.ts';
import { PARAMETER_K, type FaxFormat } from './fax-format.ts';
import type { FaxPageFacts, FaxRaster } from './fax-raster.ts';
import { headerRows, setHeader, type HeaderBands } from './header/header-band.ts';
import { readFormat, type FaxOptions, type FaxSource } from './options.ts';
import { paperFor, type Paper } from './page/paper.ts';
import { openCover } from './sources/cover-source.ts';
import type { OpenSource, RasterPage } from './sources/open-source.ts';
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
  const format = readFormat(options);
  const tools: SourceTools = { pdfium, typefaces, limits };
  const opened: OpenSource[] = [];
  try {
    for (const document of documents) opened.push(await openSource(tools, document));
    const pages = opened.reduce((sum, source) => sum + source.pages, 0);
    const cover = options.cover && (await openCover(tools, options.cover, pages));
    if (cover) opened.unshift(cover);
    const total = pages + (cover?.pages ?? 0);
    if (total === 0) throw new FaxDocumentError('no-pages', 'There is nothing to fax.');
    if (total > limits.maxPages) {
      throw new FaxDocumentError('too-many-pages', `More than ${limits.maxPages} pages.`);
    }
    const { header, roomForHeader = false } = options;
    const paper = paperFor(format, header || roomForHeader ? headerRows(format) : 0);
    const bands = header && (await setHeader(pdfium, typefaces, header, format, total));
    try {
      return await rasterise(opened, cover !== undefined, format, paper, bands);
    } finally {
      bands?.close();
    }
  } finally {
    for (const source of opened) source.close();
  }
}

async function rasterise(
  sources: readonly OpenSource[],
  withCover: boolean,
  format: FaxFormat,
  paper: Paper,
  bands: HeaderBands | undefined,
): Promise<FaxRaster> {
  const coded: CodedPage[] = [];
  const facts: FaxPageFacts[] = [];
  for (const [at, source] of sources.entries()) {
    const number = withCover ? at - 1 : at;
    for (let index = 0; index < source.pages; index++) {
      const page = await source.page(index, paper, format.resolution);
      const rows = bands ? below(bands.band(coded.length), page) : page;
      coded.push({ ...code(rows, format), xDpi: paper.xDpi, yDpi: paper.yDpi });
      const place = { source: number < 0 ? ('cover' as const) : number, page: index + 1 };
      facts.push({ ...place, ...factsOf(page, rows.height, paper) });
    }
  }
  const finished = sources.map((source) => source.finish());
  const tiff = writeFaxTiff(coded, format.fillOrder);
  return { tiff, format, sources: withCover ? finished.slice(1) : finished, pages: facts };
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
  page: RasterPage,
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
