import { text } from 'node:stream/consumers';

import { createRunProgram } from '@kuvert/platform/programs/run-program';
import { systemClock } from '@kuvert/shared/clock';
import { createHylafaxOutbound } from '@kuvert/transports/hylafax/outbound';

/** Hands over the order that standard input describes: a process of its own, which a test kills. */
const { settings, order } = JSON.parse(await text(process.stdin));
const run = createRunProgram(process.env['PATH'] ?? '');
await createHylafaxOutbound(settings, run, systemClock).submit({
  ...order,
  document: Buffer.from(order.document, 'base64'),
  deadline: new Date(order.deadline),
});
