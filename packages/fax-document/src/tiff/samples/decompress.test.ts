import { deflateSync, zstdCompressSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { COMPRESSION } from '../tags.ts';
import { decompressorOf } from './decompress.ts';

const TEXT = Buffer.from('fax '.repeat(5000));

const decompress = async (compression: number, data: Uint8Array, expected: number) =>
  decompressorOf(compression)?.(data, expected);

describe('decompressing', () => {
  it.each([
    ['none', COMPRESSION.none, TEXT],
    ['deflate', COMPRESSION.deflate, deflateSync(TEXT)],
    ['deflate by its old number', COMPRESSION.oldDeflate, deflateSync(TEXT)],
    ['Zstandard', COMPRESSION.zstd, zstdCompressSync(TEXT)],
  ])('%s gives the bytes', async (_, compression, data) => {
    const bytes = await decompress(compression, data, TEXT.length);
    expect(Buffer.compare(bytes ?? TEXT.subarray(1), TEXT)).toBe(0);
  });

  it('PackBits gives the bytes (Apple’s own example)', async () => {
    const packed = Buffer.from('fe aa 02 80 00 2a fd aa 03 80 00 2a 22 f7 aa'.replaceAll(' ', ''), 'hex');
    const bytes = await decompress(COMPRESSION.packBits, packed, 100);
    expect(Buffer.from(bytes ?? []).toString('hex')).toBe(
      'aaaaaa80002aaaaaaaaa80002a22aaaaaaaaaaaaaaaaaaaa',
    );
  });

  it('keeps what comes before a fault', async () => {
    const noise = Buffer.from(Array.from({ length: 60_000 }, (_, at) => (Math.imul(at, 0x9e37_79b1) >>> 24) & 63));
    const coded = deflateSync(noise);
    const data = coded.fill(0xff, Math.floor(coded.length / 2));
    const bytes = (await decompress(COMPRESSION.deflate, data, noise.length)) ?? new Uint8Array();
    expect(bytes.length).toBeGreaterThan(5000);
    expect(bytes.length).toBeLessThan(noise.length);
    const good = bytes.subarray(0, 5000);
    expect(Buffer.compare(good, noise.subarray(0, 5000))).toBe(0);
  });

  it('gives no more than is expected, however much there is', async () => {
    const bomb = deflateSync(Buffer.alloc(50_000_000));
    expect(await decompress(COMPRESSION.deflate, bomb, 1000)).toHaveLength(1000);
  });

  it('ends for any bytes, within what is expected', async () => {
    const compressions = Object.values(COMPRESSION).filter((each) => decompressorOf(each));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...compressions),
        fc.uint8Array({ maxLength: 300 }),
        fc.nat(2000),
        async (compression, data, expected) => {
          const bytes = await decompress(compression, data, expected);
          expect(bytes?.length).toBeLessThanOrEqual(expected);
        },
      ),
    );
  });
});
