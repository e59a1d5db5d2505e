import { beforeAll, describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../../limits.ts';
import { tiffToPdf } from '../../pdf/tiff-to-pdf.ts';
import { blackShare, faxMaker, inkOf, isBlack, type MakeFax } from '../../testing/faxes.ts';
import { DAMAGED_PDFS } from '../../testing/damaged-pdfs.ts';
import { byQpdf } from '../../testing/judge-pdf.ts';
import {
  emptyPdf,
  encryptedPdf,
  framedPdf,
  greyBoxPdf,
  textPdf,
  turn,
} from '../../testing/pdfs.ts';
import { sample, SAMPLE_NAMES } from '../../testing/samples.ts';
import { decodeTiffPages } from '../../tiff/decode-pages.ts';

const A4: [number, number] = [595.28, 841.89];

let make: MakeFax;
beforeAll(async () => {
  make = await faxMaker();
});

describe('a PDF page is as wide as the fax, and whole', () => {
  it.each([
    [1728, 'standard', 1145],
    [1728, 'fine', 2291],
    [1728, 'superfine', 4571],
    [2048, 'fine', 2292],
    [2432, 'fine', 2292],
  ] as const)('A4 on %d pixels, %s', async (width, resolution, height) => {
    const { rasters, pages } = await make([await framedPdf(A4)], { width, resolution });
    const ink = inkOf(rasters[0]!);
    expect(rasters[0]).toMatchObject({ width, height });
    expect(ink).toMatchObject({ top: 0, bottom: height - 1 });
    expect(ink.right - ink.left).toBe(1686);
    expect(pages[0]).toMatchObject({ scale: 1, turned: false, halftoned: 0 });
  });

  it.each([
    ['letter', [612, 792]],
    ['A3', [841.89, 1190.55]],
    ['a giant page', [8000, 11_000]],
    ['a strip', [100, 5000]],
    ['a thread', [14_000, 30]],
  ] as [string, [number, number]][])('%s is scaled to fit', async (_, size) => {
    const { rasters } = await make([await framedPdf(size)]);
    const ink = inkOf(rasters[0]!);
    const proportions = (ink.right - ink.left + 1) / 204 / ((ink.bottom - ink.top + 1) / 196);
    const [short, long] = size.toSorted((a, b) => a - b);
    expect(rasters[0]!.height).toBeLessThanOrEqual(2291);
    expect(proportions).toBeCloseTo(short! / long!, 2);
  });

  it('a landscape page is turned: its upper edge is at the left', async () => {
    const landscape = await framedPdf([842, 595], (page) =>
      page.drawRectangle({ x: 20, y: 500, width: 802, height: 75 }),
    );
    const { rasters, pages } = await make([landscape]);
    expect(pages[0]).toMatchObject({ turned: true, width: 1728, height: 2291 });
    expect(isBlack(rasters[0]!, 200, 1000)).toBe(true);
    expect(isBlack(rasters[0]!, 1500, 1000)).toBe(false);
  });

  it('a page that says it is turned is looked at turned', async () => {
    const { pages } = await make([await framedPdf([842, 595], (page) => turn(page, 90))]);
    expect(pages[0]).toMatchObject({ turned: false, height: 2291 });
  });

  it('what lies outside of the crop box isn’t shown', async () => {
    const cropped = await framedPdf(A4, (page) => page.setCropBox(40, 40, 400, 400));
    const { rasters, pages } = await make([cropped]);
    expect(pages[0]).toMatchObject({ height: 1089, blank: true });
    expect(blackShare(rasters[0]!)).toBe(0);
  });

  it('a page of a line’s height is an inch long', async () => {
    const { pages } = await make([await emptyPdf([600, 3])]);
    expect(pages[0]).toMatchObject({ height: 196, blank: true });
  });
});

describe('a PDF is taken as a received one', () => {
  it.each(DAMAGED_PDFS)('repaired: $damage', async ({ pdf, pages, truncated = false, intact }) => {
    const fax = await make([pdf]);
    expect(fax.pages).toHaveLength(pages);
    expect(fax.sources).toMatchObject([{ truncated, intake: { repaired: intact !== true } }]);
  });

  it('decrypted, where no password is needed', async () => {
    const open = byQpdf(await framedPdf(A4), '--encrypt', '', 'owner', '256', '--');
    const { pages, sources } = await make([open]);
    expect(sources).toMatchObject([{ intake: { decrypted: true } }]);
    expect(pages).toMatchObject([{ blank: false }]);
  });
});

describe('scans', () => {
  const fine = SAMPLE_NAMES.filter((name) => /efax|3pages|ecm-mr/.test(name));
  it.each(fine)('%s, made a PDF, goes out pixel for pixel', async (name) => {
    const { pdf } = await tiffToPdf(sample(name), DEFAULT_LIMITS);
    const { rasters, pages } = await make([pdf]);
    expect(rasters).toEqual(decodeTiffPages(sample(name)));
    expect(pages.every(({ ownPixels }) => ownPixels)).toBe(true);
  });

  it('of a coarser fax have each line as often as the paper’s are finer', async () => {
    const { pdf } = await tiffToPdf(sample('hyla-ecm-mmr-clean.tif'), DEFAULT_LIMITS);
    const [page] = decodeTiffPages(sample('hyla-ecm-mmr-clean.tif'));
    const { rasters } = await make([pdf], { resolution: 'superfine' });
    expect(rasters[0]!.height).toBe(4 * page!.height);
    expect(Buffer.from(rasters[0]!.rows.subarray(4 * 216, 8 * 216))).toEqual(
      Buffer.concat(Array.from({ length: 4 }, () => page!.rows.subarray(216, 2 * 216))),
    );
  });
});

it('a grey box becomes dots of its tone, and text stays solid', async () => {
  const { rasters, pages } = await make([await greyBoxPdf(0.7)]);
  expect(blackShare(rasters[0]!, { left: 30, top: 10, width: 250, height: 250 })).toBeCloseTo(
    0.3,
    1,
  );
  expect(pages[0]!.halftoned).toBeGreaterThan(0.01);
  const text = await make([await textPdf(1)]);
  expect(text.pages[0]!.halftoned).toBe(0);
});

describe('refused by name', () => {
  it('encrypted-pdf', async () => {
    await expect(make([await encryptedPdf('Standard')])).rejects.toMatchObject({
      code: 'encrypted-pdf',
    });
  });

  it('too-many-pages, of all documents together', async () => {
    const two = await emptyPdf(A4, A4);
    await expect(make([two, two], {}, { maxPages: 3 })).rejects.toMatchObject({
      code: 'too-many-pages',
    });
  });

  it('no-pages: no document at all', async () => {
    await expect(make([])).rejects.toMatchObject({ code: 'no-pages' });
  });
});
