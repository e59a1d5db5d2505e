import {
  concatTransformationMatrix,
  drawObject,
  grayscale,
  popGraphicsState,
  pushGraphicsState,
  type PDFDocument,
  type PDFPage,
  type PDFRef,
} from 'pdf-lib';

import type { Face } from './face.ts';
import { wrap } from './wrap.ts';

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
/** Below the margin. */
const FOOT = { size: 9, y: SHEET.margin - 24 } as const;
/** Codes such as hashes. */
const CODE = 9;
const ENTRY_GAP = 3;
const RULE = 0.9;
const HEAVY_RULE = 2.2;
const ROW_GAP = 7;
const BOX_PADDING = 12;
const PARAGRAPH_GAP = 6;
const MESSAGE_GAP = 26;
/** DeviceGray: what PDF/A with a grey output intent has (ISO 19005-2 clause 6.2.4.3). */
const BLACK = grayscale(0);

export interface SheetFaces {
  readonly text: Face;
  readonly bold: Face;
  readonly mono?: Face;
}

export interface SheetRow {
  readonly label: string;
  readonly value: string;
  /** What people look for first. */
  readonly strong?: boolean;
  /** To be compared letter by letter. */
  readonly isCode?: boolean;
}

export interface SheetNotice {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

export interface SheetEntry {
  readonly label: string;
  readonly lines: readonly string[];
}

/** Writes sheets from the top to the bottom: `#y` is where it has come, `#lowest` where the page ends. */
export class SheetWriter {
  readonly #pdf: PDFDocument;
  readonly #text: Face;
  readonly #bold: Face;
  readonly #mono: Face;
  #page: PDFPage;
  #y: number = SHEET.height - SHEET.margin;
  #lowest: number = SHEET.margin;
  #beside: number = SHEET.height;

  constructor(pdf: PDFDocument, { text, bold, mono = text }: SheetFaces) {
    this.#pdf = pdf;
    this.#text = text;
    this.#bold = bold;
    this.#mono = mono;
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

  /** @param right where they end; a picture may stand beside them */
  rows(rows: readonly SheetRow[], right: number = RIGHT): void {
    for (const { label, value, strong = false, isCode = false } of rows) {
      const face = isCode ? this.#mono : strong ? this.#bold : this.#text;
      const size = isCode ? CODE : VALUE.size;
      const lines = wrap(face, this.#printable(face, value), size, right - VALUE_X);
      const height = lines.length * VALUE.leading + 2 * ROW_GAP;
      if (this.#y - height < this.#lowest) this.#nextPage();
      this.#y -= ROW_GAP;
      const top = this.#y;
      for (const line of lines) {
        this.#y -= VALUE.leading;
        this.#write(face, line, VALUE_X, size);
      }
      const bottom = this.#y;
      this.#y = top - VALUE.leading;
      this.#write(this.#text, label, SHEET.margin, LABEL.size);
      this.#y = bottom - ROW_GAP;
      this.#rule(RULE, right);
    }
  }

  /** A framed picture at the right, `width` points wide; the rows beside it end at what is given back. */
  picture(image: PDFRef, { width, height }: { width: number; height: number }): number {
    const [x, top] = [RIGHT - width, this.#y - ROW_GAP - VALUE.leading / 2];
    const name = this.#page.node.newXObject('Page', image);
    this.#page.pushOperators(
      pushGraphicsState(),
      concatTransformationMatrix(width, 0, 0, height, x, top - height),
      drawObject(name),
      popGraphicsState(),
    );
    const frame = { borderWidth: RULE, borderColor: BLACK };
    this.#page.drawRectangle({ x, y: top - height, width, height, ...frame });
    this.#beside = top - height;
    return x - 2 * BOX_PADDING;
  }

  /** What follows stands below the picture as well. */
  belowPicture(): void {
    this.#y = Math.min(this.#y, this.#beside);
  }

  /** A titled list, each entry with what stands in the column of labels; its lines may go on the next page. */
  entries(title: string, entries: readonly SheetEntry[]): void {
    if (this.#y - MESSAGE_GAP - 3 * BODY.leading < this.#lowest) this.#nextPage();
    this.#y -= MESSAGE_GAP;
    this.#write(this.#bold, title, SHEET.margin, VALUE.size);
    this.#y -= PARAGRAPH_GAP;
    for (const { label, lines } of entries) {
      const all = lines.flatMap((line) =>
        wrap(this.#text, this.#printable(this.#text, line), LABEL.size, RIGHT - VALUE_X),
      );
      all.forEach((line, at) => {
        if (this.#y - LABEL.leading < this.#lowest) this.#nextPage();
        this.#y -= LABEL.leading;
        if (at === 0) this.#write(this.#text, label, SHEET.margin, LABEL.size);
        if (line !== '') this.#write(this.#text, line, VALUE_X, LABEL.size);
      });
      this.#y -= ENTRY_GAP;
    }
  }

  /** A box at the end of the page, which keeps its place whatever comes. */
  notice({ title, paragraphs }: SheetNotice): void {
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

  /** In the foot of every page that there is. */
  numberPages({ page, of }: { readonly page: string; readonly of: string }): void {
    const pages = this.#pdf.getPages();
    for (const [at, sheet] of pages.entries()) {
      const line = this.#printable(this.#text, `${page} ${at + 1} ${of} ${pages.length}`);
      const x = RIGHT - this.#text.width(line, FOOT.size);
      sheet.drawText(line, { ...FOOT, x, font: this.#text.font, color: BLACK });
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

  #rule(thickness: number, right: number = RIGHT): void {
    const [y, color] = [this.#y, BLACK];
    this.#page.drawLine({ start: { x: SHEET.margin, y }, end: { x: right, y }, thickness, color });
  }

  #nextPage(): void {
    this.#page = this.#pdf.addPage([SHEET.width, SHEET.height]);
    this.#y = SHEET.height - SHEET.margin;
    this.#beside = SHEET.height;
    this.#lowest = SHEET.margin;
  }
}
