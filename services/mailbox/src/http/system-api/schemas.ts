import { z } from 'zod';

import {
  DraftText,
  Message,
  MessagePage,
  MessageSummary,
  SendDraft,
  Sending,
  SendingPage,
  SendingSummary,
  SendingView,
} from '#api';
import { sendingLimits } from '@kuvert/shared/sending/limits';

/**
 * What business systems are told. The parts are the mailbox's own; which of them leave is said here, and an answer is
 * parsed by its schema, so that a part that the mailbox gets later does not leave with it.
 */

export const SystemMessageSummary = MessageSummary.omit({
  departmentId: true,
  restrictedTo: true,
});

export const SystemMessagePage = MessagePage.omit({ closed: true }).extend({
  messages: z.array(SystemMessageSummary),
});

export const SystemMessage = Message.pick({
  errorText: true,
  documents: true,
  pageFacts: true,
  intake: true,
  text: true,
  timeline: true,
}).extend(SystemMessageSummary.shape);

/** Which messages are listed, by what people have done with them. */
export const SystemMessageState = z.enum(['new', 'taken', 'attention', 'done', 'all']);

export const ListMessages = z.object({
  state: SystemMessageState.default('new'),
  since: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('those that became available at that time or later'),
  cursor: z.string().max(100).optional().describe('`next` of the page before'),
});

const reference = z.string().trim().min(1).max(sendingLimits.reference);

export const RegisterMessage = z.object({
  reference: reference.describe('under which the system registered it, such as a case number'),
  personNumber: z
    .string()
    .trim()
    .max(20)
    .nullable()
    .optional()
    .describe(
      'whom it concerns: personal or coordination number, kept as a keyed hash and sealed; null: no one person; left out: not known',
    ),
});

/** A visible text; the quotes of a structured field (RFC 9651), which the draft asks for, are taken off. */
export const IdempotencyKey = z
  .string()
  .regex(/^(?:"[!#-[\]-~]{1,200}"|[!#-[\]-~]{1,200})$/)
  .transform((text) => text.replaceAll('"', ''))
  .describe('made up by the system for each fax, such as a UUID; kept for seven days');

export const NewSending = z
  .strictObject({
    to: DraftText.shape.to.unwrap().optional().describe('a fax number in any form'),
    contactId: z.uuid().optional().describe("a contact of the department, in a number's place"),
    replyTo: z
      .uuid()
      .optional()
      .describe('a received fax that this answers; goes to its sender where nothing else is said'),
    reference: reference
      .optional()
      .describe('of the system, such as a case number; given back, listed by, and sent to nobody'),
    recipientName: DraftText.shape.recipientName.default(''),
    subject: DraftText.shape.subject.default(''),
    message: DraftText.shape.message.default(''),
    cover: DraftText.shape.cover.default(true),
    language: DraftText.shape.language.default('sv'),
    resolution: DraftText.shape.resolution.default('fine'),
    lastDigits: SendDraft.shape.lastDigits.describe(
      'that a person typed, of a number that is new to the department, once `second-look-needed` asked for them',
    ),
  })
  .refine(({ to, contactId }) => to === undefined || contactId === undefined, {
    message: 'a number or a contact, not both',
    path: ['contactId'],
  })
  .refine(({ to, contactId, replyTo }) => (to ?? contactId ?? replyTo) !== undefined, {
    message: 'somebody to send to',
    path: ['to'],
  });

export const AcceptedSending = z.object({
  id: z.uuid(),
  code: Sending.shape.code,
  pages: Sending.shape.pages,
  reference: Sending.shape.reference,
  sentAt: Sending.shape.sentAt.describe('when the order was taken; UTC, milliseconds'),
  self: z.string().describe('where to follow it'),
});

export const SystemSendingSummary = SendingSummary.omit({ departmentId: true, can: true });

export const SystemSendingPage = SendingPage.extend({ sendings: z.array(SystemSendingSummary) });

export const SystemSending = Sending.omit({ departmentId: true, can: true });

export const ListSendings = z.object({
  state: SendingView.default('all'),
  reference: reference.optional().describe('those alone that were sent under it'),
  cursor: z.string().max(100).optional().describe('`next` of the page before'),
});
