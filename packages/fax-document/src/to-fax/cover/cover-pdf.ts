import { rgb, type PDFDocument, type PDFPage } from 'pdf-lib';

import { wallTime } from '../locale.ts';
import type { Face } from '../typeset/face.ts';
import type { Typefaces } from '../typeset/typefaces.ts';
import { wrap } from '../typeset/wrap.ts';
import { checkCover, type CoverSheet } from './cover-sheet.ts';
import { COVER_WORDS, type CoverWords } from './cover-words.ts';

/** A4 in points. All is black on white: greys would become dots. */
const SHEET = { width: 595.28, height: 841.89, margin: 57 } as const;
const RIGHT = SHEET.width - SHEET.margin;
const CONTENT = SHEET.width - 2 * SHEET.margin;
/** Where values begin, beside their labels. */
const VALUE_X = SHEET.margin + 118;
const TITLE = 40;
const HEAD = 13;
const LABEL = { size: 11, leading: 15 } as const;
const VALUE = { size: 12.5, leading: 16 } as const;
const BODY = { size: 12, leading: 17 } as const;
const RULE = 0.9;
const HEAVY_RULE = 2.2;
const ROW_GAP = 7;
const BOX_PADDING = 12;
const PARAGRAPH_GAP = 6;
const MESSAGE_GAP = 26;
const BLACK = rgb(0, 0, 0);

/**
 * The cover sheet of a fax as a PDF: one page, or as many as its message needs.
 *
 * @param pagesBehind pages of the fax without the cover's own
 * @throws FaxDocumentError `bad-options`
 */
export async function coverPdf(
  typefaces: Typefaces,
  cover: CoverSheet,
  pagesBehind: number,
): Promise<Uint8Array> {
  checkCover(cover);
  // A cover's page count is on it, and could only change its height in theory: digits fit a line.
  const draft = await drawCover(typefaces, cover, pagesBehind);
  const own = draft.getPageCount();
  const pdf = await drawCover(typefaces, cover, pagesBehind + own);
  return pdf.save();
}

async function drawCover(
  typefaces: Typefaces,
  cover: CoverSheet,
  pages: number,
): Promise<PDFDocument> {
  const { pdf, faces } = await typefaces.document('text', 'bold');
  const sheet = new CoverWriter(pdf, faces.text, faces.bold);
  const words = COVER_WORDS[cover.locale];
  sheet.head(words.title, cover.organisation ?? '');
  sheet.rows(rowsOf(cover, words, pages));
  sheet.notice(noticeOf(cover, words));
  if (cover.message?.trim()) sheet.message(words.message, cover.message);
  return pdf;
}

interface Row {
  readonly label: string;
  readonly value: string;
  /** What people look for first. */
  readonly strong?: boolean;
}

function rowsOf(cover: CoverSheet, words: CoverWords, pages: number): Row[] {
  const { date, time } = wallTime(cover.date, cover.timeZone ?? 'UTC', cover.locale);
  const rows: Row[] = [
    { label: words.to, value: cover.to, strong: true },
    { label: words.number, value: cover.toNumber ?? '' },
    { label: words.from, value: cover.from, strong: true },
    { label: words.callBack, value: cover.callBack },
    { label: words.date, value: `${date} ${time}` },
    { label: words.pages, value: words.pagesValue(pages) },
    { label: words.code, value: cover.code, strong: true },
    { label: words.subject, value: cover.subject ?? '' },
  ];
  return rows.filter(({ value }) => value.trim() !== '');
}

interface Notice {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

function noticeOf(cover: CoverSheet, words: CoverWords): Notice {
  const secrecy = cover.confidentiality?.trim() ? cover.confidentiality : words.confidentiality;
  return {
    title: words.wrongReceiver,
    paragraphs: [words.wrongReceiverText(cover.callBack, cover.code), secrecy],
  };
}

/** Writes a cover from the top to the bottom: `#y` is where it has come, `#lowest` where the page ends. */
class CoverWriter {
  readonly #pdf: PDFDocument;
  readonly #text: Face;
  readonly #bold: Face;
  #page: PDFPage;
  #y: number = SHEET.height - SHEET.margin;
  #lowest: number = SHEET.margin;

  constructor(pdf: PDFDocument, text: Face, bold: Face) {
    this.#pdf = pdf;
    this.#text = text;
    this.#bold = bold;
    this.#page = pdf.addPage([SHEET.width, SHEET.height]);
  }

