import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { tiffcp } from '../testing/debian-tools.ts';
import { anyRaster, decodeByLibtiff, uncompressedTiff } from '../testing/raster.ts';
import { SAMPLE_NAMES, sample } from '../testing/samples.ts';
import { decodeTiffPages } from './decode-pages.ts';

describe('a received file decodes to the pixels that libtiff decodes', () => {
  it.each(SAMPLE_NAMES)('%s', (name) => {
    const theirs = decodeByLibtiff(sample(name));
    const ours = decodeTiffPages(sample(name));
    expect(ours.map(({ width, height }) => [width, height])).toEqual(
      theirs.map(({ width, height }) => [width, height]),
    );
    ours.forEach(({ rows }, i) => expect(Buffer.compare(rows, theirs[i]!.rows)).toBe(0));
  });
});

describe('any page that libtiff codes decodes to its pixels', () => {
  it.each([
    ['T.4 one-dimensional', ['-c', 'g3:1d']],
    ['T.4 one-dimensional with fill bits, lowest bit first', ['-c', 'g3:1d:fill', '-f', 'lsb2msb']],
    ['T.4 two-dimensional', ['-c', 'g3:2d']],
    ['T.4 two-dimensional with fill bits, in strips', ['-c', 'g3:2d:fill', '-r', '3']],
    ['T.6', ['-c', 'g4']],
    ['T.6 in strips, lowest bit first', ['-c', 'g4', '-r', '4', '-f', 'lsb2msb']],
  ])('%s', (_, options) => {
    const pages = anyRaster(600, 20).filter((page) => page.height > 0);
    fc.assert(
      fc.property(pages, (page) => {
        expect(decodeTiffPages(tiffcp(uncompressedTiff(page), ...options))).toEqual([page]);
      }),
      { numRuns: 12 },
    );
  });
});
