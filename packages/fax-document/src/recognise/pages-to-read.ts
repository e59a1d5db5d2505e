import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import { isPdf } from '../pdf/check-pdf.ts';
import { takePdf } from '../pdf-in/take-pdf.ts';
import type { RecognisedLine } from '../recognition.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { isTiff } from '../tiff/parse.ts';
import { isSoundRaster, type PageRaster } from './page-raster.ts';
import { pdfPages } from './pdf-pages.ts';
import { tiffPages } from './tiff-pages.ts';

/** What a page offers to be read. */
export type PageToRead =
  | { readonly kind: 'raster'; readonly raster: PageRaster }
  | { readonly kind: 'blank' }
  /** The page of a PDF that has its own text. */
  | { readonly kind: 'text'; readonly lines: readonly RecognisedLine[] }
  /** It can't be drawn, or is larger than a recogniser takes. */
  | { readonly kind: 'unreadable' };

/** Some pages of a document, one behind the other. */
export interface PageBatch {
  /** Pages of the document. */
  readonly total: number;
  readonly pages: readonly PageToRead[];
  /** What was taken of a PDF that came: later batches are to be made of it. */
  readonly taken?: Uint8Array;
}

/** A document as it came, or what was taken of it for an earlier batch. */
export interface SourceToRead {
  readonly bytes: Uint8Array;
  readonly isTaken: boolean;
}

/** Pages by number (from 0) and how many there are; each is decoded when it is asked for. */
export interface PageSource {
  readonly total: number;
  page(index: number): Promise<PageToRead> | PageToRead;
  close(): void;
}

/** A batch ends with the page that fills it. */
const BATCH_BYTES = 2 * 1024 * 1024;

/**
 * The pages from `first` (from 0) on, `most` at most, and no more than a batch takes.
 *
 * @throws FaxDocumentError as a conversion does
 */
export async function pagesToRead(
  pdfium: Pdfium,
  source: SourceToRead,
  first: number,
  most: number,
  limits: DocumentLimits,
): Promise<PageBatch> {
  const pages: PageToRead[] = [];
  const { document, ...taken } = await open(pdfium, source, limits);
  try {
    let bytes = 0;
    for (let at = first; at < document.total; at++) {
      const page = sound(await document.page(at));
      pages.push(page);
      if (page.kind === 'raster') bytes += page.raster.samples.length;
      if (bytes >= BATCH_BYTES || pages.length >= most) break;
    }
    return { total: document.total, pages, ...taken };
  } finally {
    document.close();
  }
}

async function open(
  pdfium: Pdfium,
  { bytes, isTaken }: SourceToRead,
  limits: DocumentLimits,
): Promise<{ readonly document: PageSource; readonly taken?: Uint8Array }> {
  if (isTaken) return { document: pdfPages(pdfium, bytes, limits) };
  if (isTiff(bytes)) return { document: tiffPages(bytes, limits) };
  if (isPdf(bytes)) {
    const { pdf: taken } = await takePdf(pdfium, bytes, limits);
    return { document: pdfPages(pdfium, taken, limits), taken };
  }
  throw new FaxDocumentError('not-a-fax-document', 'Neither a TIFF nor a PDF.');
}

const sound = (page: PageToRead): PageToRead =>
  page.kind === 'raster' && !isSoundRaster(page.raster) ? { kind: 'unreadable' } : page;
