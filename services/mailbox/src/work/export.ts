import type { WorkHandler } from '@kuvert/platform/work/worker';

import { exportMessage, type ExportDeps } from '../use-cases/export-message.ts';

const longestFaultWaitMs = 10 * 60_000;

/** Puts faxes into export folders; the database adds its rows (`message_is_exported`). */
export const exportWork = (deps: ExportDeps): WorkHandler => ({
  kind: 'export',
  atOnce: 1,
  retryAfterMs: (attempts) => Math.min(longestFaultWaitMs, 1000 * 2 ** Math.min(attempts, 20)),
  handle: exportMessage(deps),
});
