import type { PDFDocument } from 'pdf-lib';

import { wallTime } from '../locale.ts';
import { SheetWriter, type SheetNotice, type SheetRow } from '../typeset/sheet-writer.ts';
import type { Typefaces } from '../typeset/typefaces.ts';
import { checkCover, type CoverSheet } from './cover-sheet.ts';
import { COVER_WORDS, type CoverWords } from './cover-words.ts';

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
  const sheet = new SheetWriter(pdf, faces);
  const words = COVER_WORDS[cover.locale];
  sheet.head(words.title[cover.kind ?? 'fax'], cover.organisation ?? '');
  sheet.rows(rowsOf(cover, words, pages));
  sheet.notice(noticeOf(cover, words));
  if (cover.message?.trim()) sheet.message(words.message, cover.message);
  return pdf;
}

function rowsOf(cover: CoverSheet, words: CoverWords, pages: number): SheetRow[] {
  const { date, time } = wallTime(cover.date, cover.timeZone ?? 'UTC', cover.locale);
  const rows: SheetRow[] = [
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

function noticeOf(cover: CoverSheet, words: CoverWords): SheetNotice {
  const kind = cover.kind ?? 'fax';
  const secrecy = cover.confidentiality?.trim() ? cover.confidentiality : words.confidentiality;
  return {
    title: words.wrongReceiver[kind],
    paragraphs: [words.wrongReceiverText[kind](cover.callBack, cover.code), secrecy],
  };
}
