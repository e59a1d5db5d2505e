import { afterEach } from 'vitest';

import { messageServiceContract } from '@kuvert/testkit/message-service-contract';

import { startWire, type Wire } from './wire.ts';

const wires: Wire[] = [];
afterEach(async () => {
  await Promise.all(wires.splice(0).map((wire) => wire.stop()));
});

messageServiceContract('the client, with a service of the description', async () => {
  const wire = await startWire({ holdReceipts: true });
  wires.push(wire);
  const { service, simulator } = wire;
  return {
    service,
    deliver: ({ data }) => simulator.deliver(data.attributes),
    giveReceipt: simulator.giveReceipt,
  };
});
