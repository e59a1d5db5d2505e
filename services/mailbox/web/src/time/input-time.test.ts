import { expect, it } from 'vitest';
import { inputTime, instantOf } from './input-time.ts';

const zone = 'Europe/Stockholm';

it("is the house's clock, wherever the browser is", () => {
  expect(inputTime(new Date('2026-11-27T23:08:30.000Z'), zone)).toBe('2026-11-28T00:08');
});

it.each([
  ['2026-11-28T00:08', '2026-11-27T23:08:00.000Z'],
  ['2026-07-01T12:00', '2026-07-01T10:00:00.000Z'],
  // the night when the clocks go forward
  ['2026-03-29T01:30', '2026-03-29T00:30:00.000Z'],
  ['2026-03-29T03:30', '2026-03-29T01:30:00.000Z'],
])('reads %s back', (wall, iso) => {
  expect(instantOf(wall, zone).toISOString()).toBe(iso);
});
