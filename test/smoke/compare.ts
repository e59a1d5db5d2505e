import { loadPdfium } from '@kuvert/fax-document/render/pdfium';
import { drawByPdfium } from '@kuvert/fax-document/testing/pdf-pixels';
import { decodeTiffPages } from '@kuvert/fax-document/tiff/decode-pages';

/** @throws Error unless the bytes are the very same */
export const compareBytes = (what: string, found: Uint8Array, expected: Uint8Array): void => {
  if (Buffer.compare(found, expected) !== 0)
    throw new Error(
      `${what} differs: ${found.length} bytes instead of the ${expected.length} that were sent`,
    );
};

/** @throws Error unless the PDF, drawn at the TIFF's size, has its very pixels on every page */
export const comparePixels = async (pdf: Uint8Array, tiff: Uint8Array): Promise<void> => {
  const pdfium = await loadPdfium();
  for (const [index, page] of decodeTiffPages(tiff).entries()) {
    const drawn = drawByPdfium(pdfium, pdf, index + 1, page);
    compareBytes(`page ${index + 1} of the PDF`, drawn.rows, page.rows);
  }
};
