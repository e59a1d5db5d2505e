import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';

import { afterEach, describe, expect, it } from 'vitest';

import type { SentAttributes } from '@kuvert/shared/partners/client-api';
import type { MessageService } from '@kuvert/shared/ports/message-service';
import { sdkMessage, sdkMessageForUs } from '@kuvert/testkit/sdk-message';
import { messageFault } from '@kuvert/transports/sdk/message-fault';

import { startWire, type Wire, type WireOptions } from './wire.ts';

const wires: Wire[] = [];
afterEach(async () => {
  await Promise.all(wires.splice(0).map((wire) => wire.stop()));
});

const open = async (options: WireOptions = {}): Promise<Wire> => {
  const wire = await startWire({ misbehaves: true, ...options });
  wires.push(wire);
  return wire;
};

const json = (body: unknown) =>
  ({ how: 'nonsense', type: 'application/json', body: JSON.stringify(body) }) as const;

const unavailable = 'message-service-unavailable';
const nonsense = 'message-service-nonsense';
const refused = 'message-service-refused';

const calls = [
  ['list', (service: MessageService) => service.list({})],
  ['fetch', (service: MessageService) => service.fetch(randomUUID())],
  ['delete', (service: MessageService) => service.remove(randomUUID())],
] as const;

describe.each(calls)('a %s', (operation, call) => {
  it.each([
    ['is cut off', { how: 'cut' }, { code: unavailable }],
    [
      'is 429',
      { how: 'status', status: 429, retryAfter: '7' },
      { code: unavailable, retryAfterSeconds: 7 },
    ],
    ['is 503', { how: 'status', status: 503 }, { code: unavailable, retryAfterSeconds: undefined }],
    ['is 403', { how: 'status', status: 403 }, { code: refused }],
    ['is 405', { how: 'status', status: 405 }, { code: nonsense, details: { status: 405 } }],
    ['is 400 of a proxy', { how: 'status', status: 400 }, { code: nonsense }],
    ['is a page', { how: 'nonsense' }, { code: nonsense }],
    ['is of another shape', json({ data: 'none' }), { code: nonsense }],
    ['does not end', { how: 'endless' }, { code: nonsense, details: { why: 'fetch-too-large' } }],
    [
      'leads elsewhere',
      { how: 'redirect', to: '/v1/sdk/messages' },
      { code: nonsense, details: { status: 307 } },
    ],
  ] as const)('whose answer %s is a failure with a code', async (_how, fault, expected) => {
    const { service, simulator } = await open();
    simulator.faults.add(operation, fault);
    await expect(call(service)).rejects.toMatchObject(expected);
    expect(simulator.asked).toEqual(['token', operation]);
  });

  it('that is not answered is given up', async () => {
    const { service, simulator } = await open({ deadlineMs: 300 });
    simulator.faults.add(operation, { how: 'slow' });
    await expect(call(service)).rejects.toMatchObject({
      code: unavailable,
      details: { why: 'fetch-too-slow' },
    });
  });

  it('at a service that is gone is a failure with a code', async () => {
    const { service, simulator } = await open();
    await simulator.stop();
    await expect(call(service)).rejects.toMatchObject({
      code: unavailable,
      details: { why: 'ECONNREFUSED' },
    });
  });
});

