import { describe, expect, it } from 'vitest';

import { adviceOf, blameOf, type JudgedProvider } from './advice.ts';
import type { ProviderFacts, ProviderKind } from './provider.ts';
import type { ProviderVerdict } from './verdict.ts';

const at = (minutesPast: number): Date => new Date(Date.UTC(2026, 10, 28, 14, minutesPast));

const judged = (
  kind: ProviderKind,
  verdict: Partial<ProviderVerdict> = {},
  lastSuccessAt = at(0),
): JudgedProvider => ({
  facts: {
    ...{ kind, name: kind, configured: true, announcedAt: at(30), services: [], lastSuccessAt },
    ...{ lastInAt: null, lastOutAt: null, lastFailureAt: null, failureCode: null },
    ...{ failingSince: null, day: null, week: null, waiting: 0, waitingSince: null },
    ...{ waitingCode: null, underWay: null, numbers: [], goodUntil: null },
  } satisfies ProviderFacts,
  verdict: { state: 'works', since: null, code: null, ...verdict },
});

const down = (code: string, since = at(10)) => ({ state: 'failing', code, since }) as const;

describe('what to do', () => {
  it.each([
    ['carrier', 'fetch-failed', 'network'],
    ['mail', 'ECONNREFUSED', 'network'],
    ['carrier', '503', 'network'],
    ['carrier', 'carrier-account', 'account'],
    ['carrier', 'media-not-fetched', 'address'],
    ['carrier', 'unspecified', 'carrier'],
    ['carrier', 'carrier-refused', 'credentials'],
    ['objects', 'object-store-failed', 'log'],
    ['cards', 'expired', 'renew'],
    ['service', 'not-heard-from', 'service'],
  ] as const)('about %s with %s is %s', (kind, code, advice) => {
    expect(adviceOf({ kind }, { state: 'failing', since: null, code })).toBe(advice);
  });

  it('is nothing where nothing is wrong', () => {
    expect(adviceOf({ kind: 'carrier' }, { state: 'works', since: null, code: null })).toBe(
      undefined,
    );
  });
});

describe('where to look first', () => {
  it('is nowhere when all is well, and worth a look when something is troubled', () => {
    expect(blameOf([judged('carrier'), judged('mail')])).toBe('well');
    expect(blameOf([judged('carrier', { state: 'troubled', code: 'late' })])).toBe('watch');
  });

  it('is the one carrier that fails while others go on', () => {
    expect(blameOf([judged('carrier', down('fetch-failed')), judged('mail')])).toBe('them');
  });

  it('is the network when several can not be reached, and nobody outside was heard since', () => {
    const both = [judged('carrier', down('fetch-failed')), judged('mail', down('ETIMEDOUT'))];
    expect(blameOf([...both, judged('database', {}, at(20))])).toBe('network');
    expect(blameOf([...both, judged('openid', {}, at(20))])).toBe('them');
  });

  it('is ourselves when a service, the database or a store of ours is down, whatever else is', () => {
    expect(blameOf([judged('service', down('not-heard-from')), judged('carrier')])).toBe('us');
  });
});
