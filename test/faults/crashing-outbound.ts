import { runProcess } from '@kuvert/platform/lifecycle/lifecycle';
import { createWebhookCall } from '@kuvert/platform/fetch/webhook-call';
import { silentLog } from '@kuvert/platform/logging/log';

import { readConfig } from '@kuvert/outbound/config';
import { createOutbound } from '@kuvert/outbound/container';
import { quickPages } from '@kuvert/outbound/test-support/quick-pages';

import { haste } from './haste.ts';
import { killAt } from './kill-at.ts';

const callWebhook = createWebhookCall({ allowLoopback: true });

/** Outbound as its own main starts it, but killed like by a power cut when it comes to the step named in KILL_AT. */
await runProcess(
  async () =>
    createOutbound(readConfig(process.env), silentLog, {
      ...haste,
      pages: quickPages,
      steps: killAt,
      callWebhook: async (...call) => {
        const outcome = await callWebhook(...call);
        await killAt('webhook:answered');
        return outcome;
      },
    }),
  { log: silentLog },
);
