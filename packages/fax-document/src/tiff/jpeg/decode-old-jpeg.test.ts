import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

import { DEFAULT_LIMITS } from '../../limits.ts';
import { buildTiff, type PageToWrite } from '../../testing/tiff-builder.ts';
import { decodeAnyPage } from '../decode-any-page.ts';
import { parseTiff } from '../parse.ts';

const SIZE = { imageWidth: 16, imageLength: 8 };
const jpeg = await sharp({ create: { width: 16, height: 8, channels: 3, background: '#646464' } })
  .jpeg()
  .toBuffer();
/** Strips lie right behind a TIFF's header. */
const HEADER_BYTES = 8;
const START_OF_SCAN = jpeg.indexOf(Buffer.from([0xff, 0xda]));

async function decode(tags: PageToWrite['tags'], strip: Uint8Array) {
  const usual = { ...SIZE, bitsPerSample: [8, 8, 8], samplesPerPixel: 3, photometric: 6 };
  const tiff = buildTiff([{ tags: { ...usual, compression: 6, ...tags }, strips: [strip] }]);
  const [page] = parseTiff(tiff, DEFAULT_LIMITS).pages;
  if (page === undefined) throw new Error('no page');
  return decodeAnyPage(tiff, page, DEFAULT_LIMITS.maxPixels);
}

const isFlat = (grey: Uint8Array | undefined): boolean =>
  grey?.length === 128 && grey.every((level) => Math.abs(level - 100) <= 2);

/** Markers of T.81 table B.1. */
const [DQT, DHT, SOS] = [0xdb, 0xc4, 0xda];
const TABLE_BYTES = { [DQT]: () => 64, [DHT]: (lengths: Buffer) => 16 + sum(lengths) };
const sum = (bytes: Buffer): number => bytes.reduce((total, byte) => total + byte, 0);

/** The bare tables of a JPEG file, by marker and number, and its bare scan. */
function partsOf(file: Buffer) {
  const offsets = new Map<string, number>();
  const bodies: Buffer[] = [];
  let at = 2;
  for (let marker = file[at + 1]; marker !== SOS; marker = file[at + 1]) {
    const end = at + 2 + file.readUInt16BE(at + 2);
    const bytesOf = TABLE_BYTES[marker ?? 0];
    for (let table = bytesOf ? at + 4 : end; table < end;) {
      const start = table + 1;
      table = start + (bytesOf?.(file.subarray(start, start + 16)) ?? 0);
      offsets.set(`${marker} ${file[start - 1]}`, Buffer.concat(bodies).length);
      bodies.push(file.subarray(start, table));
    }
    at = end;
  }
  const scan = at + 2 + file.readUInt16BE(at + 2);
  const tables = { offsets, bytes: Buffer.concat(bodies) };
  return { tables, header: file.subarray(at, scan), scan: file.subarray(scan, -2) };
}

/** Tags that lead to them. */
function tagsOf(offsets: ReadonlyMap<string, number>): PageToWrite['tags'] {
  const places = (kind: number, ...ids: readonly number[]) =>
    ids.map((id) => HEADER_BYTES + offsets.get(`${kind} ${id}`)!);
  return {
    jpegProcess: 1,
    jpegQuantisationTables: places(DQT, 0, 1, 1),
    jpegDcTables: places(DHT, 0x00, 0x01, 0x01),
    jpegAcTables: places(DHT, 0x10, 0x11, 0x11),
    yCbCrSubSampling: [2, 2],
  };
}

describe('JPEG as TIFF 6.0 first had it is read', () => {
  it('where the interchange format is a whole file', async () => {
    const tags = { jpegInterchangeFormat: HEADER_BYTES, jpegInterchangeFormatLength: jpeg.length };
    expect(isFlat((await decode(tags, jpeg)).grey)).toBe(true);
  });

  it('where it is the tables alone, and the strip the rest', async () => {
    const tags = {
      jpegInterchangeFormat: HEADER_BYTES,
      jpegInterchangeFormatLength: START_OF_SCAN,
      stripOffsets: HEADER_BYTES + START_OF_SCAN,
      stripByteCounts: jpeg.length - START_OF_SCAN,
    };
    expect(isFlat((await decode(tags, jpeg)).grey)).toBe(true);
  });

  it('where the strip is a whole file', async () => {
    expect(isFlat((await decode({}, jpeg)).grey)).toBe(true);
  });

  it('where the directory leads to tables, and the strip is a scan alone', async () => {
    const { tables, scan } = partsOf(jpeg);
    const tags = {
      ...tagsOf(tables.offsets),
      stripOffsets: HEADER_BYTES + tables.bytes.length,
      stripByteCounts: scan.length,
    };
    const decoded = await decode(tags, Buffer.concat([tables.bytes, scan]));
    expect(isFlat(decoded.grey)).toBe(true);
    expect(decoded).toMatchObject({ damagedRows: [], missingLines: 0 });
  });

  it('where the interchange format has the tables, and each strip is a scan of its own', async () => {
    const { header, scan } = partsOf(jpeg);
    const tables = jpeg.subarray(0, START_OF_SCAN);
    const first = HEADER_BYTES + tables.length;
    const tags = {
      imageLength: 16,
      rowsPerStrip: 8,
      jpegInterchangeFormat: HEADER_BYTES,
      jpegInterchangeFormatLength: tables.length,
      stripOffsets: [first, first + header.length + scan.length],
      stripByteCounts: [header.length + scan.length, scan.length],
    };
    const decoded = await decode(tags, Buffer.concat([tables, header, scan, scan]));
    expect(decoded).toMatchObject({ height: 16, damagedRows: [], missingLines: 0 });
    expect(decoded.grey?.every((level) => Math.abs(level - 100) <= 2)).toBe(true);
  });

  it('where each strip is a scan of its own, of which the first has a header', async () => {
    const { tables, header, scan } = partsOf(jpeg);
    const first = HEADER_BYTES + tables.bytes.length;
    const tags = {
      ...tagsOf(tables.offsets),
      imageLength: 16,
      rowsPerStrip: 8,
      stripOffsets: [first, first + header.length + scan.length],
      stripByteCounts: [header.length + scan.length, scan.length],
    };
    const decoded = await decode(tags, Buffer.concat([tables.bytes, header, scan, scan]));
    expect(decoded).toMatchObject({ height: 16, damagedRows: [], missingLines: 0 });
    expect(decoded.grey?.every((level) => Math.abs(level - 100) <= 2)).toBe(true);
  });

  it('and refused where no file is to be found', async () => {
    await expect(decode({}, jpeg.subarray(20))).rejects.toMatchObject({
      code: 'unsupported-image',
    });
  });
});
