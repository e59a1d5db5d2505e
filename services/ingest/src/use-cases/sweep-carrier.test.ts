import { describe, expect, it } from 'vitest';

import { KuvertError } from '@kuvert/shared/errors';
import { asId } from '@kuvert/shared/ids';
import type { Reception } from '@kuvert/shared/reception';

import type { Ledger } from './ports.ts';
import { sweepCarrier } from './sweep-carrier.ts';

const now = new Date('2026-03-02T09:00:00Z');
const work = {
  id: asId<'work'>('w'),
  kind: 'sweep-carrier',
  subject: 'signalwire',
  attempts: 1,
  leaseId: 'l',
};

const reception = (faxId: string): Reception => ({
  carrier: 'signalwire',
  eventId: `${faxId}:received`,
  faxId,
  from: '',
  to: '',
  receivedAt: now,
  media: { kind: 'none' },
});

/** Sweeps a list of these; `keep` is told of each. Gives what was written of the check. */
const sweep = async (
  received: () => AsyncIterable<Reception>,
  keep: (faxId: string) => void,
): Promise<readonly unknown[]> => {
  const outcomes: unknown[] = [];
  const ledger: Pick<Ledger, 'checkedAt' | 'carrierChecked' | 'settle'> = {
    checkedAt: async () => undefined,
    carrierChecked: async (_carrier, outcome) => void outcomes.push(outcome),
    settle: async () => undefined,
  };
  const run = sweepCarrier({
    ledger,
    archives: new Map([['signalwire', { received }]]),
    accept: async ({ faxId }) => {
      keep(faxId);
      return asId<'message'>(faxId);
    },
    events: { swept: () => undefined, sweepFailed: () => undefined },
    clock: { now: () => now },
    steps: async () => undefined,
    everyMs: 300_000,
  });
  await run(work, new AbortController().signal);
  return outcomes;
};

describe("a fax in a carrier's list that cannot be kept", () => {
  it('keeps no other fax out, and is told of when the others are in', async () => {
    const kept: string[] = [];
    const outcomes = await sweep(
      async function* () {
        yield* ['a', 'odd', 'b'].map(reception);
      },
      (faxId) => {
        if (faxId === 'odd') throw new KuvertError('internal', 'it cannot be kept');
        kept.push(faxId);
      },
    );
    expect([kept, outcomes]).toEqual([['a', 'b'], [{ error: 'internal' }]]);
  });
});

describe('a list that ends in the middle', () => {
  it('is taken in up to there, and the check has failed', async () => {
    const kept: string[] = [];
    const outcomes = await sweep(
      async function* () {
        yield reception('a');
        throw new KuvertError('fetch-failed', 'the carrier is gone');
      },
      (faxId) => kept.push(faxId),
    );
    expect([kept, outcomes]).toEqual([['a'], [{ error: 'fetch-failed' }]]);
  });
});
