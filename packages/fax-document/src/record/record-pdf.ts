import { createHash } from 'node:crypto';

import type { PDFDocument, PDFRef } from 'pdf-lib';

import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import { documentId } from '../pdf/document-id.ts';
import { documentTime } from '../pdf/document-time.ts';
import { metadataText } from '../pdf/xml-text.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { SheetWriter } from '../to-fax/typeset/sheet-writer.ts';
import type { Typefaces } from '../to-fax/typeset/typefaces.ts';
import { checkRecord, type RecordSheet } from './record-sheet.ts';
import { savePdfA } from './save-pdfa.ts';

export interface RecordTools {
  readonly pdfium: Pdfium;
  readonly typefaces: Typefaces;
  readonly limits: DocumentLimits;
}

/** Points. */
const PICTURE = { width: 150, most: 300 } as const;
/** Pixels: 288 an inch on the sheet, enough to read the page's larger words. */
const PICTURE_PIXELS = 600;

/**
 * A record as a PDF/A-2b, its words as text; the same record gives the same bytes.
 *
 * @throws FaxDocumentError `bad-options`, and what opening the picture's PDF throws
 */
export async function recordPdf(tools: RecordTools, record: RecordSheet): Promise<Uint8Array> {
  checkRecord(record);
  const { pdf, faces } = await tools.typefaces.document('text', 'bold', 'mono');
  const sheet = new SheetWriter(pdf, faces);
  sheet.head(record.title, record.organisation);
  const { picture } = record;
  const right = picture && sheet.picture(...firstPage(tools, pdf, picture));
  const codes = record.rows.filter(({ isCode }) => isCode);
  sheet.rows(
    record.rows.filter(({ isCode }) => !isCode),
    right,
  );
  if (picture) sheet.belowPicture();
  // As wide as the sheet: a hash stands on one line.
  sheet.rows(codes);
  sheet.notice(record.notice);
  sheet.entries(record.events.title, record.events.entries);
  sheet.numberPages(record.pageWords);
  return savePdfA(pdf, infoOf(record));
}

/** As grey pixels, and as large as it may be on the sheet. */
function firstPage(
  { pdfium, limits }: RecordTools,
  pdf: PDFDocument,
  source: Uint8Array,
): [PDFRef, { width: number; height: number }] {
  const document = pdfium.open(source);
  try {
    const size = document.pageSize(0);
    if (size === undefined || !(size.width > 0) || !(size.height > 0)) throw unreadable();
    const scale = Math.min(PICTURE.width / size.width, PICTURE.most / size.height);
    const place = { width: size.width * scale, height: size.height * scale };
    const columns = Math.max(1, Math.round((PICTURE_PIXELS * place.width) / PICTURE.width));
    const rows = Math.max(1, Math.round((columns * size.height) / size.width));
    if (columns * rows > limits.maxPixels) throw unreadable();
    const grey = document.drawGrey(0, columns, rows);
    if (grey === undefined) throw unreadable();
    const image = pdf.context.flateStream(grey, {
      Type: 'XObject',
      Subtype: 'Image',
      Width: columns,
      Height: rows,
      ColorSpace: 'DeviceGray',
      BitsPerComponent: 8,
    });
    return [pdf.context.register(image), place];
  } finally {
    document.close();
  }
}

const unreadable = (): FaxDocumentError =>
  new FaxDocumentError('damaged-beyond-reading', 'The page can’t be read.');

function infoOf({ picture, ...record }: RecordSheet) {
  const page = picture && createHash('sha256').update(picture).digest('hex');
  const { time, ...lasting } = record;
  const document = documentId(`${JSON.stringify(lasting)} ${page ?? ''}`);
  return {
    title: metadataText(record.title) ?? 'Fax',
    time: documentTime(time),
    language: record.language,
    identifier: undefined,
    documentId: document,
    instanceId: documentId(`${document} ${time.toISOString()}`),
    pdfA: '2b',
    facts: {},
  } as const;
}
