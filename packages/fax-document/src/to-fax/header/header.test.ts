import { beforeAll, describe, expect, it } from 'vitest';

import type { PackedRows } from '../../ccitt/row-sink.ts';
import { blackShare, faxMaker, inkOf, rowsOf, type MakeFax } from '../../testing/faxes.ts';
import { framedPdf } from '../../testing/pdfs.ts';
import { sample } from '../../testing/samples.ts';
import { decodeTiffPages } from '../../tiff/decode-pages.ts';
import { headerLines, type FaxHeader } from './fax-header.ts';

const TIME = new Date('2026-07-01T22:41:00Z');
const HEADER: FaxHeader = {
  sender: 'Vårdcentralen Åby',
  number: '+46 8 123 45 67',
  time: TIME,
  timeZone: 'Europe/Stockholm',
  locale: 'sv',
};

let make: MakeFax;
beforeAll(async () => {
  make = await faxMaker();
});

describe('a header line says', () => {
  it('when, who, by which number, which page of how many', () => {
    expect(headerLines(HEADER, 2)[1]).toEqual({
      left: '2026-07-02 00:41',
      middle: 'Vårdcentralen Åby',
      number: '+46 8 123 45 67',
      right: 'Sida 2/2',
    });
  });

  it.each([
    ['da', '02.07.2026 00.41', 'Side 1/1'],
    ['en', '2026-07-02 00:41', 'Page 1/1'],
  ] as const)('so in %s', (locale, left, right) => {
    expect(headerLines({ ...HEADER, locale }, 1)).toMatchObject([{ left, right }]);
  });

  it.each([
    [{ timeZone: 'Nowhere/City' }],
    [{ time: new Date(Number.NaN) }],
    [{ sender: 'x'.repeat(201) }],
    [{ locale: 'xx' as 'sv' }],
  ])('nothing that makes no sense: %j', (change) => {
    expect(() => headerLines({ ...HEADER, ...change }, 1)).toThrow(
      expect.objectContaining({ code: 'bad-options' }),
    );
  });
});

describe('a header line lies above the page', () => {
  it.each([
    ['standard', 14],
    ['fine', 28],
    ['superfine', 56],
  ] as const)('%s: in %d rows of its own', async (resolution, rows) => {
    const { pages, rasters } = await make([sample('sp-3pages.tif')], {
      header: HEADER,
      resolution,
    });
    expect(pages.map(({ headerRows }) => headerRows)).toEqual([rows, rows, rows]);
    const ink = inkOf(rowsOf(rasters[0]!, 0, rows));
    expect(ink.top).toBeGreaterThanOrEqual(0);
    expect(ink.bottom - ink.top).toBeGreaterThan(rows * 0.6);
    expect(ink.left).toBeLessThan(60);
    expect(ink.right).toBeGreaterThan(1728 - 60);
  });

  it('a fax’s own pixels below it stay as they are', async () => {
    const { rasters } = await make([sample('sp-3pages.tif')], { header: HEADER });
    const own = decodeTiffPages(sample('sp-3pages.tif'));
    expect(rasters.map((page) => rowsOf(page, 28, page.height - 28))).toEqual(own);
  });

  it('a page below it is made a little smaller, so that both fit on the sheet', async () => {
    const { pages, rasters } = await make([await framedPdf([595.28, 841.89])], { header: HEADER });
    const content = rowsOf(rasters[0]!, 28, 2291 - 28);
    expect(pages[0]!.height).toBe(2291);
    expect(pages[0]!.scale).toBeCloseTo((2291 - 28) / 2291, 2);
    expect(inkOf(content)).toMatchObject({ top: 0, bottom: content.height - 1 });
  });

  it('a fax that was made with room for it takes it without growing longer than the sheet', async () => {
    const draft = await make([await framedPdf([595.28, 841.89])], { roomForHeader: true });
    const sent = await make([draft.tiff], { header: HEADER });
    expect(draft.pages[0]!.height).toBe(2291 - 28);
    expect(sent.pages[0]).toMatchObject({ height: 2291, ownPixels: true });
    expect(rowsOf(sent.rasters[0]!, 28, 2291 - 28)).toEqual(draft.rasters[0]);
  });
});

describe('its text', () => {
  const band = async (header: FaxHeader): Promise<PackedRows> => {
    const { rasters } = await make([sample('hyla-ecm-cut-page1.tif')], { header });
    return rowsOf(rasters[0]!, 0, 28);
  };

  it('differs by every letter that people here use', async () => {
    const bands = await Promise.all(Array.from('åäöæøéaoeÅÄÖÆØÉ', (sender) => band({ sender })));
    expect(new Set(bands.map(({ rows }) => Buffer.from(rows).toString('hex'))).size).toBe(15);
  });

  it('shows a sign for a character that the font doesn’t have', async () => {
    const [without, replaced] = [await band({ sender: 'x' }), await band({ sender: 'x漢' })];
    expect(blackShare(replaced)).toBeGreaterThan(blackShare(without));
  });

  it('shortens a sender that is too long, and never the number or the page', async () => {
    const short = await band({ sender: 'W', number: '+46 8 123 45 67' });
    const long = await band({ sender: 'W'.repeat(200), number: '+46 8 123 45 67' });
    const end = { left: 1550, width: 178 };
    expect(blackShare(long, end)).toBe(blackShare(short, end));
    expect(inkOf(long)).toMatchObject({ right: inkOf(short).right });
  });

  it('is the same pixels for the same header', async () => {
    expect(await band(HEADER)).toEqual(await band(HEADER));
  });
});
