import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { tiffcp } from '../../testing/debian-tools.ts';
import { buildTiff } from '../../testing/tiff-builder.ts';
import { DEFAULT_LIMITS } from '../../limits.ts';
import { parseTiff } from '../parse.ts';
import { decodeLzw } from './lzw.ts';

/** Bytes as libtiff codes them: with codes of all widths and a table that is full now and then. */
function codedByLibtiff(bytes: Uint8Array): Uint8Array {
  const size = { imageWidth: bytes.length, imageLength: 1, rowsPerStrip: 1 };
  const tags = { ...size, bitsPerSample: 8, compression: 1, photometric: 1 };
  const tiff = tiffcp(buildTiff([{ tags, strips: [bytes] }]), '-c', 'lzw:1');
  const { offset = 0, length = 0 } = parseTiff(tiff, DEFAULT_LIMITS).pages[0]?.strips[0] ?? {};
  return tiff.subarray(offset, offset + length);
}

describe('LZW', () => {
  it('is decoded as libtiff codes it', () => {
    const noise = Uint8Array.from({ length: 30_000 }, (_, at) => (Math.imul(at, 0x9e37_79b1) >>> 13) & 63);
    const flat = new Uint8Array(30_000);
    for (const bytes of [noise, flat]) {
      expect(Buffer.compare(decodeLzw(codedByLibtiff(bytes), bytes.length), bytes)).toBe(0);
    }
  });

  it('of before TIFF 5.0 has its codes the other way round', () => {
    // CLEAR, 1, 258 (not yet there: 1 1), 2, END; nine bits each, the lowest first.
    const codes = [256, 1, 258, 2, 257];
    const bits = codes.reduce((all, code, at) => all | (BigInt(code) << BigInt(at * 9)), 0n);
    const old = Uint8Array.from({ length: 6 }, (_, at) => Number((bits >> BigInt(at * 8)) & 0xffn));
    expect([...decodeLzw(old, 10)]).toEqual([1, 1, 1, 2]);
  });

  it('keeps what comes before a code that is not there yet', () => {
    // CLEAR, 7, 400; nine bits each, the highest first.
    const bits = '10000000000000011111001000000000';
    const coded = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
    expect([...decodeLzw(coded, 10)]).toEqual([7]);
  });

  it('ends for any bytes, within what is expected', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(5000), (bytes, expected) => {
        expect(decodeLzw(bytes, expected).length).toBeLessThanOrEqual(expected);
      }),
    );
  });
});
