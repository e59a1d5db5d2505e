import { describe, expect, it } from 'vitest';

import { codeOf } from '@kuvert/shared/errors';
import type { RawRequest } from '@kuvert/shared/ports/transport';

import { inboundContract } from '../test-support/inbound-contract.ts';
import {
  hookBody,
  hookFacts,
  hylafaxKey,
  hylafaxPost,
  now,
} from '../test-support/signed-requests.ts';
import { createHylafaxInbound } from './inbound.ts';

const transport = createHylafaxInbound(
  { carrier: 'hylafax', key: hylafaxKey, maxMediaBytes: 1_000_000 },
  { now: () => now },
);

inboundContract('HylaFAX', () => ({
  transport,
  vouchesFor: 'body',
  signatureHeaders: ['x-kuvert-signature', 'x-kuvert-timestamp'],
  report: () => hylafaxPost(hookBody()),
  reportOf: (text) =>
    hylafaxPost(hookBody({ ...hookFacts, qfile: text, error: text, from: text, to: text })),
  signed: (body) => hylafaxPost(body),
}));

const receive = (facts: Readonly<Record<string, string | Uint8Array>>, tiff?: Uint8Array) => {
  const received = transport.receive(hylafaxPost(hookBody(facts, tiff)));
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

describe("a hook's post", () => {
  it('says all that HylaFAX told the hook', () => {
    const tiff = Buffer.from('II*\0 and so on');
    expect(receive(hookFacts, tiff)).toEqual({
      carrier: 'hylafax',
      eventId: `file:fax1:recvq/fax000000012.tif:${hookFacts['received-at']}`,
      faxId: 'recvq/fax000000012.tif',
      from: '+46317001234',
      to: '0846500410',
      receivedAt: new Date('2026-03-02T08:59:00Z'),
      media: { kind: 'body', bytes: tiff },
    });
  });

  it('keeps the error of a fax whose pages came in part', () => {
    const { errorText, media } = receive({ ...hookFacts, error: 'RSPREC error\n{E107}' });
    expect([errorText, media.kind]).toEqual(['RSPREC error {E107}', 'body']);
  });

  it('is a reception without media when there is no file', () => {
    const call = { ...hookFacts, qfile: '', error: 'no carrier {E002}' };
    expect(receive(call, new Uint8Array())).toMatchObject({
      eventId: `call:fax1:000000034:${hookFacts['received-at']}`,
      media: { kind: 'none' },
    });
  });

  it('is an event of its own for each host: they count their files alike', () => {
    const other = receive({ ...hookFacts, host: 'fax2' });
    expect(other.eventId).not.toBe(receive(hookFacts).eventId);
  });

  it('keeps text that is not UTF-8, as well as it can be read', () => {
    const latin1 = Buffer.from('Söder', 'latin1');
    expect(receive({ ...hookFacts, error: latin1 }).errorText).toBe('S�der');
  });

  it('ignores facts that it does not know', () => {
    expect(receive({ ...hookFacts, 'from-the-future': 'x' }).faxId).toBe(hookFacts.qfile);
  });

  it('is stale after five minutes and when it lies ahead', () => {
    for (const minutes of [-6, 6]) {
      const at = new Date(now.getTime() + minutes * 60_000);
      expect(refusal(hylafaxPost(hookBody(), { at }))).toBe('signature-stale');
    }
    const at = new Date(now.getTime() - 4 * 60_000);
    expect(refusal(hylafaxPost(hookBody(), { at }))).toBe('reception');
  });

  it('is refused when its time was changed', () => {
    const request = hylafaxPost(hookBody());
    const later = { 'x-kuvert-timestamp': String(now.getTime() / 1000 + 1) };
    expect(refusal({ ...request, headers: { ...request.headers, ...later } })).toBe(
      'signature-wrong',
    );
  });

  it('is refused under another key', () => {
    const forged = hylafaxPost(hookBody(), { key: 'another key of thirty-two characters' });
    expect(refusal(forged)).toBe('signature-wrong');
  });

  it.each([
    ['no empty line', Buffer.from('qfile: eA==\n')],
    ['a fact that comes twice', Buffer.from('qfile: eA==\nqfile: eA==\n\n')],
    ['a line of no such form', Buffer.from('qfile=x\n\n')],
    ['facts without end', Buffer.concat([Buffer.alloc(40_000, 'a'), Buffer.from('\n\n')])],
    ['no time', hookBody({ qfile: 'x' })],
    ['neither file nor call', hookBody({ 'received-at': '1' })],
  ])('makes no sense with %s', (_what, body) => {
    expect(refusal(hylafaxPost(body))).toBe('request-invalid');
  });

  it('takes its own content type alone', () => {
    const request = hylafaxPost(hookBody());
    const headers = { ...request.headers, 'content-type': 'image/tiff' };
    expect(refusal({ ...request, headers })).toBe('content-type-wrong');
  });
});

describe("a sweep's report on the file", () => {
  it.each(['deleted', 'delete-failed'])('names the same event: %s', (copy) => {
    const report = hylafaxPost(hookBody({ ...hookFacts, copy }, new Uint8Array()), {
      step: 'copy',
    });
    expect(transport.receive(report)).toMatchObject({
      kind: 'copy',
      eventId: receive(hookFacts).eventId,
      outcome: copy,
    });
  });

  it('must be one of the two', () => {
    const report = hylafaxPost(hookBody({ ...hookFacts, copy: 'lost' }), { step: 'copy' });
    expect(refusal(report)).toBe('request-invalid');
  });
});