  head(title: string, organisation: string): void {
    this.#y -= TITLE * 0.72;
    this.#write(this.#bold, title, SHEET.margin, TITLE);
    const titleWidth = this.#bold.width(title, TITLE);
    const name = this.#bold.printable(organisation).text;
    const shown = this.#bold.shortened(name, HEAD, CONTENT - titleWidth - 24);
    if (shown !== '') this.#write(this.#bold, shown, RIGHT - this.#bold.width(shown, HEAD), HEAD);
    this.#y -= 14;
    this.#rule(HEAVY_RULE);
  }

  rows(rows: readonly Row[]): void {
    for (const { label, value, strong = false } of rows) {
      const face = strong ? this.#bold : this.#text;
      this.#y -= ROW_GAP;
      const top = this.#y;
      const lines = wrap(face, this.#printable(face, value), VALUE.size, RIGHT - VALUE_X);
      for (const line of lines) {
        this.#y -= VALUE.leading;
        this.#write(face, line, VALUE_X, VALUE.size);
      }
      const bottom = this.#y;
      this.#y = top - VALUE.leading;
      this.#write(this.#text, label, SHEET.margin, LABEL.size);
      this.#y = bottom - ROW_GAP;
      this.#rule(RULE);
    }
  }

  /** A box at the end of the page, which keeps its place whatever comes. */
  notice({ title, paragraphs }: Notice): void {
    const x = SHEET.margin + BOX_PADDING;
    const lines = paragraphs.map((paragraph) =>
      wrap(
        this.#text,
        this.#printable(this.#text, paragraph),
        BODY.size,
        CONTENT - 2 * BOX_PADDING,
      ),
    );
    const leading = BODY.leading * (lines.flat().length + 1);
    const height = 2 * BOX_PADDING + leading + (paragraphs.length - 1) * PARAGRAPH_GAP;
    if (this.#y < SHEET.margin + height + ROW_GAP) this.#nextPage();
    const [y, width] = [SHEET.margin, CONTENT];
    const border = { borderWidth: HEAVY_RULE, borderColor: BLACK };
    this.#page.drawRectangle({ x: SHEET.margin, y, width, height, ...border });
    const above = this.#y;
    this.#y = y + height - BOX_PADDING - BODY.size * 0.9;
    this.#write(this.#bold, title, x, BODY.size);
    lines.forEach((paragraph, at) => {
      if (at > 0) this.#y -= PARAGRAPH_GAP;
      for (const line of paragraph) {
        this.#y -= BODY.leading;
        this.#write(this.#text, line, x, BODY.size);
      }
    });
    this.#y = above;
    this.#lowest = y + height + BOX_PADDING;
  }

  /** The message below what is there already, and on as many more pages as it needs. */
  message(label: string, message: string): void {
    // The label never stands alone at the end of a page.
    if (this.#y - MESSAGE_GAP - 3 * BODY.leading < this.#lowest) this.#nextPage();
    this.#y -= MESSAGE_GAP;
    this.#write(this.#bold, label, SHEET.margin, VALUE.size);
    this.#y -= PARAGRAPH_GAP;
    const text = this.#printable(this.#text, message.trim());
    for (const line of wrap(this.#text, text, BODY.size, CONTENT)) {
      if (this.#y - BODY.leading < this.#lowest) this.#nextPage();
      this.#y -= BODY.leading;
      if (line !== '') this.#write(this.#text, line, SHEET.margin, BODY.size);
    }
  }

  #printable(face: Face, text: string): string {
    return text
      .split(/\r\n|\r|\n/)
      .map((line) => face.printable(line.replaceAll('\t', ' ')).text)
      .join('\n');
  }

  #write(face: Face, text: string, x: number, size: number): void {
    this.#page.drawText(text, { x, y: this.#y, size, font: face.font, color: BLACK });
  }

  #rule(thickness: number): void {
    const [y, color] = [this.#y, BLACK];
    this.#page.drawLine({ start: { x: SHEET.margin, y }, end: { x: RIGHT, y }, thickness, color });
  }

  #nextPage(): void {
    this.#page = this.#pdf.addPage([SHEET.width, SHEET.height]);
    this.#y = SHEET.height - SHEET.margin;
    this.#lowest = SHEET.margin;
  }
}
