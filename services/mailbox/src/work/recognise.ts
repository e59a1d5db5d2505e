import { noteProvider, type ProviderOutcome } from '@kuvert/platform/providers/provider-health';
import { postponeWork, type Work } from '@kuvert/platform/work/work';
import type { WorkHandler } from '@kuvert/platform/work/worker';
import { codeOf } from '@kuvert/shared/errors';
import type { MailboxWorkKind } from '@kuvert/shared/mailbox-work';

import { giveUpReading, readByMachine, type ReadingDeps } from '../use-cases/read-by-machine.ts';
import { Unreadable } from '../use-cases/text-reader.ts';

const minutes = 60_000;

/** Waits between tries of a document that can't be read; one of them may have met a machine that was too busy. */
const waitsMs = [minutes, 15 * minutes] as const;
const longestFaultWaitMs = 10 * minutes;

/**
 * Two documents at a time, so that a short one needn't wait for a long one; how many pages are read at once says the
 * reader's own limit.
 */
const atOnce = 2;

const reader = { kind: 'text', name: 'text' } as const;
/** What reads can't be started; every other failure is the document's, or of something that is noted for itself. */
const unavailable = 'text-reader-unavailable';

/** Reads a message's document by machine. What can't be read is given up after three tries, with the reason. */
export const recogniseWork = (deps: ReadingDeps): WorkHandler => {
  const giveUp = giveUpReading(deps);
  const read = readByMachine(deps);
  const note = (outcome: ProviderOutcome): Promise<void> =>
    noteProvider(deps.database, 'mailbox', reader, outcome, deps.clock.now());
  return {
    kind: 'recognise' satisfies MailboxWorkKind,
    atOnce,
    retryAfterMs: (attempts) => Math.min(longestFaultWaitMs, 1000 * 2 ** Math.min(attempts, 20)),
    handle: async (work, signal) => {
      try {
        await read(work, signal);
        await note('success');
      } catch (error) {
        if (codeOf(error) === unavailable) await note({ code: unavailable });
        if (!(error instanceof Unreadable)) throw error;
        await later(deps, work, error, () => giveUp(work, error));
      }
    },
  };
};

const later = async (
  { database }: Pick<ReadingDeps, 'database'>,
  work: Work,
  { code }: Unreadable,
  giveUp: () => Promise<void>,
): Promise<void> => {
  const inMs = waitsMs[work.attempts - 1];
  if (inMs === undefined) await giveUp();
  else await postponeWork(database, work, inMs, { error: code });
};
