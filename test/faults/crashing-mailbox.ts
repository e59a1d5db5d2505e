import { runProcess } from '@kuvert/platform/lifecycle/lifecycle';
import { silentLog } from '@kuvert/platform/logging/log';

import { readConfig } from '@kuvert/mailbox/config';
import { createMailbox } from '@kuvert/mailbox/container';
import { lineOf, pageOf } from '@kuvert/mailbox/test-support/recognised';
import { createScriptedReader } from '@kuvert/mailbox/test-support/scripted-reader';

import { killAt } from './kill-at.ts';

/** The mailbox as its own main starts it, but killed like by a power cut when it comes to the step named in KILL_AT. */
const reader = createScriptedReader();
reader.script = { kind: 'reads', pages: [pageOf([[lineOf('Remiss till Avesta')]])] };
await runProcess(
  async () =>
    createMailbox(readConfig(process.env), {
      log: silentLog,
      reader,
      leaseMs: 1_000,
      workSweepMs: 100,
      steps: killAt,
    }),
  { log: silentLog },
);
