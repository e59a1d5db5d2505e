import type { PackedRows } from '../../ccitt/row-sink.ts';
import type { Pdfium } from '../../render/pdfium.ts';
import { binarise } from '../binarise/binarise.ts';
import { X_DPI, Y_DPI, type FaxFormat } from '../fax-format.ts';
import type { Face } from '../typeset/face.ts';
import type { Typefaces } from '../typeset/typefaces.ts';
import { headerLines, type FaxHeader, type HeaderLine } from './fax-header.ts';

const POINTS_PER_INCH = 72;
/** Points: 3.6 mm, 14 rows at standard and 28 at fine resolution. */
const BAND = 10.3;
const FONT_SIZE = 9;
const BASELINE = 2.4;
/** White at both ends: machines print up to there. */
const MARGIN = 12;
const GAP = 14;

/** Header lines, each to be put above its page. */
export interface HeaderBands {
  readonly rows: number;
  /** The rows above page `index` (from 0). */
  band(index: number): PackedRows;
  close(): void;
}

/** Rows of a header line. */
export function headerRows({ resolution }: FaxFormat): number {
  return Math.round((BAND * Y_DPI[resolution]) / POINTS_PER_INCH);
}

/** Sets the header lines of a fax of so many pages. @throws FaxDocumentError `bad-options` */
export async function setHeader(
  pdfium: Pdfium,
  typefaces: Typefaces,
  header: FaxHeader,
  format: FaxFormat,
  pages: number,
): Promise<HeaderBands> {
  const lines = headerLines(header, pages);
  const { pdf, faces } = await typefaces.document('bold');
  const width = (format.width * POINTS_PER_INCH) / X_DPI;
  for (const line of lines) {
    const page = pdf.addPage([width, BAND]);
    for (const { text, x } of layOut(faces.bold, line, width)) {
      page.drawText(text, { x, y: BASELINE, size: FONT_SIZE, font: faces.bold.font });
    }
  }
  const document = pdfium.open(await pdf.save());
  const rows = headerRows(format);
  const frame = {
    width: format.width,
    height: rows,
    left: 0,
    top: 0,
    columns: format.width,
    rows,
    turned: false,
  };
  return {
    rows,
    band: (index) => {
      const band = document.print(index, frame, (samples) =>
        binarise({ width: format.width, height: rows, samples }, format.resolution),
      );
      if (band === undefined) throw new RangeError('the header has no such page');
      return band;
    },
    close: () => document.close(),
  };
}

interface PlacedText {
  readonly text: string;
  readonly x: number;
}

/** Time and sender from the left, number behind them, page at the right; the sender gives way. */
function layOut(face: Face, line: HeaderLine, width: number): PlacedText[] {
  const [left, middle, number, right] = [line.left, line.middle, line.number, line.right].map(
    (text) => face.printable(text).text,
  ) as [string, string, string, string];
  const end = width - MARGIN - face.width(right, FONT_SIZE);
  const senderAt = MARGIN + (left === '' ? 0 : face.width(left, FONT_SIZE) + GAP);
  const numberShown = face.shortened(number, FONT_SIZE, (end - senderAt) / 2);
  const numberWidth = numberShown === '' ? 0 : face.width(numberShown, FONT_SIZE) + GAP;
  const sender = face.shortened(middle, FONT_SIZE, end - GAP - senderAt - numberWidth);
  const numberAt = senderAt + (sender === '' ? 0 : face.width(sender, FONT_SIZE) + GAP);
  return [
    { text: left, x: MARGIN },
    { text: sender, x: senderAt },
    { text: numberShown, x: numberAt },
    { text: right, x: end },
  ].filter(({ text }) => text !== '');
}
