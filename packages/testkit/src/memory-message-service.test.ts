import { expect, it } from 'vitest';

import { MessageServiceError } from '@kuvert/shared/ports/message-service';

import { createMemoryMessageService } from './memory-message-service.ts';
import { messageServiceContract } from './message-service-contract.ts';
import { sdkMessage } from './sdk-message.ts';

messageServiceContract('in memory', () => {
  const service = createMemoryMessageService();
  return { service, deliver: service.deliver, giveReceipt: service.giveReceipt };
});

const error = new MessageServiceError('message-service-unavailable');

it.each([
  [undefined, 'not-taken', 0],
  [false, 'unclear', 0],
  [true, 'unclear', 1],
] as const)('a fault that leaves it done %s is %s, once', async (done, kind, held) => {
  const service = createMemoryMessageService();
  service.faults.push({ on: 'send', error, ...(done === undefined ? {} : { done }) });
  expect(await service.send(sdkMessage())).toEqual({ kind, error });
  expect(service.held.size).toBe(held);
  expect(await service.send(sdkMessage())).toEqual({ kind: 'taken' });
});

it('a fault on a list is thrown, once', async () => {
  const service = createMemoryMessageService();
  service.faults.push({ on: 'list', error });
  await expect(service.list({})).rejects.toBe(error);
  expect(await service.list({})).toEqual({ messages: [], odd: 0 });
});
