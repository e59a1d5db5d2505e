import { z } from 'zod';

import { houseRoles } from '@kuvert/shared/house-roles';
import { levelsOfAssurance } from '@kuvert/shared/level-of-assurance';
import { memberRoles } from '@kuvert/shared/member-role';

/** What a person writes: neither empty nor long. */
const text = (most: number) => z.string().trim().min(1).max(most);

export const DepartmentName = text(200);
export const SearchText = text(200).min(2);

const role = z.enum(memberRoles);
const level = z.enum(levelsOfAssurance);
const anyLevel = z.union([level, z.literal('any').transform(() => null)]);
const number = text(40);

/** Every form of a department's page, by what it does. */
export const DepartmentForm = z.discriminatedUnion('does', [
  z.object({ does: z.literal('find'), text: SearchText }),
  z.object({
    does: z.enum(['add', 'restore', 'role']),
    person: z.uuid(),
    role,
    remove: z.literal('1').optional(),
  }),
  z.object({ does: z.literal('make-known'), subject: text(200), name: text(200), role }),
  z.object({ does: z.literal('rename'), name: DepartmentName }),
  z.object({ does: z.literal('demand'), level }),
  z.object({ does: z.enum(['number-add', 'number-remove']), number }),
  z.object({
    does: z.literal('exception-add'),
    name: text(100),
    reason: text(500),
    level: anyLevel,
    until: z.iso.date(),
  }),
  z.object({ does: z.literal('exception-end'), name: text(100) }),
  z.object({
    does: z.literal('closed-until'),
    until: z.union([z.iso.date(), z.literal('').transform(() => null)]),
  }),
  z.object({
    does: z.literal('close'),
    // nothing is chosen where it has no number
    numbersTo: z.union([z.uuid(), z.literal('unassigned').transform(() => null)]).default(null),
  }),
  z.object({ does: z.literal('reopen') }),
]);

/** Puts a number among junk senders, or takes it away. */
export const JunkForm = z.discriminatedUnion('does', [
  z.object({ does: z.literal('junk-add'), number, reason: text(500) }),
  z.object({ does: z.literal('junk-remove'), number }),
]);

/** Leads a number somewhere, or nowhere. */
export const NumberForm = z.object({
  number,
  department: z.uuid(),
  remove: z.literal('1').optional(),
});

/** A role in the house, of the person of the page. */
export const HouseRoleForm = z.object({
  does: z.enum(['role-give', 'role-take']),
  role: z.enum(houseRoles),
});
