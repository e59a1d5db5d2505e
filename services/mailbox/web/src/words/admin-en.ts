import { countOf as count } from './count-of.ts';

/** Administration: departments, numbers, members and what the house leans on. */
export const adminEn = {
  title: 'Administration',
  skip: 'To the content',
  nav: 'Parts of administration',
  places: {
    departments: 'Departments',
  },
  locked: (level: string) =>
    `Administration needs a login at level of assurance ${level} or above.`,
  departments: {
    title: 'Departments',
    lead: 'Which departments there are, who reaches them, and by which fax numbers. No fax is shown here.',
    leadOwn: 'The departments that you look after.',
    none: 'There is no department yet.',
    columns: {
      name: 'Department',
      numbers: 'Fax numbers',
      members: 'Members',
      last: 'Last fax',
      demands: 'Login',
    },
    unassigned: 'Faxes to numbers that no department has come here.',
    noNumber: 'none',
    never: 'never',
    untaken: (n: number) => `${n} not taken`,
    members: (n: number) => count(n, 'member', 'members'),
    handlers: (n: number) => `${n} may take faxes`,
    demandsAt: (level: string) => `${level} or above`,
    demandsAny: 'any, by an exception',
    demandsLess: (level: string) => `${level} for now, by an exception`,
  },
  warnings: {
    noMember: 'Nobody can take care of its faxes: add a member who is no mere reader.',
    nobodyOpens: (level: string) =>
      `Nobody who logged in of late can open it: it demands ${level}.`,
    noAdministrator: 'It has no administrator of its own.',
  },
  department: {
    back: 'All departments',
    facts: 'About the department',
    lastFax: 'Last fax',
    numbers: 'Fax numbers',
    demands: 'Demands of logins',
  },
  members: {
    title: 'Members',
    none: 'It has no member yet.',
    columns: { name: 'Name', role: 'Role', since: 'Member since', seen: 'Last seen' },
    roles: { reader: 'Reader', handler: 'Handler', administrator: 'Administrator' },
    roleHints: {
      reader: 'Reads, and no more.',
      handler: 'Takes care of what comes, and sends.',
      administrator: 'A handler who looks after the department as well.',
    },
    byGroup: 'by group',
    byGroupHint: 'The directory of staff made them a member, and ends it as well.',
    left: (day: string) => `Deactivated ${day}`,
    notOfLate: 'not of late',
  },
};

export type AdminWords = typeof adminEn;
