import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { startTelnyx } from '@kuvert/simulators/telnyx';
import type { CarrierCall } from '@kuvert/shared/ports/carrier-call';
import type { RawRequest } from '@kuvert/shared/ports/transport';

import { loopbackCall, loopbackFetch, nowhere } from '../test-support/loopback-http.ts';
import { deliveryId, orderOf, outboundContract } from '../test-support/outbound-contract.ts';
import { now, publicOrigin } from '../test-support/signed-requests.ts';
import { setOrders } from '../test-support/simulated-orders.ts';
import { signedEvent, telnyxEvent } from '../test-support/telnyx-events.ts';
import { createTelnyxOutbound } from './outbound.ts';

const telnyx = await startTelnyx({ apiKey: 'KEY' });
afterAll(() => telnyx.stop());

const settings = {
  carrier: 'telnyx',
  publicOrigin,
  publicKey: telnyx.publicKey,
  connectionId: '1447842681660114324',
  restOrigin: telnyx.origin,
  apiKey: 'KEY',
  deadlineMs: 10_000,
};
const clock = { now: () => now };
const target = `/callbacks/telnyx/${deliveryId}`;
const markOf = (id: string): string => Buffer.from(id).toString('base64');
const order = {
  ...orderOf(Buffer.from(''), now),
  // so that the simulated carrier asks nobody outside this machine
  mediaUrl: `${nowhere}/media/${deliveryId}/token`,
};

const transportOf = (call: CarrierCall = loopbackCall) =>
  createTelnyxOutbound(settings, call, loopbackFetch, clock);

const event = (
  type: string,
  status: string,
  some: Readonly<Record<string, unknown>> = {},
): RawRequest =>
  telnyxEvent(
    type,
    {
      fax_id: 'fax-1',
      direction: 'outbound',
      status,
      client_state: markOf(deliveryId),
      to: '+46313900601',
      ...some,
    },
    telnyx.signingKey,
    target,
  );

outboundContract(
  'Telnyx',
  () => ({
    transport: ({ meets = 'takes it', knows = [] } = {}) => {
      setOrders(telnyx.orders, meets, knows, markOf);
      // what never comes isn't waited for long
      const deadlineMs = meets === 'does not answer' ? 200 : settings.deadlineMs;
      const restOrigin = meets === 'is not there' ? nowhere : telnyx.origin;
      return createTelnyxOutbound(
        { ...settings, restOrigin, deadlineMs },
        loopbackCall,
        loopbackFetch,
        clock,
      );
    },
    recognisesBy: 'send-id',
    vouchesFor: 'body',
    signatureHeaders: ['telnyx-signature-ed25519', 'telnyx-timestamp'],
    callbacks: (faxId) => [
      event('fax.queued', 'queued', { fax_id: faxId }),
      event('fax.media.processed', 'media.processed', { fax_id: faxId }),
      event('fax.sending.started', 'sending', { fax_id: faxId }),
      event('fax.delivered', 'delivered', { fax_id: faxId, page_count: 2 }),
    ],
    signed: (body) => signedEvent(body, telnyx.signingKey, target),
  }),
  order,
);

describe('handing over', () => {
  it('asks the carrier to fetch, to tell us with our send id, and to keep nothing', async () => {
    const calls: Parameters<CarrierCall>[] = [];
    await transportOf((...asked) => {
      calls.push(asked);
      return Promise.resolve({ kind: 'unanswered', code: 'x' });
    }).submit({ ...order, resolution: 'superfine' });
    expect(calls).toEqual([
      [
        `${telnyx.origin}/v2/faxes`,
        {
          body: {
            kind: 'json',
            value: {
              connection_id: settings.connectionId,
              to: '+46313900601',
              from: '+46846500410',
              media_url: order.mediaUrl,
              quality: 'very_high',
              client_state: markOf(deliveryId),
              webhook_url: publicOrigin + target,
              store_media: false,
              store_preview: false,
            },
          },
          credentials: { kind: 'bearer', token: 'KEY' },
          maxBytes: 262_144,
          deadlineMs: 10_000,
        },
      ],
    ]);
  });

  it.each([
    [422, { errors: [{ code: '10016' }] }, 'invalid-number'],
    [422, { errors: [{ code: '10015', source: { pointer: '/to' } }] }, 'invalid-number'],
    [422, { errors: [{ code: '10015' }] }, 'refused'],
    [422, 'not JSON', 'refused'],
    [401, { errors: [{ code: '10009' }] }, 'account'],
    [403, {}, 'account'],
  ])('is refused by %i %j: %s', async (status, body, cause) => {
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const answered = () => Promise.resolve({ kind: 'answered', status, bytes } as const);
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

const factOf = (status: string, some: Readonly<Record<string, unknown>> = {}) =>
  transportOf().readCallback(event('fax.x', status, some)).report?.fact;

describe('a status', () => {
  it.each([
    ['queued', { kind: 'accepted' }],
    ['media.processed', { kind: 'accepted' }],
    ['originated', { kind: 'dialling' }],
    ['sending', { kind: 'dialling' }],
    ['sending.started', { kind: 'dialling' }],
    ['delivered', { kind: 'delivered', pages: 3 }],
    ['failed', { kind: 'failed', cause: 'unspecified' }],
    ['pondering', undefined],
  ])('%s is %j', (status, fact) => {
    expect(factOf(status, { page_count: 3 })).toEqual(fact);
  });

  it.each([
    ['user_busy', 'busy'],
    ['receiver_no_answer', 'no-answer'],
    ['fax_initial_communication_timeout', 'voice'],
    ['receiver_unallocated_number', 'invalid-number'],
    ['connection_channel_limit_exceeded', 'congestion'],
    ['receiver_call_dropped', 'partial'],
    ['file_download_failed', 'media-not-fetched'],
    ['page_count_limit_exceeded', 'conversion'],
    ['outbound_profile_daily_spend_limit_exceeded', 'account'],
    ['destination_not_in_countries_whitelist', 'refused'],
    ['toString', 'unspecified'],
  ])('failed for %s is for the cause %s', (reason, cause) => {
    expect(factOf('failed', { failure_reason: reason })).toEqual({ kind: 'failed', cause });
  });

  it.each([
    ['fax_signaling_error', 'no-response-after-last-page'],
    ['success', 'never-told'],
  ])('failed for %s is no failure: the pages may be printed', (reason, unknown) => {
    expect(factOf('failed', { failure_reason: reason })).toEqual({
      kind: 'unconfirmed',
      reason: unknown,
    });
  });

  it('failed for a call that was taken back is no failure', () => {
    expect(factOf('failed', { failure_reason: 'sender_canceled' })).toEqual({ kind: 'cancelled' });
  });

  it('keeps the carrier’s codes as evidence, and no words that may hold a number', () => {
    const some = { failure_reason: 'user_busy', internal_failure_reason: 'to +46313900601: busy' };
    const { report } = transportOf().readCallback(event('fax.failed', 'failed', some));
    expect(report?.evidence).toEqual({ said: 'failed', code: 'user_busy' });
  });
});

describe('a callback', () => {
  it('without our send id tells of nothing that we know', () => {
    const read = () => transportOf().readCallback(event('fax.x', 'queued', { client_state: null }));
    expect(read).toThrowError(expect.objectContaining({ code: 'request-invalid' }));
  });
});
