import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';

import { blackShare, faxMaker, inkOf, isBlack, type MakeFax } from '../../testing/faxes.ts';

let make: MakeFax;
beforeAll(async () => {
  make = await faxMaker();
});

/** White, with a black rectangle where it is said. */
function picture(
  width: number,
  height: number,
  black: { left: number; top: number; width: number; height: number },
) {
  return sharp({ create: { width, height, channels: 3, background: '#fff' } }).composite([
    { input: { create: { ...black, channels: 3, background: '#000' } }, ...black },
  ]);
}

const upperLeft = (size: number) => ({ left: 0, top: 0, width: size, height: size });

describe('size', () => {
  it('a scan with its density has its own size', async () => {
    const scan = picture(1654, 2339, upperLeft(200)).withMetadata({ density: 200 });
    const { pages } = await make([await scan.png().toBuffer()]);
    expect(pages[0]).toMatchObject({ height: 2291, turned: false });
    expect(pages[0]!.scale).toBeCloseTo(1, 3);
  });

  it('a landscape scan is turned', async () => {
    const scan = picture(2339, 1654, upperLeft(200)).withMetadata({ density: 200 });
    const { pages, rasters } = await make([await scan.png().toBuffer()]);
    expect(pages[0]).toMatchObject({ turned: true, height: 2291 });
    expect(isBlack(rasters[0]!, 60, 2200)).toBe(true);
  });

  it('a photograph, whose density says nothing, is as wide as the paper', async () => {
    const photo = picture(800, 600, upperLeft(100)).withMetadata({ density: 72 });
    const { pages, rasters } = await make([await photo.jpeg().toBuffer()]);
    expect(pages[0]).toMatchObject({
      turned: false,
      height: Math.round((1729 / 204) * 0.75 * 196),
    });
    expect(inkOf(rasters[0]!)).toMatchObject({ left: 0, top: 0 });
  });
});

describe('pixels', () => {
  it('EXIF’s orientation is followed', async () => {
    const turned = picture(600, 800, upperLeft(100)).withMetadata({ orientation: 6 });
    const { rasters } = await make([await turned.jpeg().toBuffer()]);
    expect(isBlack(rasters[0]!, 1700, 50)).toBe(true);
    expect(isBlack(rasters[0]!, 30, 50)).toBe(false);
  });

  it('what is transparent is paper', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const image = sharp({ create: { width: 300, height: 300, channels: 4, background: clear } });
    const { pages } = await make([await image.png().toBuffer()]);
    expect(pages[0]!.blank).toBe(true);
  });

  it.each([
    ['CMYK', (image: Sharp) => image.toColourspace('cmyk').jpeg()],
    ['16 bits', (image: Sharp) => image.toColourspace('rgb16').png()],
    ['a palette', (image: Sharp) => image.png({ palette: true })],
    ['grey', (image: Sharp) => image.toColourspace('b-w').png()],
  ])('%s: black is black and white is white', async (_, as) => {
    const bytes = await as(picture(400, 400, upperLeft(200))).toBuffer();
    const { rasters } = await make([bytes]);
    expect(blackShare(rasters[0]!, { left: 50, top: 50, width: 500, height: 500 })).toBeGreaterThan(
      0.98,
    );
    expect(blackShare(rasters[0]!, { left: 1000, top: 1000, width: 500, height: 500 })).toBe(0);
  });

  it('photographs are halftoned: a middle grey is half ink', async () => {
    const photo = sharp({
      create: {
        width: 600,
        height: 600,
        channels: 3,
        background: '#808080',
        noise: { type: 'gaussian', mean: 128, sigma: 15 },
      },
    });
    const { rasters, pages } = await make([await photo.jpeg().toBuffer()]);
    expect(blackShare(rasters[0]!, { width: 1728, height: 1600 })).toBeCloseTo(0.5, 1);
    expect(pages[0]!.halftoned).toBeGreaterThan(0.9);
  });

  it('scanned paper, which is grey and noisy, is white', async () => {
    const scan = sharp({
      create: {
        width: 850,
        height: 1100,
        channels: 3,
        background: '#fff',
        noise: { type: 'gaussian', mean: 225, sigma: 2 },
      },
    }).composite([
      {
        input: { create: { ...upperLeft(100), channels: 3, background: '#222' } },
        ...upperLeft(100),
      },
    ]);
    const { rasters } = await make([await scan.jpeg().toBuffer()]);
    expect(
      blackShare(rasters[0]!, { left: 400, top: 400, width: 1000, height: 1000 }),
    ).toBeLessThan(0.001);
    expect(blackShare(rasters[0]!, { left: 20, top: 20, width: 100, height: 100 })).toBe(1);
  });
});

describe('damage', () => {
  it('a picture that is cut off is faxed as far as it goes, and says so', async () => {
    const whole = await picture(800, 800, upperLeft(400)).jpeg().toBuffer();
    const { sources } = await make([whole.subarray(0, whole.length * 0.7)]);
    expect(sources).toEqual([{ kind: 'jpeg', pages: 1, truncated: true }]);
  });

  it('one without a readable head is refused', async () => {
    const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
    await expect(make([bytes])).rejects.toMatchObject({ code: 'damaged-beyond-reading' });
  });

  it('one that is too large is refused before it is decoded', async () => {
    const bytes = await picture(300, 300, upperLeft(10)).png().toBuffer();
    await expect(make([bytes], {}, { maxPixels: 80_000 })).rejects.toMatchObject({
      code: 'too-many-pixels',
    });
  });
});
