import { coverPdf } from '../cover/cover-pdf.ts';
import type { CoverSheet } from '../cover/cover-sheet.ts';
import type { OpenSource } from './open-source.ts';
import type { SourceTools } from './open.ts';
import { openPdfSource } from './pdf-source.ts';

/**
 * The cover sheet of a fax of so many other pages.
 *
 * @throws FaxDocumentError `bad-options`
 */
export async function openCover(
  { pdfium, typefaces, limits }: SourceTools,
  cover: CoverSheet,
  pages: number,
): Promise<OpenSource> {
  return openPdfSource(pdfium, await coverPdf(typefaces, cover, pages), limits);
}
