import { describe, expect, it } from 'vitest';

import type { SentAttributes } from '@kuvert/shared/partners/client-api';
import { sdkMessage } from '@kuvert/testkit/sdk-message';

import { messageXml } from './message-xml.ts';
import { receiptFor, type Known } from './receipt.ts';

const findingsOf = async (changes: Partial<SentAttributes>, known: Known = {}) => {
  const { attributes } = sdkMessage(changes).data;
  const { messageId: conversationId, creationDateTime = '2026-11-27T12:00:00Z' } = attributes;
  const xml = messageXml({ ...attributes, creationDateTime, conversationId });
  const stamp = { id: 'a', issuedAt: new Date('2026-11-27T12:00:01Z') };
  const { receipt } = await receiptFor(new TextEncoder().encode(xml), known, stamp);
  return receipt.findings.map(({ why }) => why.reason);
};

describe('a message of the client API as XML', () => {
  it('keeps the schema and the rules, with everything that it can have', async () => {
    const { senderAttention } = sdkMessage().data.attributes;
    const person = { root: '1.2.752.29.6.2.1', extension: 'SE-1', label: 'Anna & <Berg>' };
    const everything = {
      refToMessageId: '7bc5576a-3f87-4cf5-a0c5-277da06fcacb',
      generatingSystem: { extension: 'Kuvert' },
      senderAttention: { ...senderAttention, attentionPerson: [person], referenceId: [person] },
      label: '<&> "åäö"',
      creationDateTime: '2026-11-27T12:00:00.1Z',
    };
    expect(await findingsOf(everything)).toEqual([]);
  });

  it('breaks the rules that the message breaks', async () => {
    expect(await findingsOf({ recipient: '0007:b' })).toEqual(['invariant']);
    expect(await findingsOf({}, { functionAddresses: new Set() })).toEqual(['not-found']);
    expect(await findingsOf({ digitalDocument: [{ documentId: '1' }] })).toEqual(['invariant']);
  });

  it('is no XML where the message holds what XML can not', async () => {
    expect(await findingsOf({ label: 'a\u0000b' })).toEqual(['structure']);
  });
});
