import { z } from 'zod';

import { Actor, Person, time, uuid } from './api-parts.ts';

/** Something of the department that isn't done, and that only others can open: no sender, no number, no pages. */
export const ClosedWork = z.object({
  id: uuid,
  availableAt: time,
  state: z.enum(['new', 'taken']),
  named: z
    .array(z.string())
    .describe('who can open it; none: the last of them left, and an administrator takes over'),
});

/** Who can open a message; its department's members see that, also of one that is closed to them. */
export const Restriction = z.object({
  restricted: z
    .object({ at: time, by: Person, named: z.array(Actor) })
    .nullable()
    .describe('null: the whole department opens it'),
  isOpen: z.boolean().describe('to the one who asks'),
  may: z
    .enum(['change', 'take-over'])
    .nullable()
    .describe(
      'take-over: an administrator of the department who is not named, and has to give a reason; null: nothing',
    ),
  handlers: z.array(Actor).describe('who can be named; for those who may change it'),
});

const reason = z.string().trim().min(1).max(500).optional();

export const Restrict = z.object({
  people: z
    .array(uuid)
    .min(1)
    .max(100)
    .describe('who shall be able to open it; the whole list, with those who are named already'),
  reason: reason.describe('of an administrator who is not named: why they take over'),
});
export const LiftRestriction = z.object({ reason });

export type ClosedWork = z.infer<typeof ClosedWork>;
export type Restriction = z.infer<typeof Restriction>;
export type Restrict = z.infer<typeof Restrict>;
