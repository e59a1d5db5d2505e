import { sendingLimits, sendingResolutions } from '@kuvert/shared/sending/limits';
import { z } from 'zod';

import { Recipient } from './api-drafts.ts';
import { Person, ShownNumber, time, uuid } from './api-parts.ts';

/** Drafts to numbers that are new to a department, while they wait for a colleague of their writer's. */

export const ApprovalSummary = z.object({
  id: uuid.describe("the draft's, and the sending's that it becomes"),
  departmentId: uuid,
  to: ShownNumber,
  pages: z.number().int(),
  replyTo: uuid.nullable().describe('the message that it answers'),
  askedBy: Person,
  askedAt: time,
  isOwn: z.boolean().describe('one wrote it oneself: somebody else says whether it is sent'),
});

export const Approval = ApprovalSummary.extend({
  version: z.number().int().describe('sent back with what one says of it'),
  from: ShownNumber.describe('the number that it will come from'),
  resolution: z.enum(sendingResolutions),
  blankPages: z.array(z.number().int()).describe('from 1; they are faxed all the same'),
  recipient: Recipient,
});

export const ApprovalList = z.object({
  approvals: z.array(ApprovalSummary).describe('what has waited longest first'),
});

const version = z.number().int().min(0).describe('of the draft that the person sees');

export const AskApproval = z.object({ version });
export const ApproveSending = z.object({ version });
export const DeclineSending = z.object({
  version,
  reason: z.string().trim().min(1).max(sendingLimits.reason),
});

export type Approval = z.infer<typeof Approval>;
export type ApprovalList = z.infer<typeof ApprovalList>;
export type ApprovalSummary = z.infer<typeof ApprovalSummary>;
export type DeclineSending = z.infer<typeof DeclineSending>;
