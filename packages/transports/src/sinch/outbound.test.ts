import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import type { CarrierCall } from '@kuvert/shared/ports/carrier-call';
import type { RawRequest } from '@kuvert/shared/ports/transport';
import { startSinch } from '@kuvert/simulators/sinch';

import { loopbackCall, loopbackFetch, nowhere } from '../test-support/loopback-http.ts';
import { deliveryId, orderOf, outboundContract } from '../test-support/outbound-contract.ts';
import { now, publicOrigin } from '../test-support/signed-requests.ts';
import { setOrders } from '../test-support/simulated-orders.ts';
import { sinchPost } from '../test-support/sinch-events.ts';
import { callbackPassword } from './authenticate.ts';
import { createSinchOutbound } from './outbound.ts';

const account = { projectId: 'project-1', keyId: 'key', keySecret: 'secret' };
const sinch = await startSinch(account);
afterAll(() => sinch.stop());

const webhookSecret = 'a-secret-of-thirty-two-characters';
const settings = {
  ...account,
  carrier: 'sinch',
  publicOrigin,
  webhookSecret,
  restOrigin: sinch.origin,
  maxMediaBytes: 1000,
  deadlineMs: 10_000,
};
const target = `/callbacks/sinch/${deliveryId}`;
const password = callbackPassword(webhookSecret, deliveryId);
const order = {
  ...orderOf(Buffer.from(''), now),
  // so that the simulated carrier asks nobody outside this machine
  mediaUrl: `${nowhere}/media/${deliveryId}/token`,
};

const transportOf = (call: CarrierCall = loopbackCall) =>
  createSinchOutbound(settings, call, loopbackFetch);

const callback = (some: object, more: object = {}): RawRequest =>
  sinchPost(
    target,
    password,
    Buffer.from(
      JSON.stringify({
        event: 'FAX_COMPLETED',
        fax: { id: 'fax-1', direction: 'OUTBOUND', to: '+46313900601', ...some },
        ...more,
      }),
    ),
  );

outboundContract(
  'Sinch',
  () => ({
    transport: ({ meets = 'takes it', knows = [] } = {}) => {
      setOrders(sinch.orders, meets, knows, (id) => id);
      // what never comes isn't waited for long
      const deadlineMs = meets === 'does not answer' ? 200 : settings.deadlineMs;
      const restOrigin = meets === 'is not there' ? nowhere : sinch.origin;
      return createSinchOutbound(
        { ...settings, restOrigin, deadlineMs },
        loopbackCall,
        loopbackFetch,
      );
    },
    recognisesBy: 'send-id',
    vouchesFor: 'sender',
    signatureHeaders: ['authorization'],
    callbacks: (faxId) => [
      callback({ id: faxId, status: 'COMPLETED', numberOfPages: 2, pagesSentSuccessfully: 2 }),
    ],
    signed: (body) => sinchPost(target, password, body),
  }),
  order,
);

describe('handing over', () => {
  it('asks the carrier to fetch, to dial once, and to tell us by a name of this delivery', async () => {
    const calls: Parameters<CarrierCall>[] = [];
    await transportOf((...asked) => {
      calls.push(asked);
      return Promise.resolve({ kind: 'unanswered', code: 'x' });
    }).submit({ ...order, resolution: 'superfine' });
    const [host = ''] = publicOrigin.split('//').slice(1);
    expect(calls).toEqual([
      [
        `${sinch.origin}/v3/projects/project-1/faxes`,
        {
          body: {
            kind: 'json',
            value: {
              to: '+46313900601',
              from: '+46846500410',
              contentUrl: order.mediaUrl,
              resolution: 'SUPERFINE',
              maxRetries: 0,
              headerText: '',
              headerPageNumbers: false,
              labels: { delivery: deliveryId },
              callbackUrl: `https://kuvert:${password}@${host}${target}`,
              callbackUrlContentType: 'application/json',
            },
          },
          credentials: { kind: 'basic', user: 'key', password: 'secret' },
          maxBytes: 262_144,
          deadlineMs: 10_000,
        },
      ],
    ]);
  });

  it.each([
    [400, 'refused'],
    [422, 'refused'],
    [401, 'account'],
    [402, 'account'],
    [404, 'account'],
  ])('is refused by %i: %s', async (status, cause) => {
    const answered = () =>
      Promise.resolve({ kind: 'answered', status, bytes: Buffer.from('{}') } as const);
    expect(await transportOf(answered).submit(order)).toMatchObject({ kind: 'refused', cause });
  });

  it('may be done again only when the carrier surely has nothing, whatever it answers', async () => {
    const statuses = fc.integer({ min: 100, max: 599 }).filter((each) => each !== 429);
    await fc.assert(
      fc.asyncProperty(statuses, fc.string(), async (status, body) => {
        const bytes = Buffer.from(body);
        const answered = () => Promise.resolve({ kind: 'answered', status, bytes } as const);
        const { kind } = await transportOf(answered).submit(order);
        const sound = status >= 400 && status < 500 ? ['refused', 'unanswered'] : ['unanswered'];
        expect(sound).toContain(kind);
      }),
    );
  });
});

