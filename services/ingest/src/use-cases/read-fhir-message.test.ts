import { randomUUID } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { messageBundle } from '@kuvert/shared/partners/fhir/message-bundle';
import { referralOf } from '@kuvert/simulators/partner/referral';
import { mustBeFhirR4 } from '@kuvert/testkit/fhir-r4';

import { readFhirMessage } from './read-fhir-message.ts';
import { readPartnerMessage } from './read-partner-message.ts';
import {
  communication,
  fhirMessage,
  serviceRequest,
  task,
  taskMessage,
} from '../test-support/fhir-message.ts';
import { correspondence, sentMessage } from '../test-support/partner-message.ts';

const readOf = (bundle: unknown) => {
  const result = readFhirMessage(bundle);
  if (result.kind === 'rejected') throw new Error(`rejected at ${result.at}`);
  return result;
};

const whyNot = (bundle: unknown) => {
  const result = readFhirMessage(bundle);
  return result.kind === 'rejected' ? [result.why.code, result.why.reason, result.at] : 'read';
};

const withFocus = (changes: object) => fhirMessage({ focus: { ...communication, ...changes } });

const messageReference = (id: string) => ({
  identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` },
});

/** The value with another in one place, for each of its places. */
const eachReplaced = (value: unknown, by: unknown): unknown[] => [
  by,
  ...(Array.isArray(value)
    ? value.flatMap((each, index) =>
        eachReplaced(each, by).map((changed) => value.with(index, changed)),
      )
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, each]) =>
          eachReplaced(each, by).map((changed) => ({ ...value, [name]: changed })),
        )
      : []),
];

const narrative = '<div xmlns="http://www.w3.org/1999/xhtml">Se bilagan</div>';

const patient = {
  root: '1.2.752.129.2.1.3.1',
  extension: '19121212-1212',
  label: 'Tolvan Tolvansson',
};
const doctor = { root: '1.2.752.29.6.2.1', extension: 'SE2321000016-1', label: 'Anna Andersson' };

describe('a FHIR message', () => {
  it('with a Communication is a message as the client API gives it', () => {
    const bundle = fhirMessage();
    mustBeFhirR4(bundle);
    const { attributes, details, files } = readOf(bundle);
    expect(attributes).toMatchObject({
      confidentiality: true,
      label: 'Begäran om hemtjänst',
      sender: correspondence.sender,
      recipient: correspondence.recipient,
      senderAttention: { subOrganization: { extension: correspondence.senderFunction } },
      recipientAttention: { subOrganization: { extension: correspondence.recipientFunction } },
    });
    expect(details).toEqual({
      label: 'Begäran om hemtjänst',
      texts: ['Se bifogad begäran.'],
      references: [
        patient,
        { root: 'urn:vardcentralen:dnr', extension: '2026/118', label: 'Vårt ärende' },
      ],
      senderPersons: [doctor],
      recipientPersons: [],
    });
    expect(files).toEqual([{ name: 'begaran.pdf', bytes: Buffer.from('%PDF-1.7 nothing') }]);
  });

  it('with a ServiceRequest is a referral, by its code, with its reasons', () => {
    const bundle = fhirMessage({ focus: serviceRequest });
    mustBeFhirR4(bundle);
    expect(readOf(bundle).details).toMatchObject({
      kind: 'referral',
      label: 'Remiss till hemsjukvården',
      texts: ['Utskrivning på fredag.'],
      references: [patient, { extension: 'R-118' }],
      senderPersons: [doctor],
    });
  });

  it('with a Task is the referral that it asks for, with the day until which', () => {
    const bundle = taskMessage();
    mustBeFhirR4(bundle);
    const { details, referral } = readOf(bundle);
    expect(referral).toEqual({ answerBy: '2027-01-07' });
    expect(details).toMatchObject({
      kind: 'referral',
      label: 'Remiss till hemsjukvården',
      texts: ['Utskrivning på fredag.', 'Svar behövs före hemgången.'],
      references: [patient, { extension: 'R-118' }],
    });
  });

  it('of a partner’s system is a referral with all that it has', () => {
    const letter = {
      ...{
        messageId: randomUUID(),
        label: 'Sårvård',
        text: 'Omläggning.',
        pdf: Buffer.from('%PDF-1.7 nothing'),
      },
      ...{ references: [patient], senderPersons: [doctor] },
    };
    const bundle = referralOf(
      { ...correspondence, senderFunctionName: 'Remissmottagningen' },
      letter,
      '2027-01-07',
    );
    mustBeFhirR4(bundle);
    const { attributes, details, referral } = readOf(bundle);
    expect(referral).toEqual({ answerBy: '2027-01-07' });
    expect(attributes).toMatchObject({ sender: correspondence.sender });
    expect(details).toMatchObject({
      ...{ label: 'Sårvård', texts: ['Omläggning.'] },
      ...{ references: [patient], senderPersons: [doctor] },
    });
  });

  it.each([
    ['2027-01-07', '2027-01-07'],
    ['2027-01-07T23:30:00+01:00', '2027-01-07'],
  ])('counts the whole of the day of %s', (end, day) => {
    expect(readOf(taskMessage({ restriction: { period: { end } } })).referral).toEqual({
      answerBy: day,
    });
  });

  it('that wants its answer by another day is another content', () => {
    const messageId = randomUUID();
    const [one, other] = [
      taskMessage({}, messageId),
      taskMessage({ restriction: { period: { end: '2027-01-08' } } }, messageId),
    ];
    expect(readOf(one).canonical).not.toBe(readOf(other).canonical);
  });

  const at = 'Bundle.entry[0].resource.focus[0].resolve()';
  it.each([
    [
      'to call one off',
      { code: { coding: [{ ...task.code.coding[0], code: 'abort' }] } },
      'Bundle.entry[1].resource.code',
    ],
    ['that is done', { status: 'completed' }, 'Bundle.entry[1].resource.status'],
    ['about another patient', { for: { display: 'Elvan' } }, `${at}.for`],
    ['about nothing in the Bundle', { focus: { reference: 'ServiceRequest/1' } }, `${at}.focus`],
    ['until a year', { restriction: { period: { end: '2027' } } }, `${at}.restriction.period.end`],
    [
      'until no day',
      { restriction: { period: { end: '2027-02-30' } } },
      `${at}.restriction.period.end`,
    ],
  ])('with a Task %s is refused where that stands', (_what, changes, place) => {
    expect(whyNot(taskMessage(changes))).toEqual(['SV', 'structure', place]);
  });

  it('has the code of a reason that has no words', () => {
    const reasonCode = [{ coding: [{ system: 'http://snomed.info/sct', code: '161898004' }] }];
    expect(readOf(fhirMessage({ focus: { ...serviceRequest, reasonCode } })).details.texts).toEqual(
      ['161898004'],
    );
  });

  it('made of a message of the client API is that message, with the same content', () => {
    const conversation = { conversationId: randomUUID(), refToMessageId: randomUUID() };
    const sent = sentMessage(conversation);
    const bundle = messageBundle(sent.data.attributes, randomUUID);
    mustBeFhirR4(bundle);
    const { details, attributes } = readOf(bundle);
    const direct = readPartnerMessage(Buffer.from(JSON.stringify(sent)));
    if (direct.kind === 'rejected') throw new Error('rejected');
    expect(details).toEqual(direct.details);
    expect(attributes).toMatchObject(conversation);
  });

  it('has the same content however often it is sent, in Bundles of new ids', () => {
    const messageId = randomUUID();
    const [one, other] = [fhirMessage({ messageId }), fhirMessage({ messageId })];
    expect(one.id).not.toBe(other.id);
    expect(readOf(one).canonical).toBe(readOf(other).canonical);
  });

  const id = randomUUID();
  it.each([
    ['inResponseTo', { focus: { ...communication, inResponseTo: [messageReference(id)] } }],
    ['basedOn', { focus: { ...communication, basedOn: [messageReference(id)] } }],
    ['the response of its header', { header: { response: { identifier: id, code: 'ok' } } }],
  ])('says by %s which message it answers', (_what, parts) => {
    expect(readOf(fhirMessage(parts)).attributes.refToMessageId).toBe(id);
  });

  it('is not confidential only where it says that it may be seen', () => {
    const system = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';
    const of = (code: string) =>
      readOf(withFocus({ meta: { security: [{ system, code }] } })).attributes.confidentiality;
    expect([of('U'), of('L'), of('N'), of('R')]).toEqual([false, false, true, true]);
  });

  it('may hold its PDF in the Communication', () => {
    const contentAttachment = {
      contentType: 'application/pdf',
      data: 'JVBERi0xLjc=',
      title: 'a.pdf',
    };
    const bundle = withFocus({ payload: [{ contentAttachment }] });
    const entry = bundle.entry.filter(
      ({ resource }) => !/Binary|DocumentReference/.test(Object(resource).resourceType),
    );
    expect(readOf({ ...bundle, entry }).files).toMatchObject([{ name: 'a.pdf' }]);
  });

  const focus = 'Bundle.entry[0].resource.focus[0]';
  it.each([
    ['that is none', { resourceType: 'Patient' }, ['SV', 'structure', 'Bundle.resourceType']],
    ['that is no JSON', undefined, ['SV', 'structure', 'Bundle']],
    [
      'whose header is not first',
      { ...fhirMessage(), entry: fhirMessage().entry.toReversed() },
      ['SV', 'structure', 'Bundle.entry[0].resource'],
    ],
    [
      'that modifies what it says in a way that we do not read',
      withFocus({ modifierExtension: [] }),
      ['SV', 'structure', 'Bundle.entry[1].resource'],
    ],
    [
      'that was entered in error',
      withFocus({ status: 'entered-in-error' }),
      ['SV', 'structure', 'Bundle.entry[1].resource.status'],
    ],
    [
      'that can not wait',
      withFocus({ priority: 'stat' }),
      ['SV', 'structure', 'Bundle.entry[1].resource.priority'],
    ],
    [
      'whose narrative says more than it does',
      withFocus({ text: { status: 'additional', div: '<div>More</div>' } }),
      ['SV', 'structure', 'Bundle.entry[1].resource.text.status'],
    ],
    [
      'about a patient who is elsewhere',
      withFocus({ subject: { reference: 'https://journal.example/Patient/1' } }),
      ['SV', 'structure', `${focus}.resolve().subject`],
    ],
    [
      'about something else than a patient',
      withFocus({ subject: { reference: 'urn:uuid:00000000-0000-4000-8000-000000000003' } }),
      ['SV', 'structure', `${focus}.resolve().subject`],
    ],
    [
      'whose document is elsewhere',
      withFocus({ payload: [{ contentAttachment: { url: 'https://journal.example/1.pdf' } }] }),
      ['SV', 'structure', `${focus}.resolve().payload`],
    ],
    [
      'with a document that nothing points to',
      fhirMessage({ more: [{ resourceType: 'Binary', contentType: 'application/pdf', data: '' }] }),
      ['SV', 'structure', 'Bundle.entry[7].resource'],
    ],
    [
      'for an endpoint that is no function',
      fhirMessage({ header: { destination: [{ endpoint: 'https://kommunen.example' }] } }),
      ['SV', 'structure', 'Bundle.entry[0].resource.destination[0]'],
    ],
    [
      'with a topic of 257 characters',
      withFocus({ topic: { text: 'x'.repeat(257) } }),
      ['BV', 'too-long', 'Bundle.entry[1].resource.topic.text'],
    ],
    [
      'of more entries than are looked at',
      { ...fhirMessage(), entry: Array.from({ length: 51 }, () => fhirMessage().entry[0]) },
      ['BV', 'too-long', 'Bundle.entry'],
    ],
    ['without a topic', withFocus({ topic: undefined }), ['SV', 'structure', 'attributes.label']],
    [
      'whose document is no base64',
      fhirMessage({ binary: { data: 'JVBE*Fi=' } }),
      ['SV', 'structure', 'attributes.digitalDocument.contentFiles.content'],
    ],
    [
      'whose PDF is a picture',
      fhirMessage({ binary: { data: Buffer.from('GIF89a').toString('base64') } }),
      ['BV', 'not-supported', 'attributes.digitalDocument.contentFiles'],
    ],
  ])('%s is rejected with its reason and place', (_what, bundle, why) => {
    expect(whyNot(bundle)).toEqual(why);
  });

  it('is by whoever holds a post: the person, and the post by its own id', () => {
    const id = randomUUID();
    const role = {
      resourceType: 'PractitionerRole',
      identifier: [{ system: 'urn:oid:1.2.752.29.6.2.1', value: 'SE2321000016-9' }],
      practitioner: communication.sender,
      organization: { display: 'Vårdcentralen' },
      code: [{ text: 'distriktssköterska' }],
    };
    const bundle = withFocus({ sender: { reference: `urn:uuid:${id}` } });
    const entry = [...bundle.entry, { fullUrl: `urn:uuid:${id}`, resource: role }];
    mustBeFhirR4({ ...bundle, entry });
    expect(readOf({ ...bundle, entry }).details.senderPersons).toEqual([
      doctor,
      {
        root: '1.2.752.29.6.2.1',
        extension: 'SE2321000016-9',
        label: 'Anna Andersson, distriktssköterska',
      },
    ]);
  });

  it('is by nobody who can not be named, in a post or not', () => {
    const id = randomUUID();
    const bundle = withFocus({ sender: { reference: `urn:uuid:${id}` } });
    const nobody = { resourceType: 'PractitionerRole', code: [{ text: 'distriktssköterska' }] };
    const itself = { ...nobody, practitioner: { reference: `urn:uuid:${id}` } };
    for (const resource of [nobody, itself]) {
      const entry = [...bundle.entry, { fullUrl: `urn:uuid:${id}`, resource }];
      expect(whyNot({ ...bundle, entry })).toEqual([
        'SV',
        'structure',
        `${focus}.resolve().sender`,
      ]);
    }
  });

  it.each([
    ...['in-progress', 'completed'].map((status) => ({ ...communication, status })),
    ...['proposal', 'plan', 'order', 'original-order'].map((intent) => ({
      ...serviceRequest,
      intent,
    })),
    { ...communication, priority: 'routine' },
    { ...communication, text: { status: 'generated', div: narrative } },
    { ...communication, text: { status: 'extensions', div: narrative } },
    { ...communication, text: { status: 'empty', div: narrative } },
  ])('is read with each code that R4 has for it and that we take: %#', (focus) => {
    const bundle = fhirMessage({ focus });
    mustBeFhirR4(bundle);
    expect(readFhirMessage(bundle).kind).toBe('read');
  });

  it('names its writer once, whom header and Communication both name', () => {
    const author = { reference: communication.sender.reference };
    expect(readOf(fhirMessage({ header: { author } })).details.senderPersons).toEqual([doctor]);
  });

  it('with anything else at any place is read or rejected, and never told of by what it held', () => {
    for (const one of [null, [], {}, '', 'urn:uuid:x', 7])
      for (const bundle of eachReplaced(fhirMessage({ focus: serviceRequest }), one)) {
        const result = readFhirMessage(bundle);
        expect(result.kind === 'read' ? 'Bundle' : result.at).toMatch(/^(Bundle|attributes\.)/);
      }
  });

  it('of deep arrays is rejected: what is not read is not walked', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(whyNot(withFocus({ about: deep }))).toEqual([
      'SV',
      'structure',
      'Bundle.entry[1].resource.about[0]',
    ]);
    expect(whyNot(withFocus({ extension: deep }))).toBe('read');
  });
});
