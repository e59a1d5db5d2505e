import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../limits.ts';
import { tiffToPdf } from '../pdf/tiff-to-pdf.ts';
import { emptyPdf, greyBoxPdf, redPdf } from '../testing/pdfs.ts';
import { sample } from '../testing/samples.ts';
import { loadPdfium, type Pdfium } from './pdfium.ts';
import { renderPage } from './render-page.ts';

let pdfium: Pdfium;
let fax: Uint8Array;
beforeAll(async () => {
  pdfium = await loadPdfium();
  fax = (await tiffToPdf(sample('sp-noecm-mh-v29.tif'), DEFAULT_LIMITS)).pdf;
});

const render = (pdf: Uint8Array, page: number, width: number, limits = {}) =>
  renderPage(pdfium, pdf, page, width, { ...DEFAULT_LIMITS, ...limits });

describe('a page’s picture', () => {
  it.each([64, 900, 3000])('is just as wide as asked for: %d', async (width) => {
    const picture = await render(fax, 1, width);
    const { info } = await sharp(picture.bytes).toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([picture.width, picture.height]);
    expect(picture.width).toBe(width);
  });

  it('has the page’s proportions, not those of its pixels', async () => {
    const { width, height } = await render(fax, 1, 900);
    expect(height / width).toBeCloseTo(1078 / 98 / (1728 / 204), 2);
  });

  it('of a fax is grey, small, and smooth: its edges have levels between black and white', async () => {
    const { bytes, mediaType } = await render(fax, 1, 900);
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    const levels = new Set(data.filter((_, at) => at % info.channels === 0));
    expect(mediaType).toBe('image/png');
    expect((await sharp(bytes).metadata()).space).toBe('b-w');
    expect(levels.size).toBe(16);
    expect(bytes.length).toBeLessThan(100_000);
  });

  it('keeps colours', async () => {
    const { bytes } = await render(await redPdf(), 1, 100);
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    const pixel = (x: number) => [...data.subarray(x * info.channels, x * info.channels + 3)];
    expect([pixel(10), pixel(90)]).toEqual([
      [255, 0, 0],
      [255, 255, 255],
    ]);
  });
});

it('a page with filled shapes is drawn in grey as well', async () => {
  const document = pdfium.open(await greyBoxPdf(0.5));
  const grey = document.drawGrey(0, 595, 842) ?? [];
  expect([grey[10], grey[grey.length - 1]]).toEqual([expect.closeTo(128, -1), 255]);
  document.close();
});

describe('refused by name', () => {
  it.each([0, 2, -1, 1.5, Number.NaN])('page-not-found: %d of 1', async (page) => {
    await expect(render(fax, page, 900)).rejects.toMatchObject({ code: 'page-not-found' });
  });

  it.each([63, 3001, 99.5, Number.NaN])('bad-width: %d', async (width) => {
    await expect(render(fax, 1, width)).rejects.toMatchObject({ code: 'bad-width' });
  });

  it('too-many-pixels: a page as narrow as a thread', async () => {
    const thread = await emptyPdf([1, 14_000]);
    await expect(render(thread, 1, 3000)).rejects.toMatchObject({ code: 'too-many-pixels' });
  });
});
