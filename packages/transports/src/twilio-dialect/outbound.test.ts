import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { KuvertError } from '@kuvert/shared/errors';
import type { CarrierCall, CarrierCallOutcome } from '@kuvert/shared/ports/carrier-call';
import type { GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { OutboundTransport } from '@kuvert/shared/ports/outbound';

import {
  deliveryId,
  outboundContract,
  type KnownFax,
  type Meets,
} from '../test-support/outbound-contract.ts';
import {
  accountSid,
  publicOrigin,
  signingKey,
  twilioPost,
} from '../test-support/signed-requests.ts';
import { createTwilioOutbound } from './outbound.ts';

const settings = {
  carrier: 'signalwire',
  publicOrigin,
  accountSid,
  signingKey,
  restOrigin: 'https://example.signalwire.com',
  user: accountSid,
  password: 'token',
  deadlineMs: 1000,
};
const faxes = `${settings.restOrigin}/api/laml/2010-04-01/Accounts/${accountSid}/Faxes`;
const target = `/callbacks/signalwire/${deliveryId}`;

const answered = (status: number, body: unknown): CarrierCallOutcome => ({
  kind: 'answered',
  status,
  bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

const outcomes: Readonly<Record<Meets, CarrierCallOutcome>> = {
  'takes it': answered(201, { sid: 'fax-1', status: 'queued', direction: 'outbound' }),
  'refuses it': answered(400, { code: 21_211, message: 'to +46313900601' }),
  'says not now': answered(429, {}),
  'is not there': { kind: 'not-sent', code: 'ECONNREFUSED' },
  'does not answer': { kind: 'unanswered', code: 'fetch-too-slow' },
  'answers with a fault of its own': answered(503, 'Service Unavailable'),
  'answers nonsense': answered(201, '<html>'),
};

const listed = ({ faxId, to, from, createdAt, deliveryId: own }: KnownFax) => ({
  sid: faxId,
  direction: 'outbound',
  status: 'delivered',
  to,
  from,
  num_pages: '2',
  date_created: createdAt.toISOString(),
  media_url: own === undefined ? null : `${publicOrigin}/media/${own}/token`,
});

/** Answers as the REST interface does, by nothing but what it knows. */
const fetchFrom =
  (knows: readonly KnownFax[], visited: string[] = []): GuardedFetch =>
  async (url) => {
    visited.push(url);
    const { pathname } = new URL(url);
    const json = (body: unknown) => ({
      status: 200,
      contentType: 'application/json',
      bytes: Buffer.from(JSON.stringify(body)),
    });
    if (pathname.endsWith('/Faxes.json')) return json({ faxes: knows.map(listed) });
    const fax = knows.find(({ faxId }) => pathname.endsWith(`/Faxes/${faxId}.json`));
    if (!fax) throw new KuvertError('fetch-not-found', 'there is none');
    return json(listed(fax));
  };

const transportOf = (
  outcome: CarrierCallOutcome,
  fetch: GuardedFetch = fetchFrom([]),
): OutboundTransport => createTwilioOutbound(settings, () => Promise.resolve(outcome), fetch);

const callback = (faxId: string, fields: Readonly<Record<string, string>>) =>
  twilioPost(
    { AccountSid: accountSid, FaxSid: faxId, ErrorCode: '', NumPages: '', ...fields },
    target,
  );

outboundContract('the Twilio dialect', () => ({
  transport: ({ meets = 'takes it', knows = [] } = {}) =>
    transportOf(outcomes[meets], fetchFrom(knows)),
  recognisesBy: 'numbers',
  vouchesFor: 'body',
  signatureHeaders: ['x-signalwire-signature', 'x-twilio-signature'],
  callbacks: (faxId) => [
    callback(faxId, { FaxStatus: 'processing' }),
    callback(faxId, { FaxStatus: 'sending' }),
    callback(faxId, { FaxStatus: 'delivered', NumPages: '2' }),
  ],
  signed: (body) =>
    twilioPost(
      {
        AccountSid: accountSid,
        ...Object.fromEntries(new URLSearchParams(Buffer.from(body).toString())),
      },
      target,
    ),
}));

const order = {
  deliveryId,
  to: '+46313900601',
  from: '+46846500410',
  resolution: 'superfine',
  gentle: false,
  mediaUrl: `${publicOrigin}/media/x`,
  deadline: new Date('2026-03-02T13:00:00Z'),
} as const;

describe('handing over', () => {
  it('asks the carrier to fetch, to tell us, and to keep nothing', async () => {
    const calls: Parameters<CarrierCall>[] = [];
    const call: CarrierCall = (...asked) => {
      calls.push(asked);
      return Promise.resolve(outcomes['takes it']);
    };
    await createTwilioOutbound(settings, call, fetchFrom([])).submit(order);
    expect(calls).toEqual([
      [
        `${faxes}.json`,
        {
          body: {
            kind: 'form',
            fields: {
              To: '+46313900601',
              From: '+46846500410',
              MediaUrl: `${publicOrigin}/media/x`,
              Quality: 'superfine',
              StatusCallback: publicOrigin + target,
              StatusCallbackMethod: 'POST',
              StoreMedia: 'false',
            },
          },
          credentials: { kind: 'basic', user: accountSid, password: 'token' },
          maxBytes: 262_144,
          deadlineMs: 1000,
        },
      ],
    ]);
  });

  it.each([
    [400, { code: 21_211 }, 'invalid-number'],
    [400, { code: 99_999 }, 'refused'],
    [422, 'not JSON', 'refused'],
    [401, {}, 'account'],
    [402, {}, 'account'],
    [404, {}, 'account'],
  ])('is refused by %i %j: %s', async (status, body, cause) => {
    expect(await transportOf(answered(status, body)).submit(order)).toMatchObject({
      kind: 'refused',
      cause,
    });
  });

  it('may be done again only when the carrier surely has nothing, whatever it answers', async () => {
    const status = fc.integer({ min: 100, max: 599 }).filter((each) => each !== 429);
    await fc.assert(
      fc.asyncProperty(status, fc.string(), async (code, body) => {
        const { kind } = await transportOf(answered(code, body)).submit(order);
        const sound = code >= 400 && code < 500 ? ['refused', 'unanswered'] : ['unanswered'];
        expect(sound).toContain(kind);
      }),
    );
  });
});

const factOf = (fields: Readonly<Record<string, string>>) =>
  transportOf(outcomes['takes it']).readCallback(callback('fax-1', fields)).report?.fact;

describe('a status', () => {
  it.each([
    ['queued', { kind: 'accepted' }],
    ['processing', { kind: 'accepted' }],
    ['sending', { kind: 'dialling' }],
    ['delivered', { kind: 'delivered' }],
    ['busy', { kind: 'failed', cause: 'busy' }],
    ['no-answer', { kind: 'failed', cause: 'no-answer' }],
    ['canceled', { kind: 'cancelled' }],
    ['failed', { kind: 'failed', cause: 'unspecified' }],
  ])('%s is %j', (FaxStatus, fact) => {
    expect(factOf({ FaxStatus })).toEqual(fact);
  });

  it.each([
    ['2', 'voice'],
    ['6', 'training'],
    ['11', 'capability'],
    ['49', 'partial'],
    ['43', 'conversion'],
    ['34002', 'busy'],
    ['9999', 'unspecified'],
  ])('failed with code %s is for the cause %s', (ErrorCode, cause) => {
    expect(factOf({ FaxStatus: 'failed', ErrorCode })).toEqual({ kind: 'failed', cause });
  });

  it('of no response after a page is no failure: the page may be printed', () => {
    expect(factOf({ FaxStatus: 'failed', ErrorCode: '21' })).toEqual({
      kind: 'unconfirmed',
      reason: 'no-response-after-last-page',
    });
  });

  it('counts pages of a delivered fax alone', () => {
    expect(factOf({ FaxStatus: 'delivered', NumPages: '3' })).toEqual({
      kind: 'delivered',
      pages: 3,
    });
    expect(factOf({ FaxStatus: 'busy', NumPages: '3' })).not.toHaveProperty('pages');
  });

  it('that nobody knows says nothing', () => {
    expect(factOf({ FaxStatus: 'pondering' })).toBeUndefined();
  });

  it("keeps the carrier's code as evidence, and none of its words", () => {
    const fields = { FaxStatus: 'failed', ErrorCode: '49', ErrorMessage: 'to +46313900601' };
    const { report } = transportOf(outcomes['takes it']).readCallback(callback('fax-1', fields));
    expect(report?.evidence).toEqual({ said: 'failed', code: '49' });
  });
});

describe('looking up', () => {
  const signal = new AbortController().signal;
  const intentAt = new Date('2026-03-02T09:00:00Z');
  const lookup = { ...order, carrierFaxId: undefined, intentAt, taken: [] };
  const fax = { faxId: 'one', to: order.to, from: order.from, createdAt: intentAt };

  it("prefers the fax with this delivery's own link", async () => {
    const knows = [fax, { ...fax, faxId: 'own', deliveryId }];
    const report = await transportOf(outcomes['takes it'], fetchFrom(knows)).look(lookup, signal);
    expect(report?.carrierFaxId).toBe('own');
  });

  it("takes none with another delivery's link for it", async () => {
    const knows = [{ ...fax, deliveryId: 'another' }];
    const transport = transportOf(outcomes['takes it'], fetchFrom(knows));
    expect(await transport.look(lookup, signal)).toBeUndefined();
  });

  it('asks for this number since the intent alone', async () => {
    const visited: string[] = [];
    await transportOf(outcomes['takes it'], fetchFrom([], visited)).look(lookup, signal);
    const { searchParams } = new URL(visited[0] ?? '');
    expect(Object.fromEntries(searchParams)).toEqual({
      To: order.to,
      From: order.from,
      DateCreatedAfter: '2026-03-02T08:58:00.000Z',
      PageSize: '100',
    });
  });

  it('is no answer when the list can not be read: it may hold the fax', async () => {
    const odd: GuardedFetch = () =>
      Promise.resolve({ status: 200, contentType: '', bytes: Buffer.from('{"faxes":[{}]}') });
    await expect(transportOf(outcomes['takes it'], odd).look(lookup, signal)).rejects.toMatchObject(
      { code: 'carrier-refused' },
    );
  });

  it('is no answer when the carrier shows another fax than the one asked for', async () => {
    const other: GuardedFetch = () => fetchFrom([fax])(`${faxes}/one.json`, {} as never);
    const asked = { ...lookup, carrierFaxId: 'two' };
    await expect(
      transportOf(outcomes['takes it'], other).look(asked, signal),
    ).rejects.toMatchObject({ code: 'carrier-refused' });
  });
});
