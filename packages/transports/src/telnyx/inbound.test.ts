import { generateKeyPairSync } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { codeOf } from '@kuvert/shared/errors';
import type { RawRequest } from '@kuvert/shared/ports/transport';

import { inboundContract } from '../test-support/inbound-contract.ts';
import { now } from '../test-support/signed-requests.ts';
import { signedEvent, telnyxEvent } from '../test-support/telnyx-events.ts';
import { createTelnyxInbound } from './inbound.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const settings = {
  carrier: 'telnyx',
  publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64'),
  restOrigin: 'https://api.telnyx.com',
};
const transport = createTelnyxInbound(settings, { now: () => now });
const target = '/webhooks/telnyx/received';
const id = 'f72eebbe-f9b6-4f0f-b652-03e742e110d5';

/** As Telnyx documents `fax.received`. */
const payload = {
  call_duration_secs: 50,
  connection_id: '1447842681660114324',
  direction: 'inbound',
  fax_id: id,
  from: '+46317001234',
  media_url: 'https://s3.amazonaws.com/faxes-prod/u/f.pdf?X-Amz-Expires=600&X-Amz-Signature=s',
  page_count: 2,
  partial_content: false,
  status: 'received',
  to: '+46846500410',
  caller_id: '+46317001234',
};

const event = (type: string, some: Readonly<Record<string, unknown>> = {}): RawRequest =>
  telnyxEvent(type, { ...payload, ...some }, privateKey, target);

inboundContract('Telnyx', () => ({
  transport,
  vouchesFor: 'body',
  signatureHeaders: ['telnyx-signature-ed25519', 'telnyx-timestamp'],
  report: () => event('fax.received'),
  reportOf: (text) =>
    event('fax.received', {
      from: text,
      to: text,
      media_url: text,
      page_count: text,
      failure_reason: text,
    }),
  signed: (body) => signedEvent(body, privateKey, target),
}));

const reception = (request: RawRequest) => {
  const received = transport.receive(request);
  if (received.kind !== 'reception') throw new Error(`a ${received.kind}`);
  return received.reception;
};

const outcome = (request: RawRequest): string => {
  try {
    return transport.receive(request).kind;
  } catch (error) {
    return codeOf(error);
  }
};

describe('a fax that was received', () => {
  it('says all that the carrier knows', () => {
    const at = new Date(reception(event('fax.received')).receivedAt);
    expect(reception(event('fax.received'))).toEqual({
      carrier: 'telnyx',
      eventId: `${id}:received`,
      faxId: id,
      from: '+46317001234',
      to: '+46846500410',
      announcedPages: 2,
      receivedAt: at,
      media: { kind: 'link', url: payload.media_url },
    });
  });

  it('in part is one that ended early, with the media that came', () => {
    const { errorText, media } = reception(event('fax.received', { partial_content: true }));
    expect([errorText, media.kind]).toEqual(['partial_content', 'link']);
  });

  it.each([
    ['none', undefined],
    ['one too long to be kept', `https://s3.amazonaws.com/${'x'.repeat(3000)}`],
    ['none that is one', 'not a link'],
  ])(
    'with a link that is %s has the carrier name its media when they are fetched',
    (_what, url) => {
      const { media } = reception(event('fax.received', { media_url: url }));
      expect(media).toEqual({ kind: 'link', url: `https://api.telnyx.com/v2/faxes/${id}` });
    },
  );
});

describe('a fax that failed', () => {
  it('is a reception without media, so that somebody can ring back', () => {
    const failed = event('fax.failed', {
      media_url: undefined,
      status: 'failed',
      failure_reason: 'sender_call_dropped',
    });
    const { media, errorText } = reception(failed);
    expect([media, errorText]).toEqual([{ kind: 'none' }, 'sender_call_dropped']);
  });

  it('keeps the media that came all the same', () => {
    expect(reception(event('fax.failed')).media.kind).toBe('link');
  });
});

describe('what is nothing to keep', () => {
  it.each(['fax.receiving.started', 'fax.media.processing.started', 'fax.something.new'])(
    'is the step %s',
    (type) => {
      expect(outcome(event(type, { media_url: undefined }))).toBe('answer');
    },
  );

  it.each(['fax.failed', 'fax.delivered', 'fax.queued'])('is %s of a fax that goes out', (type) => {
    expect(outcome(event(type, { direction: 'outbound' }))).toBe('answer');
  });
});

describe('authenticity', () => {
  it('is refused for the key of another account', () => {
    const other = generateKeyPairSync('ed25519').privateKey;
    expect(outcome(telnyxEvent('fax.received', payload, other, target))).toBe('signature-wrong');
  });

  it.each([
    ['six minutes old', -6],
    ['six minutes ahead', 6],
  ])('is refused when its time is %s', (_when, minutes) => {
    const at = new Date(now.getTime() + minutes * 60_000);
    const { body } = event('fax.received');
    expect(outcome(signedEvent(body, privateKey, target, at))).toBe('signature-stale');
  });

  it('is refused with another time than the one that was signed', () => {
    const request = event('fax.received');
    const timestamp = String(Number(request.headers['telnyx-timestamp']) + 1);
    const headers = { ...request.headers, 'telnyx-timestamp': timestamp };
    expect(outcome({ ...request, headers })).toBe('signature-wrong');
  });

  it('takes nothing but JSON, and nothing but posts', () => {
    const request = event('fax.received');
    const headers = { ...request.headers, 'content-type': 'text/plain' };
    expect(outcome({ ...request, headers })).toBe('content-type-wrong');
    expect(outcome({ ...request, method: 'GET' })).toBe('path-unknown');
  });

  it.each([{ fax_id: '../x' }, { fax_id: undefined }, { from: 7 }, { page_count: {} }])(
    'makes no sense with %j',
    (some) => {
      expect(outcome(event('fax.received', some))).toBe('request-invalid');
    },
  );

  it('can not be checked with a key that is none', () => {
    expect(() =>
      createTelnyxInbound({ ...settings, publicKey: 'short' }, { now: () => now }),
    ).toThrowError(/JWK/);
  });
});
