import { deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../../limits.ts';
import { tiffcp } from '../../testing/debian-tools.ts';
import { buildTiff, type PageToWrite } from '../../testing/tiff-builder.ts';
import { decodeAnyPage } from '../decode-any-page.ts';
import { parseTiff } from '../parse.ts';

type Tags = PageToWrite['tags'];

async function decode(tiff: Uint8Array) {
  const [page] = parseTiff(tiff, DEFAULT_LIMITS).pages;
  if (page === undefined) throw new Error('no page');
  return decodeAnyPage(tiff, page, DEFAULT_LIMITS.maxPixels);
}

/** An uncompressed page of one row, in one strip a plane. */
const row = (columns: number, tags: Tags, ...strips: readonly Uint8Array[]): Uint8Array =>
  buildTiff([
    {
      tags: { imageWidth: columns, imageLength: 1, rowsPerStrip: 1, compression: 1, ...tags },
      strips,
    },
  ]);
const greyOf = async (tiff: Uint8Array): Promise<number[]> => [...((await decode(tiff)).grey ?? [])];

/** Numbers of so many bits, one behind the other. */
function packed(bits: number, ...values: readonly number[]): Uint8Array {
  const text = values.map((value) => value.toString(2).padStart(bits, '0')).join('');
  const bytes = text.padEnd(Math.ceil(text.length / 8) * 8, '0').match(/.{8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}
const floats = (...values: readonly number[]): Uint8Array =>
  new Uint8Array(Float32Array.from(values).buffer);
const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

describe('grey samples', () => {
  it.each([2, 3, 4, 6, 7, 10, 12, 14])('of %i bits follow each other', async (bits) => {
    const most = 2 ** bits - 1;
    const values = [0, 2 ** (bits - 1), 1, most];
    const tiff = row(4, { bitsPerSample: bits, photometric: 1 }, packed(bits, ...values));
    expect(await greyOf(tiff)).toEqual(values.map((value) => Math.round((value * 255) / most)));
  });

  it('of 16, 24 and 32 bits have the file’s byte order', async () => {
    const sixteen = { bitsPerSample: 16, photometric: 1 };
    expect(await greyOf(row(2, sixteen, bytes(0xff, 0x80, 0x00, 0x10)))).toEqual([128, 16]);
    const wide = { bitsPerSample: 24, photometric: 1 };
    expect(await greyOf(row(2, wide, bytes(0, 0, 0x80, 0xff, 0xff, 0)))).toEqual([128, 1]);
    const widest = { bitsPerSample: 32, photometric: 1 };
    expect(await greyOf(row(1, widest, bytes(0, 0, 0, 0x40)))).toEqual([64]);
  });

  it('that are signed are black at their least', async () => {
    const tags = { bitsPerSample: 8, photometric: 1, sampleFormat: 2 };
    expect(await greyOf(row(3, tags, bytes(0x80, 0, 0x7f)))).toEqual([0, 128, 255]);
  });

  it('that are floating-point are white at 1, 255, 65 535 or the greatest', async () => {
    const tags = { bitsPerSample: 32, photometric: 1, sampleFormat: 3 };
    expect(await greyOf(row(3, tags, floats(0, 0.5, 1)))).toEqual([0, 128, 255]);
    expect(await greyOf(row(3, tags, floats(0, 100, 200)))).toEqual([0, 100, 200]);
    expect(await greyOf(row(4, tags, floats(-5, Number.NaN, 5e5, 1e6)))).toEqual([0, 0, 128, 255]);
    const half = { ...tags, bitsPerSample: 16 };
    expect(await greyOf(row(2, half, bytes(0x00, 0x38, 0x00, 0x34)))).toEqual([128, 64]);
    const dng = { ...tags, bitsPerSample: 24 };
    expect(await greyOf(row(2, dng, bytes(0, 0, 0x3e, 0, 0, 0x3d)))).toEqual([128, 64]);
  });
});

describe('colours become grey', () => {
  const RGB = [255, 0, 0, 0, 255, 0, 0, 0, 255, 200, 200, 200];
  const GREY = [77, 149, 29, 200];
  const rgb = { bitsPerSample: [8, 8, 8], samplesPerPixel: 3, photometric: 2 };

  it('red, green and blue beside each other, or each in a plane', async () => {
    expect(await greyOf(row(4, rgb, bytes(...RGB)))).toEqual(GREY);
    const planes = [0, 1, 2].map((plane) => bytes(...RGB.filter((_, at) => at % 3 === plane)));
    expect(await greyOf(row(4, { ...rgb, planarConfiguration: 2 }, ...planes))).toEqual(GREY);
  });

  it('red, green and blue of less than a byte', async () => {
    const tags = { ...rgb, bitsPerSample: [4, 4, 4] };
    expect(await greyOf(row(2, tags, packed(4, 15, 0, 0, 8, 8, 8)))).toEqual([77, 136]);
  });

  it('inks, which darken', async () => {
    const tags = { bitsPerSample: [8, 8, 8, 8], samplesPerPixel: 4, photometric: 5 };
    const inks = bytes(0, 0, 0, 0, 255, 255, 255, 0, 0, 0, 0, 155);
    expect(await greyOf(row(3, tags, inks))).toEqual([255, 0, 100]);
  });

  it('of a palette, of 16 bits or of 8', async () => {
    const tags = { bitsPerSample: 4, photometric: 3 };
    const colorMap = [...new Array<number>(15).fill(0), 100];
    const grey = [...colorMap, ...colorMap, ...colorMap];
    expect(await greyOf(row(2, { ...tags, colorMap: grey }, packed(4, 15, 0)))).toEqual([100, 0]);
    const wide = grey.map((value) => value * 257);
    expect(await greyOf(row(2, { ...tags, colorMap: wide }, packed(4, 15, 0)))).toEqual([100, 0]);
  });

  it('of L*a*b*, by L*', async () => {
    const tags = { bitsPerSample: [8, 8, 8], samplesPerPixel: 3, photometric: 8 };
    expect(await greyOf(row(3, tags, bytes(0, 9, 9, 136, 9, 9, 255, 9, 9)))).toEqual([0, 127, 255]);
  });

  it('of YCbCr, by its luma, which stands in blocks', async () => {
    const tags = { bitsPerSample: [8, 8, 8], samplesPerPixel: 3, photometric: 6 };
    const size = { imageWidth: 3, imageLength: 2, rowsPerStrip: 2, compression: 1 };
    const blocks = bytes(1, 2, 11, 12, 128, 128, 3, 0, 13, 0, 128, 128);
    const tiff = buildTiff([{ tags: { ...size, ...tags, yCbCrSubSampling: [2, 2] }, strips: [blocks] }]);
    expect(await greyOf(tiff)).toEqual([1, 2, 3, 11, 12, 13]);
  });

  it('where they are transparent, on white paper', async () => {
    const tags = { ...rgb, bitsPerSample: [8, 8, 8, 8], samplesPerPixel: 4 };
    const pixels = bytes(0, 0, 0, 0, 100, 100, 100, 255, 50, 50, 50, 128);
    expect(await greyOf(row(3, { ...tags, extraSamples: 2 }, pixels))).toEqual([255, 100, 152]);
    expect(await greyOf(row(3, { ...tags, extraSamples: 1 }, pixels))).toEqual([255, 100, 177]);
    expect(await greyOf(row(3, { ...tags, extraSamples: 0 }, pixels))).toEqual([0, 100, 50]);
  });
});

describe('a page is put together', () => {
  const WIDTH = 70;
  const HEIGHT = 50;
  const samples = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, at) => (at * 7) % 251);
  const tags = { imageWidth: WIDTH, imageLength: HEIGHT, rowsPerStrip: HEIGHT, compression: 1 };
  const rgb = buildTiff([
    {
      tags: { ...tags, bitsPerSample: [8, 8, 8], samplesPerPixel: 3, photometric: 2 },
      strips: [samples],
    },
  ]);

  it.each([
    ['tiles', ['-t', '-w', '32', '-l', '16']],
    ['planes of tiles', ['-p', 'separate', '-t', '-w', '16', '-l', '32', '-c', 'lzw:2']],
    ['planes of strips', ['-p', 'separate', '-r', '7', '-c', 'zip:2']],
    ['strips with differences, big-endian', ['-B', '-r', '7', '-c', 'lzw:2']],
  ])('of %s', async (_, options) => {
    expect(await greyOf(tiffcp(rgb, ...options))).toEqual(await greyOf(rgb));
  });

  it.each([
    ['big-endian 16 bits', ['-B'], 2, 16],
    ['little-endian 32 bits', ['-L'], 4, 32],
  ] as const)('of %s as differences', async (_, options, size, bits) => {
    const grey = { ...tags, bitsPerSample: bits, photometric: 1, sampleFormat: 1 };
    const strip = Uint8Array.from({ length: WIDTH * HEIGHT * size }, (_value, at) => (at * 13) % 249);
    const tiff = buildTiff([{ tags: grey, strips: [strip] }]);
    expect(await greyOf(tiffcp(tiff, '-c', 'lzw:2', ...options))).toEqual(await greyOf(tiff));
  });

  it('of floating-point differences', async () => {
    const grey = { ...tags, bitsPerSample: 32, photometric: 1, sampleFormat: 3 };
    const strip = floats(...Array.from({ length: WIDTH * HEIGHT }, (_, at) => (at % 97) / 96));
    const tiff = buildTiff([{ tags: grey, strips: [strip] }]);
    expect(await greyOf(tiffcp(tiff, '-c', 'zip:3'))).toEqual(await greyOf(tiff));
  });

  it('whose height nobody said has the rows that are there', async () => {
    const grey = { ...tags, imageLength: 0, rowsPerStrip: 0, bitsPerSample: 8, photometric: 1 };
    const tiff = buildTiff([{ tags: grey, strips: [samples.slice(0, WIDTH * 20)] }]);
    expect(await decode(tiff)).toMatchObject({ height: 20, missingLines: 0, damagedRows: [] });
  });

  it.each([
    ['wrong', (zlib: Buffer) => zlib.fill(0, zlib.length - 4)],
    ['cut off', (zlib: Buffer) => zlib.subarray(0, -4)],
  ])('whose checksum is %s is whole all the same', async (_, spoil) => {
    const strip = samples.slice(0, 256);
    const size = { imageWidth: 16, imageLength: 16, rowsPerStrip: 16 };
    const grey = { ...size, bitsPerSample: 8, photometric: 1, compression: 8 };
    const tiff = buildTiff([{ tags: grey, strips: [spoil(deflateSync(strip))] }]);
    expect(await decode(tiff)).toMatchObject({ missingLines: 0, damagedRows: [], grey: strip });
  });

  it('of which a tile is damaged has its lines damaged, and white there', async () => {
    const grey = { imageWidth: 32, imageLength: 16, bitsPerSample: 8, photometric: 1, compression: 8 };
    const good = deflateSync(new Uint8Array(256).fill(100));
    const tiff = buildTiff([
      { tags: { ...grey, tileWidth: 16, tileLength: 16 }, strips: [good, new Uint8Array(good.length)] },
    ]);
    const decoded = await decode(tiff);
    expect(decoded).toMatchObject({ height: 16, missingLines: 0, damagedRows: { length: 16 } });
    expect([decoded.grey?.[15], decoded.grey?.[16]]).toEqual([100, 255]);
  });
});

describe('refused as unsupported', () => {
  it.each<[string, Tags]>([
    ['complex numbers', { bitsPerSample: 32, sampleFormat: 5 }],
    ['samples of different bits', { bitsPerSample: [5, 6, 5], samplesPerPixel: 3, photometric: 2 }],
    ['inks of an unknown colour', { bitsPerSample: 8, photometric: 5, inkSet: 2 }],
    ['a colour that nobody knows', { bitsPerSample: 8, photometric: 32_845 }],
    ['samples of more bits than any number', { bitsPerSample: 65 }],
  ])('are %s', async (_, tags) => {
    await expect(decode(row(4, tags, new Uint8Array(64)))).rejects.toMatchObject({
      code: 'unsupported-image',
    });
  });
});
