import { describe, expect, it } from 'vitest';

import { asId } from '@kuvert/shared/ids';
import type { Handling } from '@kuvert/shared/message';

import { transition, type HandlingAction } from './transitions.ts';

const me = asId<'person'>('me');
const another = asId<'person'>('another');
const now = new Date('2026-11-22T08:00:00Z');
const before = new Date('2026-11-22T07:00:00Z');

const situations = {
  new: { state: 'new' },
  mine: { state: 'taken', by: me, at: before },
  anothers: { state: 'taken', by: another, at: before },
  registered: { state: 'registered', by: another, at: before, system: 'Ciceron', reference: '1' },
  'so by me': {
    state: 'registered',
    by: me,
    at: before,
    system: 'Ciceron',
    reference: 'SN 2026/1',
  },
  'otherwise by me': { state: 'registered', by: me, at: before, system: 'Ciceron', reference: '2' },
  'not registered': { state: 'not-registered', by: me, at: before, reason: 'reklam' },
  junk: { state: 'quarantined', by: another, at: before },
  'junk by its number': { state: 'quarantined', by: null, at: before },
} as const satisfies Record<string, Handling>;

const act = (action: HandlingAction, current: Handling): string => {
  try {
    const change = transition(action, { current, byName: 'Bo Ek', me, now });
    return change ? `${change.event}: ${change.handling.state}` : 'nothing';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'fault';
  }
};

const actions = {
  take: { kind: 'take' },
  'take over': { kind: 'take-over', note: 'Bo är sjuk' },
  'give back': { kind: 'give-back' },
  register: { kind: 'register', system: 'Ciceron', reference: 'SN 2026/1' },
  'not register': { kind: 'not-register', reason: 'reklam' },
  reopen: { kind: 'reopen' },
  quarantine: { kind: 'quarantine' },
  release: { kind: 'release' },
} as const satisfies Record<string, HandlingAction>;

describe('what people do with a message', () => {
  it.each([
    ['take', 'new', 'taken: taken'],
    ['take', 'mine', 'nothing'],
    ['take', 'anothers', 'already-taken'],
    ['take', 'registered', 'already-done'],
    ['take', 'not registered', 'already-done'],
    ['take over', 'new', 'taken-over: taken'],
    ['take over', 'mine', 'nothing'],
    ['take over', 'anothers', 'taken-over: taken'],
    ['take over', 'registered', 'already-done'],
    ['take over', 'not registered', 'already-done'],
    ['give back', 'new', 'not-taken-by-you'],
    ['give back', 'mine', 'given-back: new'],
    ['give back', 'anothers', 'not-taken-by-you'],
    ['give back', 'registered', 'not-taken-by-you'],
    ['give back', 'not registered', 'not-taken-by-you'],
    ['register', 'new', 'registered: registered'],
    ['register', 'mine', 'registered: registered'],
    ['register', 'anothers', 'already-taken'],
    ['register', 'registered', 'already-done'],
    ['register', 'so by me', 'nothing'],
    ['register', 'otherwise by me', 'already-done'],
    ['register', 'not registered', 'already-done'],
    ['not register', 'new', 'not-registered: not-registered'],
    ['not register', 'mine', 'not-registered: not-registered'],
    ['not register', 'anothers', 'already-taken'],
    ['not register', 'registered', 'already-done'],
    ['not register', 'not registered', 'already-done'],
    ['reopen', 'new', 'not-done'],
    ['reopen', 'mine', 'not-done'],
    ['reopen', 'anothers', 'not-done'],
    ['reopen', 'registered', 'reopened: taken'],
    ['reopen', 'not registered', 'reopened: taken'],
    ['reopen', 'junk', 'not-done'],
    ['quarantine', 'new', 'quarantined: quarantined'],
    ['quarantine', 'mine', 'quarantined: quarantined'],
    ['quarantine', 'anothers', 'already-taken'],
    ['quarantine', 'registered', 'already-done'],
    ['quarantine', 'junk', 'nothing'],
    ['release', 'junk', 'released: new'],
    ['release', 'junk by its number', 'released: new'],
    ['release', 'new', 'nothing'],
    ['release', 'mine', 'not-quarantined'],
    ['release', 'registered', 'not-quarantined'],
    ['take', 'junk', 'quarantined'],
    ['take over', 'junk', 'quarantined'],
    ['register', 'junk', 'quarantined'],
    ['not register', 'junk by its number', 'quarantined'],
  ] as const)('to %s when it is %s: %s', (action, situation, outcome) => {
    expect(act(actions[action], situations[situation])).toBe(outcome);
  });

  it('says who has it to the one who came second', () => {
    expect(() =>
      transition({ kind: 'take' }, { current: situations.anothers, byName: 'Bo Ek', me, now }),
    ).toThrowError(expect.objectContaining({ details: { by: 'Bo Ek' } }));
  });

  it('notes who did it and when', () => {
    const change = transition(actions.register, {
      current: situations.new,
      byName: null,
      me,
      now,
    });
    expect(change?.handling).toEqual({
      state: 'registered',
      by: me,
      at: now,
      system: 'Ciceron',
      reference: 'SN 2026/1',
    });
  });
});
