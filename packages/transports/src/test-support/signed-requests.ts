import { createHmac } from 'node:crypto';

import twilio from 'twilio';

import type { RawRequest } from '@kuvert/shared/ports/transport';

export const publicOrigin = 'https://fax.example.se';
export const signingKey = 'signing-key';
export const accountSid = 'account-1';
export const hylafaxKey = 'a key of thirty-two characters or more';
export const now = new Date('2026-03-02T09:00:00Z');

const form = 'application/x-www-form-urlencoded; charset=utf-8';

/** A POST of the Twilio dialect, signed over exactly these fields. */
export const twilioPost = (
  fields: Readonly<Record<string, string>>,
  target = '/webhooks/signalwire/received',
  header = 'x-signalwire-signature',
): RawRequest => ({
  method: 'POST',
  target,
  headers: {
    'content-type': form,
    [header]: twilio.getExpectedTwilioSignature(signingKey, publicOrigin + target, fields),
  },
  body: Buffer.from(new URLSearchParams(fields).toString()),
});

/** The same by GET: the fields stand in the query. */
export const twilioGet = (
  fields: Readonly<Record<string, string>>,
  path = '/webhooks/signalwire/received',
): RawRequest => {
  const target = `${path}?${new URLSearchParams(fields).toString()}`;
  const signature = twilio.getExpectedTwilioSignature(signingKey, publicOrigin + target, {});
  return {
    method: 'GET',
    target,
    headers: { 'x-twilio-signature': signature },
    body: new Uint8Array(),
  };
};

/** What SignalWire posts when a fax came. */
export const reportFields = {
  AccountSid: accountSid,
  ApiVersion: '2010-04-01',
  FaxSid: '0c2e8f3a-1d64-4b1b-9a55-5b8d7c1f2e90',
  From: '+46317001234',
  To: '+46846500410',
  FaxStatus: 'received',
  MediaUrl: 'https://files.example.com/media/1',
  MediaSid: 'm1',
  NumPages: '3',
  RemoteStationId: 'Vårdcentralen',
  ErrorCode: '',
  ErrorMessage: '',
  Timestamp: '2026-03-02T08:59:30Z',
} as const;

export const factLines = (facts: Readonly<Record<string, string | Uint8Array>>): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name}: ${Buffer.from(value).toString('base64')}\n`)
    .join('');

/** What infra/hylafax posts. */
export const hylafaxPost = (
  body: Uint8Array,
  { step = 'received', at = now, key = hylafaxKey } = {},
): RawRequest => {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return {
    method: 'POST',
    target: `/webhooks/hylafax/${step}`,
    headers: {
      'content-type': 'application/vnd.kuvert.fax',
      'x-kuvert-timestamp': timestamp,
      'x-kuvert-signature': createHmac('sha256', key)
        .update(`${timestamp}.`)
        .update(body)
        .digest('hex'),
    },
    body,
  };
};

export const hookFacts = {
  host: 'fax1',
  qfile: 'recvq/fax000000012.tif',
  device: 'ttyS0',
  commid: '000000034',
  error: '',
  from: '+46317001234',
  to: '0846500410',
  'received-at': String(Date.parse('2026-03-02T08:59:00Z') / 1000),
} as const;

export const hookBody = (
  facts: Readonly<Record<string, string | Uint8Array>> = hookFacts,
  tiff: Uint8Array = Buffer.from('II*\0 and so on'),
): Uint8Array => Buffer.concat([Buffer.from(`${factLines(facts)}\n`), tiff]);
