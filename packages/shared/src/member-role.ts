/**
 * What a member may do in a department: read; besides take care of what comes, and send; besides look after the department
 * itself. The database's policies go by it.
 */
export const memberRoles = ['reader', 'handler', 'administrator'] as const;

export type MemberRole = (typeof memberRoles)[number];

/** The role with this name. */
export const parseMemberRole = (text: string): MemberRole | undefined =>
  memberRoles.find((role) => role === text);
