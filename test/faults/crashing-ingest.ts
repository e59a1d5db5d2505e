import { runProcess } from '@kuvert/platform/lifecycle/lifecycle';
import { silentLog } from '@kuvert/platform/logging/log';

import { readConfig } from '@kuvert/ingest/config';
import { createIngest } from '@kuvert/ingest/container';

import { killAt } from './kill-at.ts';

/** Ingest as its own main starts it, but killed like by a power cut when it comes to the step named in KILL_AT. */
await runProcess(
  async () =>
    createIngest(readConfig(process.env), silentLog, {
      leaseMs: 1_000,
      workSweepMs: 100,
      steps: killAt,
    }),
  { log: silentLog },
);
