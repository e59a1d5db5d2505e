import { describe, expect, it } from 'vitest';

import { codeOf } from '@kuvert/shared/errors';
import type { RawRequest } from '@kuvert/shared/ports/transport';

import { inboundContract } from '../test-support/inbound-contract.ts';
import {
  accountSid,
  now,
  publicOrigin,
  reportFields,
  signingKey,
  twilioGet,
  twilioPost,
} from '../test-support/signed-requests.ts';
import { createTwilioInbound } from './inbound.ts';

const transport = createTwilioInbound(
  { carrier: 'signalwire', publicOrigin, accountSid, signingKey },
  { now: () => now },
);

inboundContract('the Twilio dialect', () => ({
  transport,
  vouchesFor: 'body',
  signatureHeaders: ['x-signalwire-signature', 'x-twilio-signature'],
  report: () => twilioPost(reportFields),
  reportOf: (text) =>
    twilioPost(
      Object.fromEntries(
        Object.entries(reportFields).map(([name, value]) => [
          name,
          name === 'AccountSid' || name === 'FaxSid' ? value : text.toWellFormed(),
        ]),
      ),
    ),
  signed: (body) => {
    const fields = Object.fromEntries(new URLSearchParams(Buffer.from(body).toString()));
    return { ...twilioPost({ AccountSid: accountSid, ...fields }) };
  },
}));

const reception = (request: RawRequest) => {
  const received = transport.receive(request);
  if (received.kind !== 'reception') throw new Error(`a ${received.kind}`);
  return received.reception;
};

const refusal = (request: RawRequest): string => {
  try {
    return transport.receive(request).kind;
  } catch (error) {
    return codeOf(error);
  }
};

describe('the first step', () => {
  const announcement = { AccountSid: accountSid, FaxSid: 'f1', From: '+46317001234', To: '' };

  it.each([
    ['POST', twilioPost(announcement, '/webhooks/signalwire/incoming')],
    ['GET', twilioGet(announcement, '/webhooks/signalwire/incoming')],
  ])('by %s is answered with TIFF, A4 and where to report', (_method, request) => {
    expect(transport.receive(request)).toEqual({
      kind: 'answer',
      reply: {
        contentType: 'text/xml; charset=utf-8',
        body:
          '<?xml version="1.0" encoding="UTF-8"?><Response><Receive ' +
          `action="${publicOrigin}/webhooks/signalwire/received" method="POST" ` +
          'mediaType="image/tiff" pageSize="a4"/></Response>',
      },
    });
  });
});

describe('the second step', () => {
  it('says all that the carrier knows', () => {
    expect(reception(twilioPost(reportFields))).toEqual({
      carrier: 'signalwire',
      eventId: `${reportFields.FaxSid}:received`,
      faxId: reportFields.FaxSid,
      from: '+46317001234',
      to: '+46846500410',
      tsi: 'Vårdcentralen',
      announcedPages: 3,
      receivedAt: new Date('2026-03-02T08:59:30Z'),
      media: { kind: 'link', url: reportFields.MediaUrl },
    });
  });

  it('comes by GET as well', () => {
    expect(reception(twilioGet(reportFields)).faxId).toBe(reportFields.FaxSid);
  });

  it('is signed by the Twilio header as well', () => {
    expect(refusal(twilioPost(reportFields, undefined, 'x-twilio-signature'))).toBe('reception');
  });

  it('is a reception without media when the fax failed', () => {
    const failed = { FaxStatus: 'failed', MediaUrl: '', NumPages: '' };
    const { media, errorText, announcedPages } = reception(
      twilioPost({ ...reportFields, ...failed }),
    );
    expect([media, errorText, announcedPages]).toEqual([{ kind: 'none' }, 'failed', undefined]);
  });

  it('keeps the media of a fax that ended with an error', () => {
    const partial = { FaxStatus: 'failed', ErrorCode: '49', ErrorMessage: 'call dropped' };
    const { media, errorText } = reception(twilioPost({ ...reportFields, ...partial }));
    expect([media.kind, errorText]).toEqual(['link', '49 call dropped']);
  });

  it('takes a link that is none for no media', () => {
    const { media } = reception(twilioPost({ ...reportFields, MediaUrl: 'not a link' }));
    expect(media).toEqual({ kind: 'none' });
  });

  it('keeps a link that no database takes as it will be asked for', () => {
    const { media } = reception(
      twilioPost({ ...reportFields, MediaUrl: 'https://files.example.com/a\0b\tc' }),
    );
    expect(media).toEqual({ kind: 'link', url: 'https://files.example.com/a%00bc' });
  });

  it('takes our own time when the carrier tells none that can be', () => {
    const { receivedAt } = reception(twilioPost({ ...reportFields, Timestamp: '2036-01-01' }));
    expect(receivedAt).toEqual(now);
  });

  it('ignores a page count that is none', () => {
    expect(reception(twilioPost({ ...reportFields, NumPages: '-1' }))).not.toHaveProperty(
      'announcedPages',
    );
  });

  it('must name a fax', () => {
    expect(refusal(twilioPost({ ...reportFields, FaxSid: '../x' }))).toBe('request-invalid');
  });
});

describe('authenticity', () => {
  it('is refused for another account', () => {
    const other = twilioPost({ ...reportFields, AccountSid: 'account-2' });
    expect(refusal(other)).toBe('signature-wrong');
  });

  it.each([
    ['a trailing slash', '/webhooks/signalwire/received/', 'path-unknown'],
    ['an added query', '/webhooks/signalwire/received?x=1', 'signature-wrong'],
  ])('is refused with %s that was not signed', (_what, target, code) => {
    expect(refusal({ ...twilioPost(reportFields), target })).toBe(code);
  });

  it('is refused when an empty field was dropped', () => {
    const { ErrorCode: _dropped, ...fewer } = reportFields;
    const { headers } = twilioPost(reportFields);
    expect(refusal({ ...twilioPost(fewer), headers })).toBe('signature-wrong');
  });

  it('never looks at Host', () => {
    const request = twilioPost(reportFields);
    const headers = { ...request.headers, host: 'evil.example' };
    expect(refusal({ ...request, headers })).toBe('reception');
  });

  it('refuses a field that comes twice', () => {
    const request = twilioPost(reportFields);
    const body = Buffer.concat([request.body, Buffer.from('&To=%2B4684650')]);
    expect(refusal({ ...request, body })).toBe('request-invalid');
  });

  it('refuses an absolute request target', () => {
    const target = 'http://evil.example/webhooks/signalwire/received';
    expect(refusal({ ...twilioPost(reportFields), target })).toBe('path-unknown');
  });

  it('takes nothing but a form', () => {
    const request = twilioPost(reportFields);
    const headers = { ...request.headers, 'content-type': 'application/json' };
    expect(refusal({ ...request, headers })).toBe('content-type-wrong');
  });
});
