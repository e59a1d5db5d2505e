import type { WorkHandler } from '@kuvert/platform/work/worker';

import { confirmMessage } from '../use-cases/confirm-message.ts';
import type { OwnOrderDeps } from '../use-cases/own-order.ts';
import { remindSender } from '../use-cases/remind-sender.ts';

const longestFaultWaitMs = 10 * 60_000;

/**
 * What Kuvert itself writes to senders, where a department wants it: that their fax came, or was taken; and reminders of
 * referrals. The database adds the work. One of a kind at a time: nobody waits for it.
 */
export const ownOrderWork = (deps: OwnOrderDeps): readonly WorkHandler[] => {
  const handlers = {
    'confirm-received': confirmMessage(deps),
    'confirm-taken': confirmMessage(deps),
    'remind-sender': remindSender(deps),
  };
  return Object.entries(handlers).map(([kind, handle]) => ({
    kind,
    handle,
    atOnce: 1,
    retryAfterMs: (attempts) => Math.min(longestFaultWaitMs, 1000 * 2 ** Math.min(attempts, 20)),
  }));
};
