import { describe, expect, it } from 'vitest';

import { encodeG4 } from '../ccitt/encode-g4.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { raster } from '../testing/raster.ts';
import { buildTiff, type PageToWrite } from '../testing/tiff-builder.ts';
import { accountPages, type AccountedPage } from './account-pages.ts';
import { parseTiff } from './parse.ts';

const PAGE = raster('..##....####', '..##....####');
const size = { imageWidth: PAGE.width, imageLength: PAGE.height };
const good: PageToWrite = { tags: { ...size, compression: 4 }, strips: [encodeG4(PAGE)] };
const coded = (compression: number): PageToWrite => ({ ...good, tags: { ...size, compression } });

async function account(...pages: readonly PageToWrite[]): Promise<AccountedPage[]> {
  const tiff = buildTiff(pages);
  const found = parseTiff(tiff, DEFAULT_LIMITS).pages;
  const accounted: AccountedPage[] = [];
  for await (const page of accountPages(tiff, found, DEFAULT_LIMITS.maxPixels))
    accounted.push(page);
  return accounted;
}

describe('a document’s pages', () => {
  it('are all there, those of an unknown kind as white ones whose lines are missing', async () => {
    const pages = await account(good, coded(34_712), good);
    expect(pages.map(({ shown }) => shown.missingLines)).toEqual([0, PAGE.height, 0]);
    expect(pages.map(({ endsEarly }) => endsEarly)).toEqual([false, true, false]);
    expect(pages[1]?.shown).toMatchObject({ width: 12, height: 2, blank: true });
  });

  it('are refused for the reason that the first one gives, when none can be read', async () => {
    await expect(account(coded(34_712), coded(50_001))).rejects.toMatchObject({
      code: 'unsupported-image',
      message: expect.stringContaining('34712'),
    });
  });

  it('are refused when one is coded by JBIG, however good the others are', async () => {
    await expect(account(good, coded(34_661))).rejects.toMatchObject({ code: 'jbig' });
  });
});
