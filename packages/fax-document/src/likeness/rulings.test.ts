import { describe, expect, it } from 'vitest';

import type { Ink } from './ink.ts';
import { findRulings } from './rulings.ts';

const [WIDTH, HEIGHT] = [64, 80];

const inkWith = (...dark: (readonly [x: number, y: number])[]): Ink => {
  const cells = new Uint8Array(WIDTH * HEIGHT);
  for (const [x, y] of dark) cells[y * WIDTH + x] = 255;
  return { width: WIDTH, height: HEIGHT, cells };
};

const run = (length: number, at: (step: number) => readonly [number, number]) =>
  Array.from({ length }, (_, step) => at(step));

const marked = (ink: Ink, x: number, y: number): boolean => findRulings(ink)[y * WIDTH + x] === 1;

describe('thin straight lines', () => {
  it('are found across and down, with the cells beside them', () => {
    const across = inkWith(...run(20, (step) => [10 + step, 30]));
    expect([29, 30, 31, 32].map((y) => marked(across, 15, y))).toEqual([true, true, true, false]);
    const down = inkWith(...run(20, (step) => [20, 30 + step]));
    expect([19, 20, 21, 22].map((x) => marked(down, x, 40))).toEqual([true, true, true, false]);
  });

  it('are not the strokes of letters, which are shorter', () => {
    expect(marked(inkWith(...run(9, (step) => [10 + step, 30])), 12, 30)).toBe(false);
  });

  it('are not the edges of what is black', () => {
    const block = run(400, (step) => [10 + (step % 20), 30 + Math.floor(step / 20)] as const);
    expect(marked(inkWith(...block), 15, 40)).toBe(false);
  });

  it('that run down most of the page are streaks, through text as well', () => {
    const streak = run(HEIGHT, (y) => [40, y] as const).filter(([, y]) => y % 20 < 14);
    const ink = inkWith(...streak);
    expect(marked(ink, 40, 17)).toBe(true);
  });
});
