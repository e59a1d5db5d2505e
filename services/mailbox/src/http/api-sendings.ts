import { channels } from '@kuvert/shared/routing/address';
import { recipientActs, sendingActs } from '@kuvert/shared/sending/acts';
import { failureCauses, unknownReasons } from '@kuvert/shared/sending/causes';
import { deliveryStateNames } from '@kuvert/shared/sending/delivery';
import { sendingLimits, sendingResolutions } from '@kuvert/shared/sending/limits';
import { holdReasons } from '@kuvert/shared/sending/retry-policy';
import { secondLooks } from '@kuvert/shared/sending/second-look';
import { z } from 'zod';

import { IncidentMark } from './api-incidents.ts';
import { Actor, Person, ShownNumber, time, uuid } from './api-parts.ts';
import { SendingWay } from './api-ways.ts';

/** What was sent: what machines say of it (deliveries, facts) and what people did with it (acts), never mixed. */

const pagesConfirmed = z.number().int().nullable().describe('by the receiving machine');

/** Why the state is what it is, as far as it has a reason. */
const why = {
  state: z.enum(deliveryStateNames),
  cause: z.enum(failureCauses).nullable().describe('of `failed`'),
  unknown: z.enum(unknownReasons).nullable().describe('of `unknown`'),
};

/** One dial attempt. */
export const Delivery = z.object({
  id: uuid,
  attempt: z.number().int().describe('from 1'),
  ...why,
  carrier: z.string().nullable().describe('null until one was chosen'),
  queuedAt: time,
  dueAt: time.describe('not dialled before: until then it can be undone'),
  changedAt: time.describe('when the state became what it is'),
  submittedAt: time.nullable().describe('when the order left for the carrier'),
  pagesConfirmed,
  possibleDuplicate: z
    .boolean()
    .describe('sent again although an earlier attempt may have arrived'),
  automatic: z.boolean().describe('tried again by cause; no person asked for this attempt'),
  held: z
    .enum(holdReasons)
    .nullable()
    .describe('of `failed`: why nothing goes on before a person has found out'),
  waitsFor: z
    .literal('carrier-account')
    .nullable()
    .describe('of `queued`: what keeps it although it is due'),
  firstPage: z.number().int().describe('those before it were confirmed by an earlier attempt'),
  resolution: z.literal('standard').nullable().describe('another than the one that was asked for'),
  withdrawal: z
    .enum(['asked', 'too-late'])
    .nullable()
    .describe(
      'a person wants it back: the carrier is asked to take it out of its queue, or was dialling already',
    ),
});

/** Where an attempt stands that was begun by cause. */
export const Retry = z.object({
  because: z.enum(failureCauses).describe('what the attempt before it failed for'),
  attempt: z.number().int().describe("from 1, the person's own"),
  most: z
    .number()
    .int()
    .nullable()
    .describe('if it goes on failing in the same way; null: until its deadline'),
});

/** A person's word on an outcome that machines don't know, or on a failure. */
export const SendingMark = z.object({
  outcome: z.enum(['arrived', 'failed']),
  by: Person,
  at: time,
  reason: z.string(),
});

export const SendingSummary = z.object({
  id: uuid,
  departmentId: uuid,
  to: ShownNumber,
  from: ShownNumber,
  way: SendingWay,
  pages: z.number().int(),
  resolution: z.enum(sendingResolutions),
  code: z.string().describe('on the cover sheet: a wrong receiver names the fax by it'),
  replyTo: uuid.nullable().describe('the message that it answers'),
  sentAt: time,
  sentBy: Actor,
  reference: z.string().nullable().describe('that the business system gave it, which sent it'),
  delivery: Delivery.describe('the newest attempt'),
  retry: Retry.nullable().describe('of the newest attempt, when no person asked for it'),
  mark: SendingMark.nullable().describe('about the newest attempt'),
  can: z
    .object({
      undo: z.boolean().describe('take it back and go on writing'),
      cancel: z.boolean(),
      tryNow: z.boolean().describe('not wait for the time of the next attempt'),
      resolve: z.boolean(),
      sendAgain: z.boolean(),
    })
    .describe('what the person who asks may do now'),
});

