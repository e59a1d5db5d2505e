import { expect, it } from 'vitest';
import type { Handling } from '../../../src/http/api.ts';
import { summary } from '../testing/data.ts';
import { handlingActions } from './handling-actions.ts';

const anna = { id: 'anna', name: 'Anna' };
const at = '2026-11-22T07:00:00.000Z';

const actions = (handling: Handling, myId: string) => handlingActions(summary({ handling }), myId);

it('offers to take what is new, and to file it at once', () => {
  expect(actions({ state: 'new' }, 'anna')).toEqual([
    'take',
    'register',
    'not-register',
    'forward',
    'quarantine',
  ]);
});

it('offers to file or give back what one has taken', () => {
  expect(actions({ state: 'taken', by: anna, at }, 'anna')).toEqual([
    'register',
    'not-register',
    'forward',
    'give-back',
    'quarantine',
  ]);
});

it('offers nothing but to take over what somebody else has taken', () => {
  expect(actions({ state: 'taken', by: anna, at }, 'bo')).toEqual(['take-over']);
});

it('offers to reopen what is done, to everybody', () => {
  const done = { state: 'not-registered', by: anna, at, reason: 'Duplicate' } as const;
  expect(actions(done, 'bo')).toEqual(['reopen']);
});

it('offers nothing for what lies with another department now', () => {
  const gone = { state: 'forwarded', by: anna, at, to: 'Skolan', reason: null } as const;
  expect(actions(gone, 'anna')).toEqual([]);
});

it('does not offer to forward what needs attention', () => {
  const waits = summary({ attention: 'media-unreachable' });
  expect(handlingActions(waits, 'anna')).not.toContain('forward');
});
