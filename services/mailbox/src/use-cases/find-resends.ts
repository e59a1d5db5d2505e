import type { Database } from '@kuvert/platform/postgres/database';
import { endWork, type Work } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { codeOf, KuvertError } from '@kuvert/shared/errors';

import type { Events } from '../events.ts';
import { notifyMessage } from '../live/channel.ts';
import { audit } from '../store/audit.ts';
import {
  readResendTask,
  writeResend,
  type FoundResend,
  type ResendCandidate,
  type ResendTask,
} from '../store/resends.ts';
import type { Granted, SystemOpenRequest } from './open-document.ts';

/** Tells how alike two received documents are; the fax engine's own shape. @throws Error with a `code` */
export interface PageComparer {
  likeness(
    a: Uint8Array,
    b: Uint8Array,
    options: { readonly signal: AbortSignal },
  ): Promise<{ readonly likeness: number }>;
}

export interface FindResendsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly comparer: PageComparer;
  /** From this likeness on two documents are the same pages. */
  readonly same: number;
  readonly grant: (request: SystemOpenRequest) => Promise<Granted>;
  readonly open: (granted: Granted) => Promise<Uint8Array>;
  readonly events: Pick<Events, 'resendFound' | 'comparisonFailed'>;
}

/**
 * Looks whether a fax is one that its sender sent again: the same sender, within 48 hours, nearly the same pages. What
 * has the same bytes is not opened; others are, one at a time, each audited before. Idempotent.
 */
export const findResends =
  (deps: FindResendsDeps) =>
  async (work: Work, signal: AbortSignal): Promise<void> => {
    const { database } = deps;
    const task = await database.transaction(
      (transaction) => readResendTask(transaction, work.subject),
      { work },
    );
    const found = task ? await compareAll(deps, work, task, signal) : [];
    await database.transaction(
      async (transaction) => {
        if (task && found.length > 0) await file(deps, transaction, task, found);
        await endWork(transaction, work);
      },
      { work },
    );
    for (const { exact } of found) deps.events.resendFound(exact);
  };

const compareAll = async (
  deps: FindResendsDeps,
  work: Work,
  { compared, candidates }: ResendTask,
  signal: AbortSignal,
): Promise<readonly FoundResend[]> => {
  const found: FoundResend[] = candidates
    .filter(({ exact }) => exact)
    .map((candidate) => ({ ...candidate, likeness: 1 }));
  const others = candidates.filter(({ exact }) => !exact);
  if (others.length === 0) return found;
  const own = await openCompared(deps, work, { messageId: work.subject, compared });
  for (const candidate of others) {
    signal.throwIfAborted();
    const other = await openCompared(deps, work, candidate);
    const likeness = await compare(deps, own, other, signal);
    if (likeness >= deps.same) found.push({ ...candidate, likeness });
  }
  return found;
};

const openCompared = async (
  { grant, open }: FindResendsDeps,
  work: Work,
  { messageId, compared }: Pick<ResendCandidate, 'messageId' | 'compared'>,
): Promise<Uint8Array> =>
  open(await grant({ work, messageId, which: { kinds: [compared] }, action: 'compare' }));

/** A document that can't be compared is like no other: the mark is a help, and its lack loses nothing. */
const compare = async (
  { comparer, events }: FindResendsDeps,
  own: Uint8Array,
  other: Uint8Array,
  signal: AbortSignal,
): Promise<number> => {
  try {
    return (await comparer.likeness(own, other, { signal })).likeness;
  } catch (error) {
    if (signal.aborted) throw error;
    const code = codeOf(error);
    if (code === 'engine-unavailable')
      throw new KuvertError('converter-unavailable', 'no engine can be started', { cause: error });
    events.comparisonFailed(code);
    return 0;
  }
};

/** All that comparing came to, with the audit row last, since it holds a lock. */
const file = async (
  { clock }: FindResendsDeps,
  transaction: Parameters<typeof writeResend>[0],
  task: ResendTask,
  found: readonly FoundResend[],
): Promise<void> => {
  const { departmentId } = task;
  for (const pair of found) await writeResend(transaction, task, pair, clock.now());
  for (const messageId of [task.messageId, ...found.map((pair) => pair.messageId)])
    await notifyMessage(transaction, { departmentId, messageId });
  for (const pair of found)
    await audit(transaction, {
      person: null,
      action: 'resend-found',
      departmentId,
      messageId: task.messageId,
      detail: `message ${pair.messageId}`,
    });
};
