import {
  degrees,
  PDFDocument,
  PDFName,
  PDFNumber,
  setTextRenderingMode,
  StandardFonts,
  TextRenderingMode,
} from 'pdf-lib';

import { DEFAULT_LIMITS } from '../limits.ts';
import { tiffToPdf } from '../pdf/tiff-to-pdf.ts';
import { ocrSample } from './ocr-samples.ts';

/** A page of a letter, written: its lines in Helvetica, one below the other. */
export async function writtenPdf(...lines: string[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const page = pdf.addPage([600, 800]);
  lines.forEach((line, index) => {
    page.drawText(line, { x: 60, y: 700 - index * 14, size: 12, font });
  });
  return pdf.save();
}

/** A scanned letter in a PDF of its own, without text. */
export const scannedPdf = async (): Promise<Uint8Array> =>
  (await tiffToPdf(ocrSample('sv_sans.fine.clean'), DEFAULT_LIMITS)).pdf;

/** The scanned letter with what another machine read in it, hidden. */
export async function scanWithLayer(text: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await scannedPdf(), { updateMetadata: false });
  const [page] = pdf.getPages();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  page?.pushOperators(setTextRenderingMode(TextRenderingMode.Invisible));
  page?.drawText(text, { x: 60, y: 700, size: 12, font });
  return pdf.save();
}

/** The scanned letter as a page of another place and turn, part of it cut away, its state left open. */
export async function oddScan(): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await scannedPdf(), { updateMetadata: false });
  const [page] = pdf.getPages();
  const { context } = pdf;
  page?.translateContent(50, 30);
  page?.setMediaBox(50, 30, page.getWidth(), page.getHeight());
  page?.setCropBox(80, 0, 500, 700);
  page?.setRotation(degrees(-90));
  page?.node.addContentStream(context.register(context.stream('q 0.5 0 0 0.5 7 7 cm ')));
  return pdf.save();
}

/** The scanned letter, signed: at least it says so. */
export async function signedPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await scannedPdf(), { updateMetadata: false });
  const form = pdf.context.obj({ Fields: [], SigFlags: PDFNumber.of(3) });
  pdf.catalog.set(PDFName.of('AcroForm'), form);
  return pdf.save({ updateFieldAppearances: false });
}
