import { generateKeyPairSync } from 'node:crypto';

import { afterEach, beforeEach, expect, it } from 'vitest';

import type { Listening } from '@kuvert/simulators/listen';
import {
  startMessageService,
  type SimulatedMessageService,
} from '@kuvert/simulators/message-service';
import { startMessageServiceControl } from '@kuvert/simulators/message-service/control';
import { hospital, municipality, sdkMessage, sdkMessageForUs } from '@kuvert/testkit/sdk-message';

let service: SimulatedMessageService;
let control: Listening;
beforeEach(async () => {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
  service = await startMessageService({
    client: { id: 'kuvert', key, organisation: municipality },
    holdReceipts: true,
  });
  control = await startMessageServiceControl(service, 'secret');
});
afterEach(async () => {
  await control.stop();
  await service.stop();
});

const ask = (path: string, body?: object, token = 'secret'): Promise<Response> =>
  fetch(`${control.origin}${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
const states = () => service.all().map(({ status }) => status);

it('lets an organisation behind the service send', async () => {
  const message = sdkMessageForUs();
  expect(await (await ask('/deliver', message)).json()).toEqual({ kind: 'accepted' });
  expect(service.all().map(({ attributes, status }) => [attributes.sender, status])).toEqual([
    [hospital, 'NEW'],
  ]);
});

it('lets faults happen, each as often as told', async () => {
  await ask('/faults', { on: 'list', fault: { how: 'status', status: 503 }, times: 2 });
  const list = async () => (await fetch(`${service.baseUrl}/sdk/messages`)).status;
  expect([await list(), await list(), await list()]).toEqual([503, 503, 401]);
});

it('says of nonsense that it is none of its faults', async () => {
  expect((await ask('/faults', { on: 'list', fault: { how: 'explode' } })).status).toBe(400);
});

it('shows states out of order', async () => {
  const message = sdkMessageForUs();
  await ask('/deliver', message);
  const { messageId } = message.data.attributes;
  await ask('/states', { messageId, status: 'RETRIEVED' });
  expect(states()).toEqual(['RETRIEVED']);
});

it('is for whoever has the token', async () => {
  expect((await ask('/deliver', sdkMessage(), 'wrong')).status).toBe(401);
  expect(states()).toEqual([]);
});