describe('a message that is sent', () => {
  it.each([
    ['cut off', { how: 'cut' }, unavailable],
    ['a fault of its own', { how: 'status', status: 502 }, unavailable],
    ['a page', { how: 'nonsense' }, nonsense],
    ['endless', { how: 'endless' }, nonsense],
    ['a redirect', { how: 'redirect', to: '/v1/sdk/messages' }, nonsense],
  ] as const)('is unclear where the answer is %s', async (_how, fault, code) => {
    const { service, simulator } = await open();
    simulator.faults.add('send', fault);
    expect(await service.send(sdkMessage())).toMatchObject({ kind: 'unclear', error: { code } });
    expect(simulator.asked).toEqual(['token', 'send']);
  });

  it.each([true, false])(
    'is unclear where nothing is answered, and there by its id: %s',
    async (done) => {
      const { service, simulator } = await open({ deadlineMs: 500 });
      const message = sdkMessage();
      const { messageId } = message.data.attributes;
      simulator.faults.add('send', { how: 'slow', done });
      expect(await service.send(message)).toMatchObject({ kind: 'unclear' });
      expect((await service.fetch(messageId)) !== undefined).toBe(done);
      expect(await service.send(message)).toEqual({ kind: 'taken' });
      expect(simulator.received.map((received) => received.messageId)).toEqual([messageId]);
    },
  );

  it.each([
    [
      '429',
      { how: 'status', status: 429, retryAfter: 'Fri, 27 Nov 2026 12:01:00 GMT' },
      { code: unavailable, retryAfterSeconds: 60 },
    ],
    ['403', { how: 'status', status: 403 }, { code: refused }],
    ['404', { how: 'status', status: 404 }, { code: nonsense }],
    ['400 of a proxy', { how: 'status', status: 400 }, { code: nonsense }],
  ] as const)('is surely not taken where the answer is %s', async (_how, fault, error) => {
    const { service, simulator } = await open({
      clock: { now: () => new Date('2026-11-27T12:00:00Z') },
    });
    simulator.faults.add('send', fault);
    expect(await service.send(sdkMessage())).toMatchObject({ kind: 'not-taken', error });
  });

  it.each<[string, Partial<SentAttributes>, object]>([
    [
      'the structure of XML',
      { label: 'a\u0000b' },
      { why: { code: 'SV', reason: 'structure' }, at: 'NA' },
    ],
    [
      'the schema',
      { creationDateTime: '0000-01-01T00:00:00Z' },
      { why: { code: 'SV', reason: 'structure' }, at: 'creationDateTime' },
    ],
    [
      'a rule',
      { digitalDocument: [{ documentId: '1' }] },
      { why: { reason: 'invariant' }, at: '/messagePayload/message/messageBody/documents' },
    ],
    [
      'the API',
      { label: '' },
      { why: { code: 'SV', reason: 'structure' }, at: 'attributes.label' },
    ],
  ])('that breaks %s is not handed over, and nothing is asked', async (_what, changes, error) => {
    const { service, simulator } = await open();
    expect(await service.send(sdkMessage(changes))).toMatchObject({
      kind: 'invalid',
      error: { code: 'message-invalid', ...error },
    });
    expect(simulator.asked).toEqual([]);
  });

  it('that another organisation sends is rejected by the service where it breaks a rule, and kept nowhere', async () => {
    const { simulator } = await open({ faultOf: messageFault });
    const broken = sdkMessageForUs({ digitalDocument: [{ documentId: '1' }] });
    expect(await simulator.deliver(broken.data.attributes)).toMatchObject({
      kind: 'rejected',
      why: { code: 'BV', reason: 'invariant' },
    });
    expect(simulator.all()).toEqual([]);
  });

  it('that the service finds broken, though we do not, is refused for that and goes nowhere', async () => {
    const why = { code: 'BV', reason: 'invariant' } as const;
    const { service, simulator } = await open({ faultOf: async () => ({ why, at: 'label' }) });
    expect(await service.send(sdkMessage())).toEqual({
      kind: 'refused',
      refusals: [{ why, at: 'label' }],
    });
    expect(simulator.all()).toEqual([]);
  });

  it('is refused where the service finds it too large', async () => {
    const { service, simulator } = await open();
    simulator.faults.add('send', { how: 'status', status: 413 });
    expect(await service.send(sdkMessage())).toMatchObject({
      kind: 'refused',
      refusals: [{ why: { reason: 'too-long' } }],
    });
  });

  it('is surely not taken by a service that is gone', async () => {
    const { service, simulator } = await open();
    await simulator.stop();
    expect(await service.send(sdkMessage())).toMatchObject({ kind: 'not-taken' });
  });
});

describe('an access token', () => {
  it.each([
    ['is not given to our key', { isKnown: false }, undefined, { code: refused }],
    [
      'is asked for too often',
      {},
      { how: 'status', status: 429, retryAfter: '9' },
      { code: unavailable, retryAfterSeconds: 9 },
    ],
    ['is not to be had now', {}, { how: 'status', status: 500 }, { code: unavailable }],
    ['is not answered', { deadlineMs: 300 }, { how: 'slow' }, { code: unavailable }],
    ['is cut off', {}, { how: 'cut' }, { code: unavailable }],
    ['is a page', {}, { how: 'nonsense' }, { code: nonsense }],
    [
      'would break the header',
      {},
      json({ access_token: 'a\r\nb', token_type: 'Bearer' }),
      { code: nonsense },
    ],
    ['is of another kind', {}, json({ access_token: 'a', token_type: 'mac' }), { code: nonsense }],
    ['lies elsewhere', {}, { how: 'redirect', to: '/token' }, { code: nonsense }],
  ] as const)(
    'that %s is a failure with a code, and nothing is asked',
    async (_how, options, fault, error) => {
      const { service, simulator } = await open(options);
      if (fault) simulator.faults.add('token', fault, 2);
      await expect(service.list({})).rejects.toMatchObject(error);
      expect(await service.send(sdkMessage())).toMatchObject({ kind: 'not-taken', error });
      expect(simulator.asked).toEqual(['token', 'token']);
    },
  );

  it('is one for all who ask at a time, and each operation has its own', async () => {
    const { service, simulator } = await open();
    await Promise.all(Array.from({ length: 5 }, () => service.list({})));
    await service.send(sdkMessage());
    expect(simulator.asked.filter((operation) => operation === 'token')).toHaveLength(2);
  });

  it('that has expired is fetched anew, once, and the request made again', async () => {
    const { service, simulator } = await open();
    await service.list({});
    simulator.expireTokens();
    expect(await service.list({})).toEqual({ messages: [], odd: 0 });
    expect(simulator.asked).toEqual(['token', 'list', 'list', 'token', 'list']);
  });

  it('that the service never takes is a failure after the second one', async () => {
    const { service, simulator } = await open();
    simulator.faults.add('list', { how: 'status', status: 401 }, 2);
    await expect(service.list({})).rejects.toMatchObject({
      code: refused,
      details: { status: 401 },
    });
    expect(simulator.asked).toEqual(['token', 'list', 'token', 'list']);
  });

  it.each([
    [1800, 1739, 1741],
    [60, 29, 31],
    // half an hour is the most that SDK has
    [86_400, 1739, 1741],
  ])('of %i s is used for %i s and not for %i s', async (tokenSeconds, still, over) => {
    let now = new Date('2026-11-27T12:00:00Z');
    const after = (seconds: number) => {
      now = new Date(Date.parse('2026-11-27T12:00:00Z') + seconds * 1000);
    };
    const { service, simulator } = await open({ clock: { now: () => now }, tokenSeconds });
    await service.list({});
    after(still);
    await service.list({});
    expect(simulator.asked).toEqual(['token', 'list', 'list']);
    after(over);
    await service.list({});
    expect(simulator.asked).toEqual(['token', 'list', 'list', 'token', 'list']);
  });
});

