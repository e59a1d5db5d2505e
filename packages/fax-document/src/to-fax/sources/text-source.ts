import type { DocumentLimits } from '../../limits.ts';
import type { Pdfium } from '../../render/pdfium.ts';
import type { Typefaces } from '../typeset/typefaces.ts';
import type { DecodedText } from './decode-text.ts';
import type { OpenSource } from './open-source.ts';
import { openDrawn } from './pdf-source.ts';
import { layOutText } from './text-pages.ts';

/** A4, in points, with margins that every machine can print within. */
const SHEET = { width: 595.28, height: 841.89, margin: 51 } as const;
const FONT_SIZE = 10;
const LINE_HEIGHT = 12.5;
/** Width of a character by the size: the face is monospaced, so that columns stay columns. */
const ADVANCE = 0.6;

const COLUMNS = Math.floor((SHEET.width - 2 * SHEET.margin) / (ADVANCE * FONT_SIZE));
const LINES = Math.floor((SHEET.height - 2 * SHEET.margin) / LINE_HEIGHT);

/**
 * Plain text, set on A4.
 *
 * @throws FaxDocumentError `too-many-pages`
 */
export async function openTextSource(
  pdfium: Pdfium,
  typefaces: Typefaces,
  { text, encoding }: DecodedText,
  limits: DocumentLimits,
): Promise<OpenSource> {
  const { pdf, faces } = await typefaces.document('mono');
  const { font } = faces.mono;
  const shape = { columns: COLUMNS, lines: LINES, maxPages: limits.maxPages };
  const { pages, replaced } = layOutText(text, faces.mono, shape);
  for (const lines of pages) {
    const page = pdf.addPage([SHEET.width, SHEET.height]);
    lines.forEach((line, at) => {
      const y = SHEET.height - SHEET.margin - FONT_SIZE - at * LINE_HEIGHT;
      if (line !== '') page.drawText(line, { x: SHEET.margin, y, size: FONT_SIZE, font });
    });
  }
  const document = pdfium.open(await pdf.save());
  const facts = { kind: 'text', pages: pages.length, truncated: false } as const;
  const read = { encoding, replacedCharacters: replaced };
  return openDrawn(document, { ...facts, ...read }, limits);
}
