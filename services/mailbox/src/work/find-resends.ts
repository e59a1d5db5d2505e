import type { WorkHandler } from '@kuvert/platform/work/worker';
import type { MailboxWorkKind } from '@kuvert/shared/mailbox-work';

import { findResends, type FindResendsDeps } from '../use-cases/find-resends.ts';

const longestFaultWaitMs = 10 * 60_000;

/** Compares a message with what its sender sent lately. One at a time: nobody waits for it. */
export const findResendsWork = (deps: FindResendsDeps): WorkHandler => ({
  kind: 'find-resends' satisfies MailboxWorkKind,
  atOnce: 1,
  retryAfterMs: (attempts) => Math.min(longestFaultWaitMs, 1000 * 2 ** Math.min(attempts, 20)),
  handle: findResends(deps),
});