export const MachineEvent = z.object({
  at: time,
  deliveryId: uuid,
  attempt: z.number().int(),
  source: z.enum(['house', 'callback', 'poll']).describe('who told'),
  kind: z
    .enum([
      'queued',
      'preparing',
      'filed',
      'submitting',
      'not-reached',
      'account-held',
      'given-up',
      'taken-back',
      'restored',
      'silence',
      'accepted',
      'dialling',
      'fetched',
      'unconfirmed',
      'delivered',
      'failed',
      'cancelled',
    ])
    .describe(
      "`fetched`: a partner's system was given the whole, and has not confirmed that it has it",
    ),
  cause: z.enum(failureCauses).nullable(),
  unknown: z.enum(unknownReasons).nullable(),
  pages: pagesConfirmed,
  changed: z.boolean().describe('false: told late or again, and kept as evidence'),
  evidence: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .describe("the carrier's own codes and counts"),
});

export const PersonEvent = z.object({
  at: time,
  deliveryId: uuid.nullable(),
  kind: z.enum([...sendingActs, ...recipientActs]),
  by: Person.extend({
    kind: z.enum([...Actor.shape.kind.options, 'department', 'partner']),
  }).describe('a person, a business system, or the department or partner that it went to'),
  reason: z.string().nullable(),
});

export const Sending = SendingSummary.extend({
  deliveries: z.array(Delivery).describe('oldest first'),
  machines: z.array(MachineEvent).describe('oldest first'),
  people: z.array(PersonEvent).describe('oldest first'),
  incident: IncidentMark.nullable().describe('reported as gone to a wrong recipient'),
});

export const SendingView = z.enum(['under-way', 'attention', 'all']);

export const SendingPage = z.object({
  sendings: z.array(SendingSummary),
  next: z.string().nullable().describe('cursor of the following page'),
});

/** On a received fax: what was answered, and how far it is. */
export const Answered = z.object({
  sendingId: uuid,
  sentAt: time,
  by: Actor,
  channel: z.enum(channels),
  ...why,
  changedAt: time,
});

/** What its sender was told of a received fax by Kuvert itself. */
export const Confirmation = z.object({
  sendingId: uuid,
  confirms: z.enum(['received', 'taken']),
  to: ShownNumber,
  at: time,
  state: z.enum(deliveryStateNames),
});

/** Of a referral: its sender was reminded by Kuvert itself. */
export const Reminder = z.object({
  sendingId: uuid,
  reminds: z
    .enum(['completion-missing', 'not-answered'])
    .describe('of what they were asked for; or that the department has not forgotten it'),
  channel: z.enum(channels),
  to: z.string().describe('the recipient, or the number that it was faxed to'),
  at: time,
  state: z.enum(deliveryStateNames),
});

const reason = z.string().trim().min(1).max(sendingLimits.reason);
const after = uuid.describe(
  'the delivery that the person saw: a later one makes the request stale',
);

export const ResolveSending = z.object({
  deliveryId: after,
  outcome: z.enum(['arrived', 'failed']),
  reason,
});
export const SendAgain = z.object({ deliveryId: after, reason });

/** For the department's rail. */
export const SendingCounters = z.object({
  canSend: z.boolean().describe('it has a number to send by, and the house a way out'),
  drafts: z.number().int().describe('of the person who asks'),
  underWay: z.number().int(),
  attention: z.number().int().describe('failed or unknown, and nobody has said what of it'),
  toApprove: z.number().int().describe('written by others, waiting for a colleague'),
  secondLook: z.enum(secondLooks).describe('who looks twice at a number that is new here'),
});

export type Confirmation = z.infer<typeof Confirmation>;
export type Answered = z.infer<typeof Answered>;
export type Delivery = z.infer<typeof Delivery>;
export type MachineEvent = z.infer<typeof MachineEvent>;
export type PersonEvent = z.infer<typeof PersonEvent>;
export type Reminder = z.infer<typeof Reminder>;
export type Retry = z.infer<typeof Retry>;
export type Sending = z.infer<typeof Sending>;
export type SendingCounters = z.infer<typeof SendingCounters>;
export type SendingMark = z.infer<typeof SendingMark>;
export type SendingPage = z.infer<typeof SendingPage>;
export type SendingSummary = z.infer<typeof SendingSummary>;
export type SendingView = z.infer<typeof SendingView>;
