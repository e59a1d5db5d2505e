import { beforeAll, describe, expect, it } from 'vitest';

import { askTool } from '../../testing/debian-tools.ts';
import { faxMaker, inkOf, type MakeFax } from '../../testing/faxes.ts';
import { emptyPdf } from '../../testing/pdfs.ts';
import { FAX_LOCALES } from '../locale.ts';
import { Typefaces } from '../typeset/typefaces.ts';
import { coverPdf } from './cover-pdf.ts';
import type { CoverSheet } from './cover-sheet.ts';

const COVER: CoverSheet = {
  locale: 'sv',
  to: 'Ortopedmottagningen\nUniversitetssjukhuset',
  toNumber: '+46 31 123 45 67',
  organisation: 'Region Exempel',
  from: 'Vårdcentralen Åby, Anna Ängström',
  callBack: '+46 8 123 45 67',
  code: 'K7QF-32',
  date: new Date('2026-11-22T07:41:00Z'),
  timeZone: 'Europe/Stockholm',
  subject: 'Enligt samtal',
  message: 'Hej!\n\nHär kommer handlingarna.',
};

let make: MakeFax;
beforeAll(async () => {
  make = await faxMaker();
});

const typefaces = new Typefaces();
const pdfOf = (change: Partial<CoverSheet> = {}, pages = 3) =>
  coverPdf(typefaces, { ...COVER, ...change }, pages);

/** The sheet's words as poppler reads them, runs of white space as one. */
const textOf = async (change: Partial<CoverSheet> = {}, pages = 3): Promise<string> =>
  askTool('pdftotext', ['-layout', 'in.pdf', '-'], { 'in.pdf': await pdfOf(change, pages) })
    .replaceAll(/\s+/g, ' ')
    .trim();

describe('a cover sheet', () => {
  it('says to whom, from whom, where to call, when, how many pages, and by which code', async () => {
    const text = await textOf();
    for (const part of [
      'Till Ortopedmottagningen Universitetssjukhuset',
      'Faxnummer +46 31 123 45 67',
      'Från Vårdcentralen Åby, Anna Ängström',
      'Återuppringning +46 8 123 45 67',
      'Datum 2026-11-22 08:41',
      'Sidor 4, med detta försättsblad',
      'Kod K7QF-32',
      'Ärende Enligt samtal',
      'Här kommer handlingarna.',
      'Ring +46 8 123 45 67 och uppge koden K7QF-32.',
    ]) {
      expect(text).toContain(part);
    }
  });

  it.each([
    ['sv', 'Har faxet kommit fel?'],
    ['da', 'Har du fået faxen ved en fejl?'],
    ['en', 'Has this fax reached the wrong place?'],
  ] as const)('is in %s', async (locale, question) => {
    expect(await textOf({ locale })).toContain(question);
  });

  it.each([
    ['sv', 'Meddelande'],
    ['da', 'Besked'],
    ['en', 'Message'],
  ] as const)('of what is opened in a mailbox speaks of no fax (%s)', async (locale, title) => {
    const text = await textOf({ locale, kind: 'message', toNumber: undefined, message: undefined });
    expect(text).toContain(title);
    expect(text.toLowerCase()).not.toContain('fax');
  });

  it('leaves out what isn’t known', async () => {
    const text = await textOf({ toNumber: undefined, subject: undefined, message: undefined });
    for (const label of ['Faxnummer', 'Ärende', 'Meddelande']) expect(text).not.toContain(label);
  });

  it('takes another notice of secrecy', async () => {
    expect(await textOf({ confidentiality: 'Sekretess enligt 25 kap. OSL.' })).toContain(
      '25 kap. OSL',
    );
  });

  it('is always the same bytes for the same fields', async () => {
    expect(Buffer.compare(await pdfOf(), await pdfOf())).toBe(0);
  });
});

describe('long values', () => {
  it('are wrapped, also where they have no spaces', async () => {
    const { rasters, pages } = await make([], {
      cover: { ...COVER, to: 'Ortopedmottagningen'.repeat(15), from: 'W'.repeat(300) },
    });
    const ink = inkOf(rasters[0]!);
    expect(ink.left).toBeGreaterThan(150);
    expect(ink.right).toBeLessThan(1728 - 150);
    expect(pages[0]!.source).toBe('cover');
  });

  it('of a message go on the next page, and all pages are counted', async () => {
    const message = 'En lång rad om vad som har hänt.\n'.repeat(50);
    const { pages } = await make([await emptyPdf([595, 842])], { cover: { ...COVER, message } });
    expect(pages.map(({ source, page }) => [source, page])).toEqual([
      ['cover', 1],
      ['cover', 2],
      [0, 1],
    ]);
    expect(await textOf({ message }, 1)).toContain('Sidor 3, med');
  });

  it.each([
    ['to', 'x'.repeat(301)],
    ['message', 'x'.repeat(6001)],
    ['from', undefined],
    ['locale', 'xx'],
    ['date', new Date(Number.NaN)],
    ['timeZone', 'Nowhere/City'],
  ])('beyond bounds are refused: %s', async (field, value) => {
    await expect(pdfOf({ [field]: value })).rejects.toMatchObject({ code: 'bad-options' });
  });
});

it.each(FAX_LOCALES)('in %s it is solid black on white at standard resolution', async (locale) => {
  const { pages } = await make([], { cover: { ...COVER, locale }, resolution: 'standard' });
  expect(pages).toMatchObject([{ halftoned: 0, height: 1145 }]);
});
