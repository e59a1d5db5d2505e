import { contactEvents, contactLimits, verificationMeans } from '@kuvert/shared/contact';
import { sendingLimits } from '@kuvert/shared/sending/limits';
import { z } from 'zod';

import { Person, ShownNumber, time, uuid } from './api-parts.ts';

/** Whom a department faxes: organisations with their numbers, and who has verified those. */

export const VerificationHow = z
  .enum(verificationMeans)
  .describe(
    'called: on a number known from elsewhere; published: on their letterhead or web site; fax-received: a fax came from it that was spoken of',
  );

/** The fact that a number was verified. */
export const Verification = z.object({ by: Person, at: time, how: VerificationHow });

export const Contact = z.object({
  id: uuid,
  departmentId: uuid,
  name: z.string(),
  number: ShownNumber,
  note: z.string().nullable(),
  version: z.number().int().describe('changes with every change; sent back with the next one'),
  verified: Verification.nullable().describe('null: nobody has, or the number was changed since'),
  numberRefusedAt: time
    .nullable()
    .describe('when a carrier said that there is no such number; verifying it anew ends that'),
  removed: z.boolean(),
});

export const ContactEvent = z.object({
  at: time,
  kind: z.enum(contactEvents),
  by: Person.nullable().describe('null: a carrier'),
  name: z.string().describe('as it was called then'),
  number: ShownNumber.describe('that it had then'),
  how: VerificationHow.nullable(),
});

export const ContactWithHistory = Contact.extend({
  history: z.array(ContactEvent).describe('oldest first'),
});

/** Whom every department reaches securely. */
export const PartnerFunction = z.object({
  id: uuid,
  name: z.string().describe('organisation and function'),
  number: ShownNumber.describe('that messages to it are sent to'),
});

export const ContactList = z.object({
  contacts: z.array(Contact).describe('by name'),
  more: z.boolean().describe('there are others: search more narrowly'),
  partners: z
    .array(PartnerFunction)
    .describe('functions of partners that the search finds, by name, 20 at most'),
});

export const ContactSearch = z
  .string()
  .max(contactLimits.search)
  .describe('a part of the name, or of the number in any form');

const text = (most: number) => z.string().trim().min(1).max(most);

/** What a person writes. */
export const ContactText = z.object({
  name: text(contactLimits.name),
  number: text(sendingLimits.number).describe('a fax number in any form'),
  note: text(contactLimits.note).nullable(),
});

const version = z.number().int().min(0).describe('of the contact that the person sees');

export const NewContact = ContactText.extend({
  verified: VerificationHow.nullable().describe('null: not yet'),
});
export const ChangeContact = ContactText.extend({ version });
export const VerifyContact = z.object({ version, how: VerificationHow });

export type ChangeContact = z.infer<typeof ChangeContact>;
export type Contact = z.infer<typeof Contact>;
export type ContactEvent = z.infer<typeof ContactEvent>;
export type ContactList = z.infer<typeof ContactList>;
export type ContactText = z.infer<typeof ContactText>;
export type ContactWithHistory = z.infer<typeof ContactWithHistory>;
export type NewContact = z.infer<typeof NewContact>;
export type PartnerFunction = z.infer<typeof PartnerFunction>;
export type Verification = z.infer<typeof Verification>;
export type VerificationHow = z.infer<typeof VerificationHow>;
export type VerifyContact = z.infer<typeof VerifyContact>;
