import fc from 'fast-check';
import { expect, it } from 'vitest';

import { functionAttention } from '@kuvert/platform/partners/own-message';
import { asId } from '@kuvert/shared/ids';
import { SentMessage } from '@kuvert/shared/partners/client-api';
import { envelopeOf } from '@kuvert/shared/partners/sealed-parts';
import { messageFault } from '@kuvert/transports/sdk/message-fault';

import { inEnvelope, withDocument } from './whole-message.ts';

const id = '7bc5576a-3f87-4cf5-a0c5-277da06fcacb';
const organisation = fc.stringMatching(/^0203:[A-Za-z0-9.-]{1,20}$/);
const address = fc.stringMatching(/^[A-Za-z0-9:._-]{1,40}$/);
/** As far as a form, an operator's command line or a partner's system lets one be written. */
const words = (least: number, most: number) =>
  fc.oneof(
    fc.string({ unit: 'binary', minLength: least, maxLength: most }),
    fc.constantFrom(' ', 'a\u000bb', '\u0000', '\ufffe', '<&]]>'),
    // cut within a character, by whoever counts units
    fc.constant('a😀'.repeat(128).slice(0, most)),
  );
const reference = fc.record({ root: words(1, 20), extension: words(1, 20), label: words(1, 20) });
const answered = fc.record({
  label: words(1, 256),
  recipientPersons: fc.array(reference, { maxLength: 2 }),
  senderPersons: fc.array(reference, { maxLength: 2 }),
  references: fc.array(reference, { maxLength: 3 }),
  texts: fc.constant<string[]>([]),
  files: fc.constant<{ name: string; pages: number }[]>([]),
});

it('whatever people write and answer here is a message that keeps the API, the schema and the rules of SDK', async () => {
  const anything = fc.record({
    subject: words(0, 200),
    details: fc.option(answered, { nil: undefined }),
    sender: organisation,
    recipient: organisation,
    department: fc.record({ address, name: words(1, 200) }),
    called: fc.record({ address, name: words(1, 200) }),
    answers: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(anything, async ({ subject, details, department, called, ...other }) => {
      const { sender, recipient, answers } = other;
      const reply = {
        id: asId<'delivery'>(id),
        attributes: {
          messageStatus: 'NEW' as const,
          creationDateTime: '2026-11-27T12:00:00.000Z',
          messageId: id,
          conversationId: id,
          ...(answers ? { refToMessageId: id } : {}),
          confidentiality: true,
          sender,
          recipient,
          senderAttention: functionAttention(department.address, department.name),
          recipientAttention: functionAttention(called.address, called.name),
        },
      };
      const enveloped = inEnvelope(reply, envelopeOf(subject, details));
      const { attributes } = withDocument(enveloped, Buffer.from('%PDF-1.7'));
      const { messageStatus: _ours, ...sent } = attributes;
      expect(SentMessage.safeParse({ data: { type: 'messages', attributes: sent } }).error).toBe(
        undefined,
      );
      expect(await messageFault(attributes)).toBe(undefined);
    }),
    { numRuns: 25 },
  );
});
