import { postponeWork, type Work } from '@kuvert/platform/work/work';
import type { WorkHandler } from '@kuvert/platform/work/worker';
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

/** Reads a message's document by machine. What can't be read is given up after three tries, with the reason. */
export const recogniseWork = (deps: ReadingDeps): WorkHandler => {
  const giveUp = giveUpReading(deps);
  const read = readByMachine(deps);
  return {
    kind: 'recognise' satisfies MailboxWorkKind,
    atOnce,
    retryAfterMs: (attempts) => Math.min(longestFaultWaitMs, 1000 * 2 ** Math.min(attempts, 20)),
    handle: async (work, signal) => {
      try {
        await read(work, signal);
      } catch (error) {
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
