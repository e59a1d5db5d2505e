import { describe, expect, it } from 'vitest';

import type { ProviderFacts } from './provider.ts';
import { byUrgency, isDown, verdictOf } from './verdict.ts';

const now = new Date('2026-11-28T12:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

const well: ProviderFacts = {
  kind: 'carrier',
  name: 'telnyx',
  configured: true,
  announcedAt: minutesAgo(1),
  services: ['ingest', 'outbound'],
  lastSuccessAt: minutesAgo(3),
  lastInAt: minutesAgo(3),
  lastOutAt: minutesAgo(40),
  lastFailureAt: null,
  failureCode: null,
  failingSince: null,
  day: { in: 40, out: 20, failed: 0, notArrived: 4 },
  week: null,
  waiting: 0,
  waitingSince: null,
  waitingCode: null,
  underWay: 0,
  numbers: [],
  goodUntil: null,
};

const stateOf = (facts: Partial<ProviderFacts>) => verdictOf({ ...well, ...facts }, now);

describe('how a provider goes', () => {
  it('is well where its last word was good, whatever numbers were busy', () => {
    expect(stateOf({})).toEqual({ state: 'works', since: null, code: null });
  });

  it('is failing since its first failure that no success followed, with the code', () => {
    const failingSince = minutesAgo(90);
    expect(stateOf({ failingSince, failureCode: 'carrier-refused' })).toEqual({
      state: 'failing',
      since: failingSince,
      code: 'carrier-refused',
    });
  });

  it('is not heard from when the service that has it has said nothing for four minutes', () => {
    const announcedAt = minutesAgo(5);
    expect(stateOf({ announcedAt })).toEqual({
      state: 'silent',
      since: announcedAt,
      code: 'not-heard-from',
    });
  });

  it('is not taken for well because of what it was before its service went quiet', () => {
    expect(stateOf({ announcedAt: minutesAgo(60), failingSince: null }).state).toBe('silent');
  });

  it('is off where it is configured no more, however it failed before', () => {
    expect(stateOf({ configured: false, failingSince: minutesAgo(9) }).state).toBe('off');
  });

  it('is troubled for half an hour after a failure that success followed', () => {
    const failed = { failureCode: 'congestion' };
    expect(stateOf({ ...failed, lastFailureAt: minutesAgo(29) })).toMatchObject({
      state: 'troubled',
      code: 'congestion',
    });
    expect(stateOf({ ...failed, lastFailureAt: minutesAgo(31) }).state).toBe('works');
  });

  it.each([
    [{ in: 20, out: 10, failed: 3, notArrived: 3 }, 'troubled'],
    [{ in: 20, out: 11, failed: 3, notArrived: 3 }, 'works'],
    [{ in: 1, out: 1, failed: 2, notArrived: 2 }, 'works'],
  ] as const)(
    'is troubled by a tenth of failures in a day, if there are three: %o',
    (day, state) => {
      expect(stateOf({ day, lastFailureAt: minutesAgo(300) }).state).toBe(state);
    },
  );

  it('is slow when something waits for over a quarter of an hour', () => {
    expect(stateOf({ waiting: 1, waitingSince: minutesAgo(16) })).toMatchObject({ code: 'late' });
    expect(stateOf({ waiting: 1, waitingSince: minutesAgo(14) }).state).toBe('works');
  });

  it('leaves reading by machine hours', () => {
    const text = { kind: 'text', waiting: 9 } as const;
    expect(stateOf({ ...text, waitingSince: minutesAgo(200) }).state).toBe('works');
    expect(stateOf({ ...text, waitingSince: minutesAgo(250) }).state).toBe('troubled');
  });

  it('is failing when a list, metadata or a certificate is over', () => {
    expect(stateOf({ kind: 'crl', announcedAt: null, goodUntil: minutesAgo(1) })).toMatchObject({
      state: 'failing',
      code: 'expired',
    });
  });

  it('says before that people must renew a certificate, and leaves a list that renews itself', () => {
    const goodUntil = minutesAgo(-60 * 24 * 13);
    expect(stateOf({ kind: 'cards', goodUntil })).toMatchObject({ code: 'expires-soon' });
    expect(stateOf({ kind: 'crl', goodUntil }).state).toBe('works');
  });

  it('has the failing ones before all others, and those count as down with the silent ones', () => {
    const all = (['works', 'off', 'silent', 'troubled', 'failing'] as const).map((state) => ({
      verdict: { state, since: null, code: null },
    }));
    const sorted = byUrgency(all).map(({ verdict }) => verdict);
    expect(sorted.map(({ state }) => state)).toEqual([
      ...['failing', 'silent', 'troubled', 'works', 'off'],
    ]);
    expect(sorted.map(isDown)).toEqual([true, true, false, false, false]);
  });
});
