import {
  beginText,
  endText,
  moveText,
  nextLine,
  setFontAndSize,
  setLineHeight,
  showText,
  type PDFDocument,
} from 'pdf-lib';

import type { DocumentLimits } from '../../limits.ts';
import type { Pdfium } from '../../render/pdfium.ts';
import type { Face } from '../typeset/face.ts';
import type { Typefaces } from '../typeset/typefaces.ts';
import type { DecodedText } from './decode-text.ts';
import type { OpenSource } from './open-source.ts';
import { openDrawn, type DrawnPages } from './pdf-source.ts';
import { layOutText } from './text-pages.ts';

/** A4, in points, with margins that every machine can print within. */
const SHEET = { width: 595.28, height: 841.89, margin: 51 } as const;
const FONT_SIZE = 10;
const LINE_HEIGHT = 12.5;
/** Width of a character by the size: the face is monospaced, so that columns stay columns. */
const ADVANCE = 0.6;

const COLUMNS = Math.floor((SHEET.width - 2 * SHEET.margin) / (ADVANCE * FONT_SIZE));
const LINES = Math.floor((SHEET.height - 2 * SHEET.margin) / LINE_HEIGHT);

/** Pages that are set at once: a document of all of a long text's pages would take half a gigabyte. */
const BATCH = 25;

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
  const { faces } = await typefaces.document('mono');
  const shape = { columns: COLUMNS, lines: LINES, maxPages: limits.maxPages };
  const { pages, replaced } = layOutText(text, faces.mono, shape);
  const setBatch = async (first: number): Promise<DrawnPages> => {
    const batch = pages.slice(first, first + BATCH);
    return openDrawn(pdfium.open(await setPages(typefaces, batch)), batch.length, limits);
  };
  let first = -1;
  let open: DrawnPages | undefined;
  return {
    pages: pages.length,
    page: async (index, paper, resolution) => {
      const wanted = index - (index % BATCH);
      if (open === undefined || first !== wanted) {
        open?.close();
        open = await setBatch(wanted);
        first = wanted;
      }
      return open.page(index - first, paper, resolution);
    },
    finish: () => ({
      kind: 'text',
      pages: pages.length,
      truncated: false,
      encoding,
      replacedCharacters: replaced,
    }),
    close: () => open?.close(),
  };
}

async function setPages(
  typefaces: Typefaces,
  pages: readonly (readonly string[])[],
): Promise<Uint8Array> {
  const { pdf, faces } = await typefaces.document('mono');
  for (const lines of pages) addPage(pdf, faces.mono, lines);
  return pdf.save();
}

/** One text object a page: `drawText` would shape each line anew, which takes longer than all the rest. */
function addPage(pdf: PDFDocument, face: Face, lines: readonly string[]): void {
  const page = pdf.addPage([SHEET.width, SHEET.height]);
  const font = page.node.newFontDictionary(face.font.name, face.font.ref);
  page.pushOperators(
    beginText(),
    setFontAndSize(font, FONT_SIZE),
    setLineHeight(LINE_HEIGHT),
    moveText(SHEET.margin, SHEET.height - SHEET.margin - FONT_SIZE),
    ...lines.flatMap((line) => [showText(face.encode(line)), nextLine()]),
    endText(),
  );
}
