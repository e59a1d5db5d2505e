import { z } from 'zod';

import { AttentionPerson, Reference } from './client-api.ts';

/** Files that a message may have. */
export const mostFiles = 20;

/** In their order, as their sender calls them; none is said of a message that was taken before they were written down. */
const Files = z
  .array(z.object({ name: z.string(), pages: z.number().int().describe("of the message's pages") }))
  .default([]);

/** What a partner's message says besides its document; sealed for the department in `partner_message.details`. */
export const PartnerDetails = z.object({
  /** Absent of a message that is nothing more. */
  kind: z.literal('referral').optional(),
  label: z.string(),
  /** Whom at the department the partner asks to look at it, and who there wrote it: references, not addresses. */
  recipientPersons: z.array(AttentionPerson),
  senderPersons: z.array(AttentionPerson),
  references: z.array(Reference),
  /** What was written beside the document. */
  texts: z.array(z.string()),
  files: Files,
});
export type PartnerDetails = z.infer<typeof PartnerDetails>;

/** What a message in the room says besides its pages; sealed for the partner's function in `room_message.details`. */
export const RoomLetter = z.object({
  label: z.string().max(256),
  text: z.string(),
  /** Who wrote it, as the provider calls them: for people to read. */
  writer: z.string(),
  /** Echoed from what is answered. */
  references: z.array(Reference),
  files: Files,
});
export type RoomLetter = z.infer<typeof RoomLetter>;

/** What stands on a reply besides its pages; sealed for outbound in `send_order.envelope`. */
export const PartnerEnvelope = z.object({
  label: z.string().max(256),
  /** Who wrote what is answered: it is for them again. */
  recipientPersons: z.array(AttentionPerson),
  /** Echoed from what is answered. */
  references: z.array(Reference),
});
export type PartnerEnvelope = z.infer<typeof PartnerEnvelope>;

/**
 * The envelope of a reply, or of a letter that answers nothing. Every reference of what is answered is on it.
 * @param subject that the clerk wrote; the answered label stands in when there is none
 */
export const envelopeOf = (
  subject: string,
  answered: PartnerDetails | undefined,
): PartnerEnvelope => ({
  label: (subject.trim() || answered?.label || '–').slice(0, 256),
  recipientPersons: answered?.senderPersons ?? [],
  references: answered?.references ?? [],
});
