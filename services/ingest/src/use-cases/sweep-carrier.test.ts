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
  received: (since: Date) => AsyncIterable<Reception>,
  keep: (faxId: string) => void,
  { orderedAt = now, isOpen = true } = {},
): Promise<readonly unknown[]> => {
  const outcomes: unknown[] = [];
  const ledger: Pick<Ledger, 'checkedAt' | 'orderedAt' | 'carrierChecked' | 'settle'> = {
    checkedAt: async () => undefined,
    orderedAt: async () => orderedAt,
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
    intake: { isOpen: async () => isOpen },
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

/** A carrier that holds nothing, and since when it was asked. */
const noted = (asked: Date[]) =>
  async function* (since: Date): AsyncGenerator<Reception> {
    asked.push(since);
    yield* [];
  };

describe('the first look', () => {
  it('goes back a week from when it was ordered, however long it had to wait', async () => {
    const asked: Date[] = [];
    const orderedAt = new Date('2026-02-01T09:00:00Z');
    const received = noted(asked);
    await sweep(received, () => undefined, { orderedAt });
    expect(asked).toEqual([new Date('2026-01-25T09:00:00Z')]);
  });

  it('waits while nothing is taken in, and asks nobody', async () => {
    const asked: Date[] = [];
    const received = noted(asked);
    const outcomes = await sweep(received, () => undefined, { isOpen: false });
    expect([asked, outcomes]).toEqual([[], []]);
  });
});
