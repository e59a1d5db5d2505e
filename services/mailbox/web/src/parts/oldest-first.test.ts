import { expect, it } from 'vitest';
import { oldestFirst } from './oldest-first.ts';

const at = (iso: string, name: string) => ({ iso, name });

it('puts by time what happened, and leaves what is of one second as it was told', () => {
  const entries = [
    at('2026-11-22T07:41:02.000Z', 'dialled'),
    at('2026-11-22T07:41:00.900Z', 'sent'),
    at('2026-11-22T07:41:00.100Z', 'queued'),
  ];
  expect(oldestFirst(entries).map(({ name }) => name)).toEqual(['sent', 'queued', 'dialled']);
});
