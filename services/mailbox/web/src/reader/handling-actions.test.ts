import { expect, it } from 'vitest';
import { handlingActions } from './handling-actions.ts';

const anna = { id: 'anna', name: 'Anna' };
const at = '2026-11-22T07:00:00.000Z';

it('offers to take what is new, and to file it at once', () => {
  expect(handlingActions({ state: 'new' }, 'anna')).toEqual(['take', 'register', 'not-register']);
});

it('offers to file or give back what one has taken', () => {
  expect(handlingActions({ state: 'taken', by: anna, at }, 'anna')).toEqual([
    'register',
    'not-register',
    'give-back',
  ]);
});

it('offers nothing but to take over what somebody else has taken', () => {
  expect(handlingActions({ state: 'taken', by: anna, at }, 'bo')).toEqual(['take-over']);
});

it('offers to reopen what is done, to everybody', () => {
  const done = { state: 'not-registered', by: anna, at, reason: 'Duplicate' } as const;
  expect(handlingActions(done, 'bo')).toEqual(['reopen']);
});
