import { runProcess } from '@kuvert/platform/lifecycle/lifecycle';
import { silentLog } from '@kuvert/platform/logging/log';

import { readConfig } from '@kuvert/ingest/config';
import { createIngest } from '@kuvert/ingest/container';
import { quickConverter } from '@kuvert/ingest/test-support/quick-converter';

import { haste } from './haste.ts';
import { killAt } from './kill-at.ts';

/** Ingest as its own main starts it, but killed like by a power cut when it comes to the step named in KILL_AT. */
await runProcess(
  async () =>
    createIngest(readConfig(process.env), silentLog, {
      ...haste,
      steps: killAt,
      // Of what is cut short nothing is seen: the pages are those that are made afterwards.
      ...('KILL_AT' in process.env ? { converter: quickConverter } : {}),
    }),
  { log: silentLog },
);