describe('a list', () => {
  it('hides no message behind one that is not as described', async () => {
    const { service, simulator } = await open();
    const { attributes } = sdkMessageForUs().data;
    const { digitalDocument: _, ...listed } = attributes;
    const good = {
      ...listed,
      messageStatus: 'NEW',
      creationDateTime: '2026-11-01T08:00:00Z',
      conversationId: listed.messageId,
    };
    const odd = { ...good, messageId: 'none' };
    simulator.faults.add('list', json({ data: [{ attributes: odd }, { attributes: good }] }));
    const { messages, odd: left } = await service.list({});
    expect(messages.map(({ messageId }) => messageId)).toEqual([listed.messageId]);
    expect(left).toBe(1);
  });

  it.each([
    ['nested without end', '['.repeat(1_000_000)],
    ['of more entries than there can be', JSON.stringify({ data: Array(10_001).fill(0) })],
  ])('%s is nonsense', async (_how, body) => {
    const { service, simulator } = await open();
    simulator.faults.add('list', { how: 'nonsense', type: 'application/json', body });
    await expect(service.list({})).rejects.toMatchObject({ code: nonsense });
  });

  it('of a service that knows no filters holds what was asked for', async () => {
    const { service, simulator } = await open();
    await simulator.deliver(sdkMessageForUs().data.attributes);
    const all = {
      meta: {},
      data: simulator.all().map(({ attributes }) => ({
        attributes: { ...attributes, messageStatus: 'NEW', digitalDocument: undefined },
      })),
    };
    simulator.faults.add('list', json(all));
    expect((await service.list({ status: 'ACCEPTED' })).messages).toEqual([]);
  });
});

it('a message that comes under another id is nonsense', async () => {
  const { service, simulator } = await open();
  const { attributes } = sdkMessageForUs().data;
  const other = {
    ...attributes,
    messageStatus: 'NEW',
    creationDateTime: '2026-11-01T08:00:00Z',
    conversationId: attributes.messageId,
  };
  simulator.faults.add('fetch', json({ data: { attributes: other } }));
  await expect(service.fetch(randomUUID())).rejects.toMatchObject({ code: nonsense });
});

it('a state that comes out of order is shown as it is', async () => {
  const { service, simulator } = await open();
  const message = sdkMessage();
  await service.send(message);
  const { messageId } = message.data.attributes;
  simulator.show(messageId, 'ACKNOWLEDGE');
  expect((await service.fetch(messageId))?.messageStatus).toBe('ACKNOWLEDGE');
  expect(await service.remove(messageId)).toBe('not-final');
});

it('no failure says what a message holds, or shows a token', async () => {
  const { service, simulator } = await open();
  const secret = 'Tolvan Tolvansson';
  simulator.faults.add(
    'token',
    json({ access_token: secret, token_type: 'Bearer', error: secret }),
  );
  simulator.faults.add('send', json({ detail: secret }));
  simulator.faults.add('list', json({ data: secret }));
  const outcomes = await Promise.all([
    service.send(sdkMessage({ label: secret })),
    service.send(sdkMessage({ label: secret })),
    service.list({}).catch((error: unknown) => error),
    service.fetch(secret).catch((error: unknown) => error),
  ]);
  expect(inspect(outcomes, { depth: 10 })).not.toMatch(/Tolvan|Bearer/);
});
