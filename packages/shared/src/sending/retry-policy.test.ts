import { describe, expect, it } from 'vitest';

import { failureCauses, type FailureCause } from './causes.ts';
import { afterFailure, retryCount, type Failure, type PastAttempt } from './retry-policy.ts';

const minuteMs = 60_000;
const now = new Date('2026-11-22T08:00:00Z');
const fourHours = new Date('2026-11-22T12:00:00Z');

const asked = (cause?: FailureCause): PastAttempt => ({ automatic: false, cause });
const again = (cause?: FailureCause): PastAttempt => ({ automatic: true, cause });

/** So many failures of a kind, one after the other. */
const failed = (cause: FailureCause, times: number): PastAttempt[] => [
  asked(cause),
  ...Array.from({ length: times - 1 }, () => again(cause)),
];

const after = (cause: FailureCause, attempts: PastAttempt[], some: Partial<Failure> = {}, at = 0) =>
  afterFailure(
    {
      cause,
      resolution: 'fine',
      allConfirmed: false,
      attempts,
      now,
      deadline: fourHours,
      minuteMs,
      ...some,
    },
    at,
  );

/** Minutes that pass before each further attempt, at least and at most, until the policy says something else within four hours. */
const waitsOf = (cause: FailureCause, some: Partial<Failure> = {}) => {
  const waits: [number, number][] = [];
  let at = now.getTime();
  for (let times = 1; ; times++) {
    const then = { now: new Date(at), ...some };
    const [least, most] = [0, 1].map((fraction) =>
      after(cause, failed(cause, times), then, fraction),
    );
    if (least?.kind !== 'again' || most?.kind !== 'again') return { waits, end: least };
    waits.push([least.inMs / minuteMs, most.inMs / minuteMs]);
    at += least.inMs;
  }
};

const busy = [
  [3, 4],
  [5, 6],
  [10, 12],
  [15, 18],
  // until the deadline
  ...Array.from({ length: 6 }, () => [30, 36]),
];
const final = { kind: 'final' };
const held = (why: string) => ({ kind: 'held', why });

describe('what is done about a failure, by its cause', () => {
  it.each<[FailureCause, number[][], object]>([
    ['busy', busy, final],
    ['congestion', busy, final],
    [
      'no-answer',
      [
        [5, 15],
        [15, 30],
      ],
      final,
    ],
    ['voice', [[3, 5]], held('perhaps-wrong-number')],
    ['training', [[1, 2]], final],
    ['capability', [[1, 2]], final],
    ['partial', [[3, 4]], held('partly-arrived')],
    ['account', [], held('carrier-account')],
    ['invalid-number', [], final],
    ['conversion', [], final],
    ['media-not-fetched', [], final],
    ['refused', [], final],
    ['not-submitted', [], final],
    ['unspecified', [], final],
  ])('%s', (cause, waits, end) => {
    expect(waitsOf(cause)).toEqual({ waits, end });
  });

  it('is bounded for every cause: nothing is tried again for ever', () => {
    for (const cause of failureCauses) expect(waitsOf(cause).waits.length).toBeLessThanOrEqual(10);
  });
});

describe('a further attempt', () => {
  it.each([0, 0.25, 0.5, 0.999])('waits within its bounds (%d)', (fraction) => {
    const next = after('busy', [asked('busy')], {}, fraction);
    expect(next).toEqual({
      kind: 'again',
      inMs: Math.round((3 + fraction) * minuteMs),
      change: 'none',
    });
  });

  it('is gentler when the modems did not come to terms', () => {
    expect(after('training', [asked('training')])).toMatchObject({ change: 'gentler' });
  });

  it('is at standard resolution when the receiver can’t take the sharper one, and is none when that is it', () => {
    expect(after('capability', [asked('capability')])).toMatchObject({ change: 'standard' });
    expect(after('capability', [asked('capability')], { resolution: 'standard' })).toEqual(final);
  });

  it('has the rest of the pages when the call broke off', () => {
    expect(after('partial', [asked('partial')])).toMatchObject({ kind: 'again', change: 'rest' });
  });

  it('is none when every page was confirmed before the call broke off', () => {
    const next = after('partial', [asked('partial')], { allConfirmed: true });
    expect(next).toEqual(held('partly-arrived'));
  });

  it('does not begin after the deadline', () => {
    const deadline = new Date(now.getTime() + 3 * minuteMs);
    expect(after('busy', [asked('busy')], { deadline })).toEqual(final);
    expect(after('voice', [asked('voice')], { deadline })).toEqual(held('perhaps-wrong-number'));
  });

  it('is counted by its cause: another cause has tries of its own', () => {
    expect(after('voice', [asked('busy'), again('voice')])).toMatchObject({ kind: 'again' });
    const met = [asked('busy'), again('voice'), again('busy'), again('voice')];
    expect(after('voice', met)).toEqual(held('perhaps-wrong-number'));
    expect(after('busy', [...met.slice(0, 2), again('busy')])).toMatchObject({
      inMs: 5 * minuteMs,
    });
  });

  it('is counted together for busy lines and full networks', () => {
    expect(after('congestion', [asked('busy'), again('congestion')])).toMatchObject({
      inMs: 5 * minuteMs,
    });
  });

  it('is counted anew once a person asked for an attempt', () => {
    const attempts = [...failed('voice', 2), asked('voice')];
    expect(after('voice', attempts)).toMatchObject({ kind: 'again' });
  });
});

describe('the count of attempts', () => {
  it('says which one it is, of how many at most where that is a number, and why', () => {
    expect(retryCount([asked('busy'), again()])).toEqual({
      because: 'busy',
      attempt: 2,
      most: undefined,
    });
    expect(retryCount([asked('voice'), again()])).toEqual({
      because: 'voice',
      attempt: 2,
      most: 2,
    });
    expect(retryCount([asked('busy'), again('no-answer'), again()])).toEqual({
      because: 'no-answer',
      attempt: 3,
      most: 4,
    });
  });

  it('is of no matter to what a person asked for', () => {
    expect(retryCount([asked()])).toBeUndefined();
    expect(retryCount([asked('busy'), again('busy'), asked()])).toBeUndefined();
  });
});
