import { describe, expect, it } from 'vitest';

import { codeOf } from '@kuvert/shared/errors';
import type { RawRequest } from '@kuvert/shared/ports/transport';
import { eventRequest } from '@kuvert/simulators/sinch';

import { inboundContract } from '../test-support/inbound-contract.ts';
import { now } from '../test-support/signed-requests.ts';
import { formOf, sinchPost, type FormPart } from '../test-support/sinch-events.ts';
import { createSinchInbound } from './inbound.ts';

const secret = 'a-secret-of-thirty-two-characters';
const target = '/webhooks/sinch/received';
const transport = createSinchInbound(
  {
    carrier: 'sinch',
    webhookSecret: secret,
    restOrigin: 'https://fax.api.sinch.com',
    projectId: 'project-1',
    maxMediaBytes: 1000,
  },
  { now: () => now },
);

const id = '01F3J0G1M4WQR6HGY6HCF6JA0K';
/** As Sinch documents `INCOMING_FAX`. */
const fax = {
  id,
  direction: 'INBOUND',
  from: '+46317001234',
  to: '+46846500410',
  numberOfPages: 3,
  status: 'COMPLETED',
  createTime: '2026-03-02T08:58:00Z',
  completedTime: '2026-03-02T08:59:30Z',
  projectId: 'project-1',
};
const pdf = Buffer.from('%PDF-1.7\r\n--\0\xff', 'latin1');

const inJson = (some: object = {}, more: object = { file: pdf.toString('base64') }): RawRequest =>
  sinchPost(
    target,
    secret,
    Buffer.from(JSON.stringify({ event: 'INCOMING_FAX', fax: { ...fax, ...some }, ...more })),
  );

const file = { name: 'file', fileName: 'fax.pdf', type: 'application/pdf', body: pdf };
const partsOf = (some: object = {}): readonly FormPart[] => [
  { name: 'event', body: 'INCOMING_FAX' },
  { name: 'eventTime', body: '2026-03-02T08:59:31Z' },
  { name: 'fax', body: JSON.stringify({ ...fax, ...some }) },
  file,
];
const inForm = (parts: readonly FormPart[] = partsOf()): RawRequest => {
  const { type, body } = formOf(parts);
  return sinchPost(target, secret, body, type);
};

const everyText = (text: string) => ({
  from: text,
  to: text,
  numberOfPages: text,
  errorType: text,
  errorCode: text,
  completedTime: text,
});

inboundContract('Sinch, in JSON', () => ({
  transport,
  vouchesFor: 'sender',
  signatureHeaders: ['authorization'],
  report: () => inJson(),
  reportOf: (text) => inJson(everyText(text)),
  signed: (body) => sinchPost(target, secret, body),
}));

inboundContract('Sinch, by form', () => ({
  transport,
  vouchesFor: 'sender',
  signatureHeaders: ['authorization'],
  report: () => inForm(),
  reportOf: (text) => inForm(partsOf(everyText(text))),
  signed: (body) => sinchPost(target, secret, body, formOf([]).type),
}));

const reception = async (request: RawRequest) => {
  const received = await transport.receive(request);
  if (received.kind !== 'reception') throw new Error(`a ${received.kind}`);
  return received.reception;
};

const outcome = async (request: RawRequest): Promise<string> => {
  try {
    return (await transport.receive(request)).kind;
  } catch (error) {
    return codeOf(error);
  }
};

const whole = {
  carrier: 'sinch',
  eventId: `${id}:received`,
  faxId: id,
  from: '+46317001234',
  to: '+46846500410',
  announcedPages: 3,
  receivedAt: new Date('2026-03-02T08:59:30Z'),
};

describe('a fax that came', () => {
  it.each([
    ['in JSON', inJson()],
    ['by form', inForm()],
  ])('%s has its very bytes, and all that the carrier knows', async (_how, request) => {
    const { media, ...facts } = await reception(request);
    expect(facts).toEqual(whole);
    expect(media.kind === 'body' && Buffer.from(media.bytes)).toEqual(pdf);
  });

  it('is read as the carrier’s own software writes it', async () => {
    const event = { event: 'INCOMING_FAX', fax, file: pdf } as const;
    for (const type of ['multipart/form-data', 'application/json'] as const) {
      const { headers, body } = await eventRequest(event, type, {
        user: 'kuvert',
        password: secret,
      });
      expect(await reception({ method: 'POST', target, headers, body })).toMatchObject(whole);
    }
  });

  it('may have its facts as a part of the type JSON', async () => {
    const facts = { name: 'fax', type: 'application/json', body: JSON.stringify(fax) };
    const event = { name: 'event', body: 'INCOMING_FAX' };
    expect(await reception(inForm([file, facts, event]))).toMatchObject(whole);
  });

  it('without its file has it at the carrier', async () => {
    const link = `https://fax.api.sinch.com/v3/projects/project-1/faxes/${id}/file.pdf`;
    expect((await reception(inJson({}, {}))).media).toEqual({ kind: 'link', url: link });
  });

  it('that failed without a page is a reception all the same', async () => {
    const failed = { status: 'FAILURE', errorType: 'FAX_ERROR', errorCode: 117 };
    const { media, errorText } = await reception(inJson(failed, {}));
    expect([media, errorText]).toEqual([{ kind: 'none' }, 'FAX_ERROR 117']);
  });

  it('that broke off keeps the pages that came, with the error', async () => {
    const failed = { status: 'FAILURE', errorType: 'CALL_ERROR', errorCode: 11 };
    const { media, errorText } = await reception(inForm(partsOf(failed)));
    expect([media.kind, errorText]).toEqual(['body', 'CALL_ERROR 11']);
  });
});

describe('an event of another kind', () => {
  it('is nothing to keep', async () => {
    expect(await outcome(inJson({}, { event: 'FAX_COMPLETED' }))).toBe('answer');
  });
});

describe('what makes no sense', () => {
  it.each([
    ['no id', inJson({ id: undefined }), 'request-invalid'],
    ['an id that is a path', inJson({ id: '../x' }), 'request-invalid'],
    ['a file that is no base64', inJson({}, { file: '%PDF!' }), 'request-invalid'],
    ['no fax', inForm([{ name: 'event', body: 'INCOMING_FAX' }, file]), 'request-invalid'],
    ['a fax twice', inForm([...partsOf(), ...partsOf().slice(2, 3)]), 'request-invalid'],
    ['two files', inForm([...partsOf(), file]), 'request-invalid'],
    [
      'a form without a boundary',
      sinchPost(target, secret, inForm().body, 'multipart/form-data; x=y'),
      'request-invalid',
    ],
    ['another type', sinchPost(target, secret, pdf, 'application/pdf'), 'content-type-wrong'],
  ])('is refused for %s', async (_what, request, code) => {
    expect(await outcome(request)).toBe(code);
  });

  it.each([
    ['in JSON', inJson({}, { file: Buffer.alloc(1003).toString('base64') })],
    ['by form', inForm([...partsOf().slice(0, 3), { ...file, body: Buffer.alloc(1001) }])],
  ])('is a file larger than allowed, %s', async (_how, request) => {
    expect(await outcome(request)).toBe('body-too-large');
  });

  it('is not read before it is authentic', async () => {
    const request = sinchPost(target, 'another', Buffer.from('{'), 'text/plain');
    expect(await outcome(request)).toBe('signature-wrong');
  });
});
