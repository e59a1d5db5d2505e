import { expect, it } from 'vitest';
import { pictureWidth } from './zoom.ts';

it('asks for the smallest picture that is sharp on this screen', () => {
  expect(pictureWidth(700, 1)).toBe(900);
  expect(pictureWidth(900, 1)).toBe(900);
  expect(pictureWidth(901, 1)).toBe(1280);
  expect(pictureWidth(700, 2)).toBe(1728);
});

it('asks for no more than a fax line has', () => {
  expect(pictureWidth(1600, 3)).toBe(1728);
});
