import type { WorkHandler } from '@kuvert/platform/work/worker';

import { confirmMessage, type ConfirmDeps } from '../use-cases/confirm-message.ts';

const longestFaultWaitMs = 10 * 60_000;

/** Kinds of work that the database adds, where a department wants confirmations. */
const kinds = ['confirm-received', 'confirm-taken'] as const;

/** Tells senders that their fax came, or was taken. One at a time: nobody waits for it. */
export const confirmWork = (deps: ConfirmDeps): readonly WorkHandler[] =>
  kinds.map((kind) => ({
    kind,
    atOnce: 1,
    retryAfterMs: (attempts) => Math.min(longestFaultWaitMs, 1000 * 2 ** Math.min(attempts, 20)),
    handle: confirmMessage(deps),
  }));
