import { answeringSteps, referralStates } from '@kuvert/shared/referrals/states';
import { sendingLimits, sendingResolutions } from '@kuvert/shared/sending/limits';
import { slips } from '@kuvert/shared/sending/near-misses';
import { secondLooks } from '@kuvert/shared/sending/second-look';
import { z } from 'zod';

import { Contact } from './api-contacts.ts';
import { Person, ShownNumber, time, uuid } from './api-parts.ts';
import { DraftWay } from './api-ways.ts';

/** A fax that is being written: its writer's alone, sealed, kept until it is sent or discarded. */

const text = (most: number) => z.string().max(most);

export const Attachment = z.object({
  id: uuid,
  name: z.string(),
  mediaType: z.enum(['application/pdf', 'image/png', 'image/jpeg', 'image/tiff', 'text/plain']),
  size: z.number().int().describe('bytes'),
});

export const CoverLanguage = z.enum(['sv', 'da', 'en']);

const referralStep = z
  .enum(answeringSteps)
  .nullable()
  .describe('what it does with the referral that it answers, once it is sent; null: nothing');

/** What a person writes; all of it at once. */
export const DraftText = z.object({
  to: text(sendingLimits.number)
    .nullable()
    .describe('a fax number in any form; null or empty while there is none'),
  recipientName: text(sendingLimits.recipientName).describe('on the cover sheet'),
  subject: text(sendingLimits.subject).describe('on the cover sheet, which lies open in a tray'),
  message: text(sendingLimits.message).describe('on the cover sheet'),
  cover: z.boolean().describe('false: no cover sheet, attachments alone'),
  language: CoverLanguage.describe('of the cover sheet'),
  resolution: z.enum(sendingResolutions),
  wishesFax: z
    .boolean()
    .default(false)
    .describe('the sender asks for fax although there may be something better'),
});

/** A contact's number, or one that a fax of the department arrived at, which is nearly the number at hand. */
export const NearMiss = z.object({
  number: ShownNumber,
  name: z.string().nullable().describe("the contact's"),
  slip: z
    .enum(slips)
    .describe('how the number at hand differs: a digit, two neighbours, one missing, one doubled'),
});

/** What the department knows of the number. */
export const Recipient = z.object({
  contact: Contact.nullable().describe('whose number it is'),
  deliveredAt: time.nullable().describe('when a fax of the department last arrived there'),
  secondLook: z
    .enum(secondLooks)
    .nullable()
    .describe(
      'it is new to the department: whoever sends types its last four digits, or a colleague approves the pages',
    ),
  way: DraftWay.describe('by which channel it would go now'),
  nearMisses: z.array(NearMiss).describe('contacts first; none for a number that is known itself'),
});

/** How it is with a colleague's approval. */
export const DraftApproval = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), askedAt: time }).describe('it stays as it is'),
  z.object({ state: z.literal('declined'), by: Person, at: time, reason: z.string() }),
]);

export const Draft = DraftText.extend({
  id: uuid,
  departmentId: uuid,
  version: z.number().int().describe('changes with every change; sent back with the next one'),
  createdAt: time,
  changedAt: time,
  to: ShownNumber.nullable(),
  recipient: Recipient.nullable().describe('null while there is no number'),
  from: ShownNumber.nullable().describe('the number that it will come from; null: none to send by'),
  replyTo: z
    .object({
      messageId: uuid,
      receivedAt: time,
      from: ShownNumber,
      kind: z.enum(['fax', 'message']).describe('`message`: it came securely'),
      referral: z.enum(referralStates).nullable().describe('how it is with it; null: it is none'),
    })
    .nullable()
    .describe('what this one answers'),
  referralStep,
  approval: DraftApproval.nullable().describe('null where none waits or was declined last'),
  attachments: z.array(Attachment).describe('in the order in which they will be faxed'),
  fax: z
    .object({
      pages: z.number().int(),
      blankPages: z.array(z.number().int()).describe('from 1; they are faxed all the same'),
    })
    .nullable()
    .describe('the pages as they will be faxed; null: not made yet of what the draft holds now'),
});

export const DraftSummary = z.object({
  id: uuid,
  changedAt: time,
  to: ShownNumber.nullable(),
  replyTo: uuid.nullable(),
  attachments: z.number().int(),
  approval: z.enum(['waiting', 'declined']).nullable(),
});

export const DraftList = z.object({ drafts: z.array(DraftSummary) });

export const NewDraft = z.object({
  requestId: uuid.describe('made up by who asks: asked again, the same draft answers'),
  replyTo: uuid.optional().describe('the message to answer: recipient and reference are filled in'),
  referralStep: referralStep
    .optional()
    .describe('left out: `answered` where what it answers is a referral that waits for an answer'),
});

export const ReturnMessage = z.object({
  requestId: uuid.describe('made up by who asks: asked again, the same draft answers'),
  number: z
    .string()
    .trim()
    .min(1)
    .max(sendingLimits.number)
    .describe('where it should have gone, in any form'),
});

const version = z.number().int().min(0).describe('of the draft that the person sees');

export const ChangeDraft = DraftText.extend({
  version,
  attachments: z
    .array(uuid)
    .max(sendingLimits.attachments)
    .optional()
    .describe('all of them in the order wanted'),
  referralStep: referralStep.optional().describe('left out: as it is'),
});
export const PrepareDraft = z.object({ version });
export const SendDraft = z.object({
  version,
  lastDigits: z
    .string()
    .regex(/^\d{4}$/)
    .optional()
    .describe(
      'of a number that is new to the department, once `second-look-needed` asked for them',
    ),
});

export type Attachment = z.infer<typeof Attachment>;
export type ChangeDraft = z.infer<typeof ChangeDraft>;
export type Draft = z.infer<typeof Draft>;
export type DraftList = z.infer<typeof DraftList>;
export type DraftSummary = z.infer<typeof DraftSummary>;
export type SendDraft = z.infer<typeof SendDraft>;
export type NearMiss = z.infer<typeof NearMiss>;
export type Recipient = z.infer<typeof Recipient>;
export type DraftText = z.infer<typeof DraftText>;
