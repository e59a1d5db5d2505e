import { channels } from '@kuvert/shared/routing/address';
import { routingReasons, routingRefusals } from '@kuvert/shared/routing/choose-channel';
import { z } from 'zod';

/** By which channel something goes, and why. */

const channel = z.enum(channels);

const department = z.string().nullable().describe('of this house, whose the number is');
const partner = z.string().nullable().describe('organisation and function whose the number is');

/** What would be chosen for a draft now. */
export const DraftWay = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('chosen'),
    channel,
    department,
    partner,
    reason: z.enum(routingReasons),
    mayFax: z.boolean().describe('a rule leaves it to the sender to fax instead'),
  }),
  z.object({
    kind: z.literal('refused'),
    refusal: z.enum(routingRefusals),
    department,
    partner,
  }),
]);

/** What was chosen when it was sent. */
export const SendingWay = z.object({
  channel,
  department: z
    .string()
    .nullable()
    .describe('of this house, in whose mailbox it becomes a message; null: another channel'),
  partner: z
    .string()
    .nullable()
    .describe(
      'organisation and function whose system fetches it, or whose people open it in the room; null: another channel',
    ),
  reason: z.enum(routingReasons).nullable().describe('null: sent before there were rules'),
});

export type DraftWay = z.infer<typeof DraftWay>;
export type SendingWay = z.infer<typeof SendingWay>;
