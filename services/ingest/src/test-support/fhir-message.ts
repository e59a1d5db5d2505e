import { randomUUID } from 'node:crypto';

import { correspondence } from './partner-message.ts';

const names = {
  header: 'urn:uuid:00000000-0000-4000-8000-000000000001',
  focus: 'urn:uuid:00000000-0000-4000-8000-000000000002',
  sender: 'urn:uuid:00000000-0000-4000-8000-000000000003',
  patient: 'urn:uuid:00000000-0000-4000-8000-000000000004',
  doctor: 'urn:uuid:00000000-0000-4000-8000-000000000005',
  document: 'urn:uuid:00000000-0000-4000-8000-000000000006',
  binary: 'urn:uuid:00000000-0000-4000-8000-000000000007',
  request: 'urn:uuid:00000000-0000-4000-8000-000000000008',
};

export const communication = {
  resourceType: 'Communication',
  identifier: [
    { type: { text: 'Vårt ärende' }, system: 'urn:vardcentralen:dnr', value: '2026/118' },
  ],
  status: 'completed',
  subject: { reference: names.patient },
  topic: { text: 'Begäran om hemtjänst' },
  sender: { reference: names.doctor },
  payload: [
    { contentString: 'Se bifogad begäran.' },
    { contentReference: { reference: names.document } },
  ],
} as const;

export const serviceRequest = {
  resourceType: 'ServiceRequest',
  identifier: [{ system: 'urn:vardcentralen:remiss', value: 'R-118' }],
  status: 'active',
  intent: 'order',
  code: { text: 'Remiss till hemsjukvården' },
  subject: { reference: names.patient },
  requester: { reference: names.doctor },
  reasonCode: [{ text: 'Utskrivning på fredag.' }],
  supportingInfo: [{ reference: names.document }],
} as const;

/** Asks for a {@link serviceRequest} to be done. */
export const task = {
  resourceType: 'Task',
  status: 'requested',
  intent: 'order',
  code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
  description: 'Svar behövs före hemgången.',
  focus: { reference: names.request },
  for: { reference: names.patient },
  restriction: { period: { end: '2027-01-07' } },
} as const;

/** With the ServiceRequest that a Task is about. */
export const taskMessage = (changes: object = {}, messageId = randomUUID(), pdf?: Uint8Array) => {
  const bundle = fhirMessage({ messageId, focus: { ...task, ...changes } }, pdf);
  const request = { fullUrl: names.request, resource: serviceRequest };
  return { ...bundle, entry: [...bundle.entry, request] };
};

interface Parts {
  readonly messageId?: string;
  /** In place of the usual elements of the header, or beside them. */
  readonly header?: object;
  readonly focus?: object;
  readonly binary?: object;
  readonly more?: readonly object[];
}

/** What a partner's system posts to the FHIR door: hand-written, so that it isn't ours twice. */
export const fhirMessage = (
  {
    messageId = randomUUID(),
    header = {},
    focus = communication,
    binary = {},
    more = [],
  }: Parts = {},
  pdf: Uint8Array = Buffer.from('%PDF-1.7 nothing'),
) => {
  const entries = {
    header: {
      resourceType: 'MessageHeader',
      id: messageId,
      eventUri: 'urn:vardcentralen:message',
      source: { name: 'Journalsystemet', endpoint: 'https://journal.vardcentralen.example/fhir' },
      sender: { reference: names.sender },
      destination: [{ endpoint: correspondence.recipientFunction }],
      focus: [{ reference: names.focus }],
      ...header,
    },
    focus,
    sender: {
      resourceType: 'Organization',
      name: correspondence.senderFunctionName,
      identifier: [
        {
          system: 'urn:riv:infrastructure:messaging:functionalAddress',
          value: correspondence.senderFunction,
        },
        {
          system: 'urn:oasis:names:tc:ebcore:partyid-type:iso6523:0203',
          value: 'vardcentralen.example',
        },
      ],
    },
    patient: {
      resourceType: 'Patient',
      identifier: [{ system: 'urn:oid:1.2.752.129.2.1.3.1', value: '19121212-1212' }],
      name: [{ given: ['Tolvan'], family: 'Tolvansson' }],
    },
    doctor: {
      resourceType: 'Practitioner',
      identifier: [{ system: 'urn:oid:1.2.752.29.6.2.1', value: 'SE2321000016-1' }],
      name: [{ text: 'Anna Andersson' }],
    },
    document: {
      resourceType: 'DocumentReference',
      status: 'current',
      content: [
        {
          attachment: {
            contentType: 'application/pdf',
            url: names.binary,
            title: 'begaran.pdf',
          },
        },
      ],
    },
    binary: {
      resourceType: 'Binary',
      contentType: 'application/pdf',
      data: Buffer.from(pdf).toString('base64'),
      ...binary,
    },
  };
  return {
    resourceType: 'Bundle',
    id: randomUUID(),
    type: 'message',
    timestamp: '2026-11-27T12:00:00+01:00',
    entry: [
      ...Object.entries(entries).map(([name, resource]) => ({
        fullUrl: names[name as keyof typeof entries],
        resource,
      })),
      ...more.map((resource) => ({ fullUrl: `urn:uuid:${randomUUID()}`, resource })),
    ],
  };
};
