import { describe, expect, it } from 'vitest';

import { isBlankGrey } from './blank.ts';

const SIZE = { width: 600, height: 800 };

/** A page of paper of this tone, with so many pixels of another. */
const page = (paper: number, pixels = 0, ink = 0) => ({
  ...SIZE,
  samples: new Uint8Array(SIZE.width * SIZE.height).fill(paper).fill(ink, 0, pixels),
});

/** Paper of a tone with a texture of some levels around it. */
const textured = (paper: number, levels: number) => ({
  ...SIZE,
  samples: Uint8Array.from(
    { length: SIZE.width * SIZE.height },
    (_, at) => paper + (((at * 7919) % 5) - 2) * (levels / 2),
  ),
});

describe('a grey page is blank', () => {
  it.each([
    ['when it is white', page(255)],
    ['when its paper is grey', page(200)],
    ['when its paper has a texture', textured(230, 20)],
    ['when a stray dot is on it', page(255, 5)],
  ])('%s', (_, samples) => {
    expect(isBlankGrey(samples)).toBe(true);
  });
});

describe('a grey page is not blank', () => {
  it.each([
    ['when a figure is on it', page(255, 20)],
    ['when pale letters are on it', page(255, 200, 200)],
    ['when pale letters are on grey paper', page(200, 200, 160)],
    ['when it is black', page(0)],
  ])('%s', (_, samples) => {
    expect(isBlankGrey(samples)).toBe(false);
  });
});