const factOf = (some: object) => transportOf().readCallback(callback(some)).report?.fact;

describe('a status', () => {
  it.each([
    ['QUEUED', { kind: 'accepted' }],
    ['IN_PROGRESS', { kind: 'dialling' }],
    ['COMPLETED', { kind: 'delivered' }],
    ['FAILURE', { kind: 'failed', cause: 'unspecified' }],
    ['PONDERING', undefined],
  ])('%s is %j', (status, fact) => {
    expect(factOf({ status })).toEqual(fact);
  });

  it('completed with fewer pages than there are is a part that arrived', () => {
    const some = { status: 'COMPLETED', numberOfPages: 3, pagesSentSuccessfully: 2 };
    expect(factOf(some)).toEqual({ kind: 'failed', cause: 'partial', pages: 2 });
  });

  it.each([
    ['CALL_ERROR', 15, 'congestion'],
    ['CALL_ERROR', 16, 'no-answer'],
    ['CALL_ERROR', 17, 'busy'],
    ['CALL_ERROR', 34, 'invalid-number'],
    ['FAX_ERROR', 10, 'training'],
    ['FAX_ERROR', 25, 'capability'],
    ['FAX_ERROR', 46, 'account'],
    ['FAX_ERROR', 131, 'partial'],
    ['FAX_ERROR', 132, 'voice'],
    ['DOCUMENT_CONVERSION_ERROR', 54, 'media-not-fetched'],
    ['DOCUMENT_CONVERSION_ERROR', 133, 'conversion'],
    ['FATAL_ERROR', 1, 'unspecified'],
    ['FAX_ERROR', 17, 'unspecified'],
  ])('failed with %s %i is for the cause %s', (errorType, errorCode, cause) => {
    expect(factOf({ status: 'FAILURE', errorType, errorCode })).toEqual({ kind: 'failed', cause });
  });

  it('failed after pages were confirmed is a part that arrived, whatever broke the call', () => {
    const some = { errorType: 'FAX_ERROR', errorCode: 28, pagesSentSuccessfully: 2 };
    expect(factOf({ status: 'FAILURE', ...some })).toEqual({
      kind: 'failed',
      cause: 'partial',
      pages: 2,
    });
  });

  it('of no response after a page is no failure: the page may be printed', () => {
    const some = { errorType: 'FAX_ERROR', errorCode: 8, pagesSentSuccessfully: 1 };
    expect(factOf({ status: 'FAILURE', ...some })).toEqual({
      kind: 'unconfirmed',
      reason: 'no-response-after-last-page',
      pages: 1,
    });
  });

  it('of a fax that was taken back by hand is no failure', () => {
    const some = { status: 'FAILURE', errorType: 'FAX_ERROR', errorCode: 75 };
    expect(factOf(some)).toEqual({ kind: 'cancelled' });
  });

  it("keeps the carrier's codes as evidence, and none of its words", () => {
    const some = { errorType: 'CALL_ERROR', errorCode: 17, errorMessage: 'to +46313900601' };
    const { report } = transportOf().readCallback(callback({ status: 'FAILURE', ...some }));
    expect(report?.evidence).toEqual({ said: 'FAILURE', kind: 'CALL_ERROR', code: '17' });
  });
});

describe('a callback', () => {
  it('may bring the pages back, and they are not kept', () => {
    const file = { file: Buffer.from('%PDF').toString('base64'), fileType: 'PDF' };
    const { report } = transportOf().readCallback(callback({ status: 'COMPLETED' }, file));
    expect(report?.fact).toEqual({ kind: 'delivered' });
  });

  it('is taken in the type that was asked for alone', () => {
    const headers = { ...callback({}).headers, 'content-type': 'text/plain' };
    const read = () => transportOf().readCallback({ ...callback({}), headers });
    expect(read).toThrowError(expect.objectContaining({ code: 'content-type-wrong' }));
  });
});
