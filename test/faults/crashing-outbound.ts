import { runProcess } from '@kuvert/platform/lifecycle/lifecycle';
import { silentLog } from '@kuvert/platform/logging/log';

import { readConfig } from '@kuvert/outbound/config';
import { createOutbound } from '@kuvert/outbound/container';

/** Outbound as its own main starts it, but killed like by a power cut when it comes to the step named in KILL_AT. */
const killAt = process.env['KILL_AT'];
await runProcess(
  async () =>
    createOutbound(readConfig(process.env), silentLog, {
      leaseMs: 1_000,
      workSweepMs: 100,
      steps: (name) => {
        if (name === killAt) process.kill(process.pid, 'SIGKILL');
        return Promise.resolve();
      },
    }),
  { log: silentLog },
);
