import { expect, it } from 'vitest';
import { department, me } from '../testing/data.ts';
import { arrivals } from './arrivals.ts';

const at = (lastReceivedAt: string | null) => me({ departments: [department({ lastReceivedAt })] });

it('finds the department where something has come in', () => {
  const names = arrivals(at('2026-11-22T06:00:00.000Z'), at('2026-11-22T07:00:00.000Z'));
  expect(names.map(({ name }) => name)).toEqual(['Home care']);
});

it('finds the first fax ever', () => {
  expect(arrivals(at(null), at('2026-11-22T07:00:00.000Z'))).toHaveLength(1);
});

it('finds one that was received before the others and found after them', () => {
  expect(arrivals(at('2026-11-22T07:00:00.000Z'), at('2026-11-22T06:30:00.000Z'))).toHaveLength(1);
});

it('is silent when only counters changed', () => {
  expect(arrivals(at('2026-11-22T07:00:00.000Z'), at('2026-11-22T07:00:00.000Z'))).toEqual([]);
});

it('is silent about a department that one has just been added to', () => {
  expect(arrivals(me({ departments: [] }), at('2026-11-22T07:00:00.000Z'))).toEqual([]);
});
