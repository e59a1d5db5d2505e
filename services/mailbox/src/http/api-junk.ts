import { z } from 'zod';

import { ShownNumber } from './api-parts.ts';

/** A list of junk senders, as it is about one fax. */
export const JunkList = z.object({
  listed: z.boolean().describe("the fax's number is on it"),
  reason: z.string().nullable().describe('why; for those who may change the list'),
  may: z
    .enum(['change', 'log-in'])
    .nullable()
    .describe('log-in: an administrator, in a session that is too weak for it; null: nothing'),
  who: z.array(z.string()).describe('some who can change it, where the number is on it'),
});

/** On which lists of junk senders a fax's number is. */
export const JunkLists = z.object({
  number: ShownNumber,
  never: z
    .enum(['only-faxes', 'number-invalid', 'junk-own', 'junk-verified'])
    .nullable()
    .describe(
      'why it can’t be put on one: no plain fax, withheld or no whole number, of this house, a verified contact’s; null: it can',
    ),
  department: JunkList,
  house: JunkList,
});

const list = z.enum(['department', 'house']);

export const ChangeJunkList = z.discriminatedUnion('listed', [
  z.object({ list, listed: z.literal(true), reason: z.string().trim().min(1).max(500) }),
  z.object({ list, listed: z.literal(false) }),
]);

export type JunkList = z.infer<typeof JunkList>;
export type JunkLists = z.infer<typeof JunkLists>;
export type ChangeJunkList = z.infer<typeof ChangeJunkList>;
