import type { Database } from '@kuvert/platform/postgres/database';
import { postponeWork } from '@kuvert/platform/work/work';
import type { WorkHandler } from '@kuvert/platform/work/worker';

import { backOffMs } from '../use-cases/patience.ts';
import type { Handle } from './handlers.ts';

export const webhookHandler = (handle: Handle): WorkHandler => ({
  kind: 'webhook',
  handle,
  retryAfterMs: backOffMs,
});

export const purgeWebhooksKind = 'purge-webhooks';

const dayMs = 24 * 3_600_000;

/** Once a day. */
export const purgeWebhooksHandler = (
  database: Database,
  purge: () => Promise<void>,
): WorkHandler => ({
  kind: purgeWebhooksKind,
  handle: async (work) => {
    await purge();
    await postponeWork(database, work, dayMs, { fresh: true });
  },
  retryAfterMs: backOffMs,
});
