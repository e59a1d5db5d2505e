import { runProcess } from '@kuvert/platform/lifecycle/lifecycle';
import { silentLog } from '@kuvert/platform/logging/log';

import { readConfig } from '@kuvert/ingest/config';
import { createIngest } from '@kuvert/ingest/container';

/** Ingest as its own main starts it, but killed like by a power cut when it comes to the step named in KILL_AT. */
const killAt = process.env['KILL_AT'];
await runProcess(
  async () =>
    createIngest(readConfig(process.env), silentLog, {
      leaseMs: 1_000,
      workSweepMs: 100,
      steps: (name) => {
        if (name === killAt) process.kill(process.pid, 'SIGKILL');
        return Promise.resolve();
      },
    }),
  { log: silentLog },
);
