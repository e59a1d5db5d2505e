import { expect, it } from 'vitest';

import { unlikeEnvelope, unsafeEnvelope, type Envelope } from './envelope.ts';
import type { MessageHeader } from './message-header.ts';

const header: MessageHeader = {
  messageId: '7bc5576a-3f87-4cf5-a0c5-277da06fcacb',
  sender: '0203:b.example',
  recipient: '0203:a.example',
  recipientFunction: 'sdk:inkorg:0203:a.example',
};
const envelope: Envelope = {
  id: '7BC5576A-3F87-4CF5-A0C5-277DA06FCACB',
  from: '0203:b.example',
  to: '0203:a.example',
  handlingService: 'sdk:inkorg:0203:a.example',
  signature: 'valid',
  encrypted: true,
};

it('an envelope that says what its message says is right', () => {
  expect(unlikeEnvelope(header, envelope)).toEqual([]);
  expect(unsafeEnvelope(envelope)).toEqual([]);
});

it('what isn’t known of an envelope is no fault', () => {
  expect(unlikeEnvelope(header, {})).toEqual([]);
  expect(unsafeEnvelope({})).toEqual([]);
});

it.each([
  ['sender', { from: '0203:c.example' }, 'sender/senderID/extension'],
  ['recipient', { to: '0203:c.example' }, 'recipient/recipientID/extension'],
  [
    'function',
    { handlingService: 'sdk:arkiv' },
    'recipient/attention/subOrganization/organizationId/extension',
  ],
  ['id', { id: 'ff325210-0690-42fe-b86f-95ecab821223' }, 'messageId'],
])('a message is insecure when the envelope has another %s', (_, other, path) => {
  expect(unlikeEnvelope(header, { ...envelope, ...other })).toMatchObject([
    {
      why: { code: 'BV', reason: 'security' },
      at: `/messagePayload/message/messageHeader/${path}`,
    },
  ]);
});

it.each([{ signature: 'wrong' }, { signature: 'missing' }, { encrypted: false }] as const)(
  'an envelope is insecure with %j',
  (fault) => {
    expect(unsafeEnvelope({ ...envelope, ...fault })).toMatchObject([
      { why: { code: 'SIG', reason: 'security' } },
    ]);
  },
);
