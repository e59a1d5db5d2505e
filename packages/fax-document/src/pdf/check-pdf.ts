import type { Conversion, PageFacts } from '../conversion.ts';
import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import type { Pdfium } from '../render/pdfium.ts';

/** ISO 32000-1 annex H.3, note 13: the header may begin within the first 1024 bytes. */
const HEADER_WITHIN = 1024;
/** And the end-of-file marker is within the last 1024 (note 18). */
const END_WITHIN = 1024;

/** Comments, and then an object: a PDF that lost its header. */
const BARE = /^(?:\s|%[^\r\n]*[\r\n])*\d{1,7}\s+\d{1,5}\s+obj\b/;

/** Whether the bytes begin like a PDF. */
export function isPdf(bytes: Uint8Array): boolean {
  const start = asBuffer(bytes.subarray(0, HEADER_WITHIN)).toString('latin1');
  return start.includes('%PDF-') || BARE.test(start);
}

/**
 * Looks at a PDF's pages as they are, without repairing anything.
 *
 * @throws FaxDocumentError `encrypted-pdf`, `damaged-beyond-reading`, `no-pages`, `too-many-pages`
 */
export function checkPdf(pdfium: Pdfium, pdf: Uint8Array, limits: DocumentLimits): Conversion {
  const document = pdfium.open(pdf);
  try {
    const { pageCount } = document;
    if (pageCount < 1) throw new FaxDocumentError('no-pages', 'The PDF has no pages.');
    if (pageCount > limits.maxPages) {
      throw new FaxDocumentError('too-many-pages', `More than ${limits.maxPages} pages.`);
    }
    const sizes = Array.from({ length: pageCount }, (_, page) => document.pageSize(page));
    if (sizes.every((size) => size === undefined)) {
      throw new FaxDocumentError('damaged-beyond-reading', 'No page of the PDF can be read.');
    }
    const truncated = !hasEnd(pdf) || sizes.includes(undefined);
    return { source: 'pdf', pdf, pages: sizes.map(pageFacts), truncated };
  } finally {
    document.close();
  }
}

const hasEnd = (pdf: Uint8Array): boolean => asBuffer(pdf.subarray(-END_WITHIN)).includes('%%EOF');

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function pageFacts(size: { width: number; height: number } | undefined): PageFacts {
  return {
    width: size?.width ?? 0,
    height: size?.height ?? 0,
    xDpi: 72,
    yDpi: 72,
    damagedLines: 0,
    damage: [],
    missingLines: 0,
    endedEarly: false,
    rotate: 0,
    blank: false,
  };
}
