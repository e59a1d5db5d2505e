import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { packBilevel, unpackRows } from './pack-rows.ts';

/** Samples that are black or white, rows of any width, each followed by bytes that are none of its pixels. */
const pictures = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 6 }),
    room: fc.integer({ min: 0, max: 5 }),
  })
  .chain(({ width, height, room }) => {
    const pixels = fc.array(fc.boolean(), { minLength: width * height, maxLength: width * height });
    return fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      room: fc.constant(room),
      pixels,
    });
  })
  .map(({ width, height, room, pixels }) => {
    const stride = width + room;
    const samples = new Uint8Array(stride * height).fill(7);
    pixels.forEach((black, at) => {
      samples[Math.floor(at / width) * stride + (at % width)] = black ? 0 : 255;
    });
    return { width, height, stride, samples, pixels };
  });

describe('samples that are black or white', () => {
  it('are packed to bits and unpacked to the same samples, whatever lies between rows', () => {
    fc.assert(
      fc.property(pictures, ({ pixels, ...picture }) => {
        const packed = packBilevel(picture);
        expect(packed && Array.from(unpackRows(packed).samples, (sample) => sample === 0)).toEqual(
          pixels,
        );
      }),
    );
  });

  it('are no bilevel picture when one of them is grey', () => {
    fc.assert(
      fc.property(
        pictures,
        fc.nat(),
        fc.integer({ min: 1, max: 254 }),
        ({ pixels, ...picture }, place, grey) => {
          const at = place % pixels.length;
          const { width, stride, samples } = picture;
          samples[Math.floor(at / width) * stride + (at % width)] = grey;
          expect(packBilevel(picture)).toBeUndefined();
        },
      ),
    );
  });
});
