import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sdkMessage } from '@kuvert/testkit/sdk-message';

import { messageFault } from './message-fault.ts';
import { messageXml, type WholeMessage } from './message-xml.ts';
import { receiptFor } from './receipt.ts';

const whole = (changes: Partial<WholeMessage> = {}): WholeMessage => {
  const { attributes } = sdkMessage().data;
  const { messageId: conversationId } = attributes;
  return { ...attributes, conversationId, creationDateTime: '2026-11-27T12:00:00Z', ...changes };
};
const withContent = (content: string): WholeMessage => {
  const file = { fileName: 'a.pdf', contentType: 'application/pdf', content };
  return whole({ digitalDocument: [{ documentId: '1', contentFiles: [file] }] });
};
const functionAt = (extension: string) => ({ subOrganization: { extension } });

const why = async (message: WholeMessage): Promise<string> => {
  const fault = await messageFault(message);
  return fault ? `${fault.why.code} ${fault.why.reason} ${fault.at}` : 'none';
};
/** As the receipt of the XML says it, files and all. */
const receiptSays = async (message: WholeMessage): Promise<string> => {
  const xml = new TextEncoder().encode(messageXml(message));
  const { receipt } = await receiptFor(xml, {}, { id: 'a', issuedAt: new Date(0) });
  const [finding] = receipt.findings;
  return finding ? `${finding.why.code} ${finding.why.reason}` : 'none';
};

const header = '/messagePayload/message/messageHeader';
const body = '/messagePayload/message/messageBody';

describe('what a message of the client API breaks', () => {
  it('is nothing where it has all that a message can have, and nothing where it has the least', async () => {
    const person = { root: '1.2.752.29.6.2.1', extension: 'SE-1', label: 'Anna & <Berg>' };
    const attention = {
      ...functionAt('a'),
      attentionPerson: [person, person],
      referenceId: [person, person],
    };
    const everything = whole({
      refToMessageId: '7bc5576a-3f87-4cf5-a0c5-277da06fcacb',
      generatingSystem: { extension: 'Kuvert' },
      senderAttention: attention,
      recipientAttention: attention,
    });
    const least = whole({
      label: '',
      senderAttention: undefined,
      digitalDocument: [{ documentId: '1', contentTextBody: ['a'] }],
    });
    expect([await why(everything), await why(least)]).toEqual(['none', 'none']);
  });

  it.each<[string, Partial<WholeMessage>, string]>([
    ['whom it is for within the organisation', { recipientAttention: undefined }, 'recipient'],
    ['documents', { digitalDocument: undefined }, 'messageBody'],
    ['documents in its list', { digitalDocument: [] }, 'messageBody'],
  ])('is the schema where it has no %s', async (_what, changes, element) => {
    expect(await why(whole(changes))).toBe(`SV structure ${element}`);
  });

  it.each<[string, Partial<WholeMessage>]>([
    ['a control character', { label: 'a\u0000b' }],
    ['a file named by half a character', { label: 'a\ufffe' }],
    [
      'more documents than anything has',
      { digitalDocument: Array(20_000).fill({ documentId: '1', contentTextBody: ['a'] }) },
    ],
  ])('is its structure where it holds %s', async (_what, changes) => {
    expect(await why(whole(changes))).toBe('SV structure NA');
  });

  it('is the schema where its time is none', async () => {
    const creationDateTime = '0000-01-01T00:00:00Z';
    expect(await why(whole({ creationDateTime }))).toBe('SV structure creationDateTime');
  });

  it.each<[string, Partial<WholeMessage>, string]>([
    [
      'the scheme of the recipient',
      { recipient: '0007:b' },
      `${header}/recipient/recipientID/extension`,
    ],
    ['the scheme of the sender', { sender: 'b' }, `${header}/sender/senderID/extension`],
    ['an id that is a UUID', { conversationId: 'a' }, `${header}/conversationId`],
    [
      "the root of functions' addresses",
      { senderAttention: { subOrganization: { root: 'a', extension: 'a' } } },
      `${header}/sender/attention/subOrganization/organizationId/root`,
    ],
    ['a label of no more than 256 characters', { label: 'å'.repeat(257) }, `${header}/label`],
    [
      'a text or a file in a document',
      { digitalDocument: [{ documentId: '1' }] },
      `${body}/documents`,
    ],
    [
      'elements that have something in them',
      { digitalDocument: [{ documentId: ' ', contentTextBody: ['a'] }] },
      `${body}/documents/documentID`,
    ],
  ])('is a rule where it lacks %s', async (_what, changes, at) => {
    expect(await why(whole(changes))).toBe(`BV invariant ${at}`);
  });

  it.each([
    ['no base64', 'AAAA-AAAAAAA'],
    ['no whole base64', 'AAAAA'],
    ['nothing', ''],
    ['blanks', '     '],
  ])('is a rule where a file is %s', async (_what, content) => {
    const fault = await why(withContent(content));
    expect(fault).toBe(`BV invariant ${body}/documents/ContentFiles/content`);
  });

  it('is its size where it has more than 30 MB with its files', async () => {
    const [most, more] = [withContent('A'.repeat(31_450_000)), withContent('A'.repeat(31_457_000))];
    expect([await why(most), await why(more)]).toEqual(['none', 'BV too-long NA']);
  });

  it('is told as its receipt tells it, whatever it is', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.string({ maxLength: 300 }),
      fc.constantFrom('', ' ', '0203:a', ']]>', '\r\n', '\u0001'),
    );
    const attention = fc.option(
      fc.record({ subOrganization: fc.record({ extension: text, label: text }) }),
      { nil: undefined },
    );
    const changes = fc.record(
      {
        label: text,
        recipient: text,
        senderAttention: attention,
        recipientAttention: attention,
        conversationId: fc.oneof(fc.uuid(), text),
        digitalDocument: fc.array(
          fc.record({ documentId: text, contentTextBody: fc.array(text, { maxLength: 2 }) }),
          { maxLength: 2 },
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const message = whole(changed);
        const fault = await messageFault(message);
        const said = fault ? `${fault.why.code} ${fault.why.reason}` : 'none';
        expect(said).toBe(await receiptSays(message));
      }),
      { numRuns: 12 },
    );
  });
});
