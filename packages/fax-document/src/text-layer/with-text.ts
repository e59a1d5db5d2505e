import type { Conversion } from '../conversion.ts';
import { FaxDocumentError } from '../errors.ts';
import { isSearchable } from '../recognise/own-text.ts';
import type { Recognition } from '../recognition.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { addTextLayers, type PageLayer } from './add-to-pdf.ts';

/**
 * A PDF with recognised text on those of its pages that can't be searched yet, and turned pages
 * upright. When nothing is to be added, or can be, it stays the bytes that it was.
 */
export async function withText(
  pdfium: Pdfium,
  conversion: Conversion,
  recognition: Recognition,
): Promise<Conversion> {
  const layers = layersFor(pdfium, conversion.pdf, recognition);
  const none = { ...conversion, textPages: 0 };
  if (layers.length === 0) return none;
  const pdf = await addTextLayers(conversion.pdf, layers);
  if (pdf === undefined || !opensAlike(pdfium, pdf, conversion.pages.length)) return none;
  return { ...conversion, pdf, textPages: layers.filter(({ lines }) => lines.length > 0).length };
}

function layersFor(
  pdfium: Pdfium,
  pdf: Uint8Array,
  { pages, recogniser }: Recognition,
): readonly PageLayer[] {
  if (recogniser === 'text-layer') return [];
  const document = pdfium.open(pdf);
  try {
    return pages.flatMap(({ turn, lines }, page) => {
      const text = lines.length > 0 && !isSearchable(document, page) ? lines : [];
      return text.length > 0 || turn !== 0 ? [{ page, turn, lines: text }] : [];
    });
  } finally {
    document.close();
  }
}

/** What pdf-lib makes of a damaged file is taken only when PDFium sees the same pages in it. */
function opensAlike(pdfium: Pdfium, pdf: Uint8Array, pages: number): boolean {
  try {
    const document = pdfium.open(pdf);
    try {
      return document.pageCount === pages;
    } finally {
      document.close();
    }
  } catch (error) {
    if (error instanceof FaxDocumentError) return false;
    throw error;
  }
}
