import { randomUUID } from 'node:crypto';

import { beforeEach, describe, expect, it } from 'vitest';

import type { MessageStatus, SentMessage } from '@kuvert/shared/partners/client-api';
import { accepted, rejected, type Receipt } from '@kuvert/shared/partners/reasons';
import { refusalsOf, rejectionReasons } from '@kuvert/shared/partners/refusal';
import type { MessageService } from '@kuvert/shared/ports/message-service';

import { hospital, municipality, sdkMessage, sdkMessageForUs } from './sdk-message.ts';

/** A message service whose receipts come when they are told to, and what lets things happen behind it. */
export interface MessageServiceSubject {
  readonly service: MessageService;
  deliver(message: SentMessage): void | Promise<unknown>;
  giveReceipt(messageId: string, receipt: Receipt): void | Promise<void>;
}

/** What every message service does for its client: run it against each. `create` gives one that is empty at first. */
export const messageServiceContract = (
  name: string,
  create: () => MessageServiceSubject | Promise<MessageServiceSubject>,
): void => {
  describe(`the message service: ${name}`, () => {
    let subject: MessageServiceSubject;
    let service: MessageService;
    beforeEach(async () => {
      subject = await create();
      ({ service } = subject);
    });

    const sent = async (message = sdkMessage()): Promise<string> => {
      expect(await service.send(message)).toEqual({ kind: 'taken' });
      return message.data.attributes.messageId;
    };
    const delivered = async (message = sdkMessageForUs()): Promise<string> => {
      await subject.deliver(message);
      return message.data.attributes.messageId;
    };
    const statusOf = async (messageId: string): Promise<MessageStatus | undefined> =>
      (await service.fetch(messageId))?.messageStatus;
    const idsBy = async (filter: Parameters<MessageService['list']>[0]): Promise<string[]> =>
      (await service.list(filter)).messages.map(({ messageId }) => messageId);

    describe('sends', () => {
      it('a message, which waits for its receipt, and is accepted by it', async () => {
        const id = await sent();
        expect(await statusOf(id)).toBe('WAITING_FOR_RECEIPT');
        await subject.giveReceipt(id, accepted);
        expect(await statusOf(id)).toBe('ACCEPTED');
      });

      it.each(rejectionReasons)('a message that is rejected: $code $reason', async (why) => {
        const id = await sent();
        await subject.giveReceipt(id, { kind: 'rejected', why, at: 'attributes.label' });
        const found = await service.fetch(id);
        expect(found?.messageStatus).toBe('REJECTED');
        expect(refusalsOf(found?.events)).toEqual([{ why, at: 'attributes.label' }]);
      });

      it('a message whose receipt comes twice, and stays as it was', async () => {
        const id = await sent();
        await subject.giveReceipt(id, accepted);
        await subject.giveReceipt(id, rejected('BV', 'not-found'));
        expect(await statusOf(id)).toBe('ACCEPTED');
      });

      it('the same message again, which is one', async () => {
        const message = sdkMessage();
        await sent(message);
        const id = await sent(message);
        expect(await idsBy({})).toEqual([id]);
      });

      it('no other message under the same id', async () => {
        const messageId = await sent();
        expect(await service.send(sdkMessage({ messageId, label: 'Något annat' }))).toMatchObject({
          kind: 'refused',
          refusals: [{ why: { code: 'BV', reason: 'duplicate' }, at: 'attributes.messageId' }],
        });
      });

      it('nothing that is not of the shape', async () => {
        expect(await service.send(sdkMessage({ label: 'a'.repeat(257) }))).toMatchObject({
          kind: 'invalid',
          error: { why: { code: 'SV', reason: 'structure' }, at: 'attributes.label' },
        });
        expect(await idsBy({})).toEqual([]);
      });

      it('nothing of more than 30 MB', async () => {
        const large = 'A'.repeat(15_000_000);
        const file = { fileName: 'a.pdf', contentType: 'application/pdf', content: large };
        const digitalDocument = [{ documentId: '1', contentFiles: [file, file] }];
        expect(await service.send(sdkMessage({ digitalDocument }))).toMatchObject({
          kind: 'invalid',
          error: { why: { code: 'BV', reason: 'too-long' } },
        });
      });
    });

    describe('lists', () => {
      it('by state', async () => {
        const [ours, theirs] = [await sent(), await delivered()];
        expect(await idsBy({ status: 'NEW' })).toEqual([theirs]);
        expect(await idsBy({ status: 'WAITING_FOR_RECEIPT' })).toEqual([ours]);
        expect(await idsBy({ status: 'ACCEPTED' })).toEqual([]);
      });

      it('by function', async () => {
        const [ours, theirs] = [await sent(), await delivered()];
        const [here, there] = [
          `sdk:socialtjansten:${municipality}`,
          `sdk:mottagningen:${hospital}`,
        ];
        expect(await idsBy({ recipientFunction: there })).toEqual([ours]);
        expect(await idsBy({ recipientFunction: here, senderFunction: there })).toEqual([theirs]);
        expect(await idsBy({ senderFunction: 'sdk:å&b' })).toEqual([]);
      });

      it('by time', async () => {
        const at = (creationDateTime: string) => delivered(sdkMessageForUs({ creationDateTime }));
        await at('2026-11-01T08:00:00.1Z');
        const later = await at('2026-11-01T08:00:00.200Z');
        expect(await idsBy({ since: new Date('2026-11-01T08:00:00.200Z') })).toEqual([later]);
      });

      it('without documents', async () => {
        await delivered();
        const { messages, odd } = await service.list({});
        expect(messages.map(({ digitalDocument }) => digitalDocument)).toEqual([undefined]);
        expect(odd).toBe(0);
      });
    });

    describe('fetches', () => {
      it('a message as it was written', async () => {
        const message = sdkMessageForUs({
          conversationId: randomUUID(),
          refToMessageId: randomUUID(),
          creationDateTime: '2026-11-01T08:00:00.1Z',
        });
        const id = await delivered(message);
        expect(await service.fetch(id)).toEqual({
          ...message.data.attributes,
          messageStatus: 'NEW',
        });
      });

      it('a message of many megabytes', async () => {
        const content = 'QUJD'.repeat(6_000_000);
        const file = { fileName: 'a.pdf', contentType: 'application/pdf', content };
        const digitalDocument = [{ documentId: '1', contentFiles: [file] }];
        const id = await delivered(sdkMessageForUs({ digitalDocument }));
        const [document] = (await service.fetch(id))?.digitalDocument ?? [];
        expect(document?.contentFiles?.[0]?.content === content).toBe(true);
      });

      it('nothing by an id that there is not', async () => {
        expect(await service.fetch(randomUUID())).toBeUndefined();
      });
    });

    describe('deletes', () => {
      it('what came in, once', async () => {
        const id = await delivered();
        expect(await service.remove(id)).toBe('removed');
        expect(await service.fetch(id)).toBeUndefined();
        expect(await service.remove(id)).toBe('gone');
      });

      it('nothing that is on its way', async () => {
        const id = await sent();
        expect(await service.remove(id)).toBe('not-final');
        await subject.giveReceipt(id, accepted);
        expect(await service.remove(id)).toBe('removed');
      });

      it('a message whose id stays used', async () => {
        const messageId = await sent();
        await subject.giveReceipt(messageId, accepted);
        await service.remove(messageId);
        const again = await service.send(sdkMessage({ messageId, label: 'Något annat' }));
        expect(again.kind).toBe('refused');
      });
    });
  });
};
