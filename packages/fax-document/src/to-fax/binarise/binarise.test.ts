import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { encodeG4 } from '../../ccitt/encode-g4.ts';
import type { PackedRows } from '../../ccitt/row-sink.ts';
import { blackShare, isBlack } from '../../testing/faxes.ts';
import type { GreyRows } from '../../tiff/grey-page.ts';
import { FAX_RESOLUTIONS } from '../fax-format.ts';
import { packBilevel } from '../page/pack-rows.ts';
import { binarise } from './binarise.ts';
import { screenFor } from './screen.ts';

const WIDTH = 256;
const HEIGHT = 256;

/** A page by a level for each pixel. */
function page(level: (x: number, y: number) => number): GreyRows {
  const samples = new Uint8Array(WIDTH * HEIGHT);
  samples.forEach((_, at) => (samples[at] = level(at % WIDTH, Math.floor(at / WIDTH))));
  return { width: WIDTH, height: HEIGHT, samples };
}

/** Lines of strokes two pixels wide, an edge of half their tone to each side, as text has them. */
const strokes = (ink: number, ground: number) => (x: number, y: number) => {
  const edge = (ink + ground) / 2;
  const stroke = [ground, ground, ground, edge, ink, ink, edge, ground];
  return y % 24 < 12 ? (stroke[x % 8] ?? 0) : ground;
};
/** A row of pixels in the middle of such a line. */
const ROW = 102;

const STROKES = { ink: [true], ground: [false] };

/** Which colours the strokes of a row have, and which what is between them has (1 = black). */
function midline(made: PackedRows) {
  const colours = (places: readonly number[]): boolean[] => {
    const columns = Array.from({ length: WIDTH - 32 }, (_, at) => at + 16);
    const there = columns.filter((x) => places.includes(x % 8));
    return [...new Set(there.map((x) => isBlack(made, x, ROW)))];
  };
  return { ink: colours([4, 5]), ground: colours([0, 1, 2, 7]) };
}

describe('tones', () => {
  it.each([32, 64, 96, 128, 160, 192, 224])('an even grey of %d keeps its tone', (level) => {
    for (const resolution of FAX_RESOLUTIONS) {
      const made = binarise(
        page(() => level),
        resolution,
      );
      expect(blackShare(made)).toBeCloseTo(1 - level / 255, 1);
      expect(made.halftoned).toBe(1);
    }
  });

  it('a gradient has all tones, the darker the more ink', () => {
    const made = binarise(
      page((x) => x),
      'fine',
    );
    const shares = [0, 64, 128, 192].map((left) => blackShare(made, { left, width: 64 }));
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(shares[0]).toBeGreaterThan(0.8);
    expect(shares[3]).toBeLessThan(0.2);
  });

  it('paper that is nearly white has no dots', () => {
    expect(
      blackShare(
        binarise(
          page(() => 248),
          'fine',
        ),
      ),
    ).toBe(0);
  });

  it('dots are in clusters: a grey page takes less than a third of what single dots take', () => {
    const grey = page(() => 150);
    const scattered = new Uint8Array((WIDTH * HEIGHT) / 8);
    scattered.forEach((_, at) => (scattered[at] = Math.floor(at / (WIDTH / 8)) % 2 ? 0x55 : 0x88));
    const clustered = encodeG4(binarise(grey, 'fine')).length;
    const single = encodeG4({ width: WIDTH, height: HEIGHT, rows: scattered }).length;
    expect(clustered).toBeLessThan(single / 3);
  });
});

describe('text and lines', () => {
  it.each([
    ['black on white', 0, 255],
    ['grey on white', 128, 255],
    ['pale on white', 217, 255],
    ['black on a light box', 0, 230],
    ['grey on a light box', 128, 230],
    ['black on a dark box', 0, 110],
  ])('%s: strokes are black and nothing between them is', (_, ink, ground) => {
    expect(midline(binarise(page(strokes(ink, ground)), 'fine'))).toEqual(STROKES);
  });

  it.each([
    ['black', 0],
    ['dark grey', 80],
    ['a middle grey', 128],
  ])('white on %s: strokes are white and all between them is black', (_, ground) => {
    const opposite = { ink: STROKES.ground, ground: STROKES.ink };
    expect(midline(binarise(page(strokes(255, ground)), 'fine'))).toEqual(opposite);
  });

  it('a grey box keeps its tone up to its edge: it gets no frame', () => {
    const box = page((x, y) => (x >= 64 && x < 192 && y >= 64 && y < 192 ? 128 : 255));
    const made = binarise(box, 'fine');
    expect(blackShare(made, { left: 64, top: 64, width: 128, height: 8 })).toBeCloseTo(0.5, 1);
    expect(blackShare(made, { left: 0, top: 0, width: 64, height: 256 })).toBe(0);
  });

  it('a thin stroke that is only half ink counts as ink where lines are few', () => {
    const rule = page((_, y) => (y % 32 === 5 ? 150 : y % 32 === 6 ? 210 : y === 20 ? 0 : 255));
    expect(isBlack(binarise(rule, 'standard'), 100, 37)).toBe(true);
  });
});

it('a page of black and white alone stays as it is, pixel for pixel', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 64, maxLength: 64 }),
      fc.constantFrom(...FAX_RESOLUTIONS),
      (seed, resolution) => {
        const grey = page((x, y) => ((seed[(x * 7 + y * 13) % 64] ?? 0) > 127 ? 255 : 0));
        expect(binarise(grey, resolution).rows).toEqual(packBilevel(grey)?.rows);
      },
    ),
    { numRuns: 20 },
  );
});

it.each(FAX_RESOLUTIONS)('the %s screen has each of its levels once', (resolution) => {
  const { width, height, thresholds } = screenFor(resolution);
  expect(new Set(thresholds).size).toBe(width * height);
});
