import { afterEach, beforeEach, expect, it } from 'vitest';

import type { Listening } from '@kuvert/simulators/listen';
import { rejectionReasons } from '@kuvert/shared/partners/refusal';
import type { SimulatedMessageService } from '@kuvert/simulators/message-service';
import { startMessageServiceControl } from '@kuvert/simulators/message-service/control';
import { hospital, sdkMessage, sdkMessageForUs } from '@kuvert/testkit/sdk-message';

import { startWire, type Wire } from './wire.ts';

let wire: Wire;
let service: SimulatedMessageService;
let control: Listening;
beforeEach(async () => {
  wire = await startWire({ holdReceipts: true });
  service = wire.simulator;
  control = await startMessageServiceControl(service, 'secret');
});
afterEach(async () => {
  await control.stop();
  await wire.stop();
});

/** As the house sends one; its id. */
const sendToHospital = async (): Promise<string> => {
  const message = sdkMessage();
  await wire.service.send(message);
  return message.data.attributes.messageId;
};

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

const statesHeld = async (): Promise<readonly string[]> =>
  ((await (await ask('/messages')).json()) as { status: string }[]).map(({ status }) => status);

it('holds receipts until they are given, late, and one that comes twice counts once', async () => {
  const [first, second] = [await sendToHospital(), await sendToHospital()];
  expect(await statesHeld()).toEqual(['WAITING_FOR_RECEIPT', 'WAITING_FOR_RECEIPT']);
  await ask('/receipts', { messageId: second });
  await ask('/receipts', { messageId: second });
  expect(await statesHeld()).toEqual(['WAITING_FOR_RECEIPT', 'ACCEPTED']);
  await ask('/held-receipts', { hold: false });
  expect(await statesHeld()).toEqual(['ACCEPTED', 'ACCEPTED']);
  expect(service.received.map(({ messageId }) => messageId)).toEqual([second, first]);
});

it.each(rejectionReasons)('lets a receipt reject: $code $reason', async ({ code, reason }) => {
  const messageId = await sendToHospital();
  await ask('/receipts', { messageId, reason: `${code} ${reason}` });
  expect(await statesHeld()).toEqual(['REJECTED']);
  expect(service.all()[0]?.events?.eventIssues?.[0]?.detail).toBe(`${code} ${reason}`);
});

it('is for whoever has the token', async () => {
  expect((await ask('/deliver', sdkMessage(), 'wrong')).status).toBe(401);
  expect(states()).toEqual([]);
});
