import { countOf as count } from './count-of.ts';

/** Administration: departments, numbers, members and what the house leans on. */
export const adminEn = {
  title: 'Administration',
  skip: 'To the content',
  nav: 'Parts of administration',
  places: {
    departments: 'Departments',
    numbers: 'Fax numbers',
    providers: 'Providers',
    people: 'People',
    sessions: 'Sessions',
    junk: 'Junk senders',
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
    noReader: 'Nobody is a member any more: nobody can read what is there.',
    nobodySeen: 'None of its members has been here of late.',
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
  junk: {
    title: 'Junk senders',
    lead: 'Faxes from these numbers are set aside under Junk, sealed and kept as all others. No one is notified of them; the department sees how many it has not opened, and takes out what is no junk.',
    leadHouse: 'These count in every department, but for numbers that it has verified itself.',
    leadOwn: 'A number that the department has verified is never set aside.',
    none: 'There is none.',
    columns: { number: 'Number', reason: 'Why', added: 'Added', change: 'Change' },
    operator: 'the operator',
    ofHouse: 'the whole house’s',
    numberHint: 'The whole number that it is sent from. Withheld numbers are never junk.',
    add: 'Set its faxes aside',
    remove: 'Take away',
    removeOf: (number: string) => `Take ${number} away from the junk senders`,
  },
  person: {
    title: 'People',
    lead: 'Who is known here, where they are members, and when they logged in last.',
    find: 'Find somebody',
    findHint: 'A part of the name, or the whole HSA-id or identity at the provider.',
    search: 'Search',
    nobody: 'Nobody is known by that.',
    more: 'There are more: write more of the name.',
    back: 'All people',
    identity: 'Identity',
    issuer: 'Known by',
    knownSince: 'Known since',
    lastLogin: 'Last login',
    sessions: 'Open sessions',
    departments: 'Departments',
    roles: 'Roles in the house',
    rolesLead:
      'Who looks after the house, and who looks through its log. Neither role opens any document.',
    rolesHint:
      'It counts at once, is on record with your name, and is told to the other system administrators.',
    rolesOwn: 'Your own roles are changed by another system administrator.',
    roleHints: {
      auditor: 'Looks through the log of the whole house; opens no document.',
      'system-administrator':
        'Looks after departments, numbers, people and sessions; opens no document.',
    },
    hasRole: 'yes',
    hasNotRole: 'no',
    give: 'Give',
    giveOf: (role: string) => `Give the role ${role}`,
    take: 'Take back',
    takeOf: (role: string) => `Take back the role ${role}`,
    frontDesk: 'Front desk',
    houseRoles: { auditor: 'Auditor', 'system-administrator': 'System administrator' },
    none: 'none',
    never: 'never',
    left: (day: string) => `Deactivated ${day}: nothing opens for them.`,
  },
  sessions: {
    title: 'Who is logged in',
    lead: 'Names and numbers: what somebody does in a session is shown nowhere. Look at a person to end one of their sessions, or all.',
    now: (people: number, sessions: number) =>
      `${count(people, 'person', 'people')} in ${count(sessions, 'session', 'sessions')}`,
    more: 'Those who were here last are shown: search for the others.',
    columns: { name: 'Name', sessions: 'Sessions', seen: 'Last used', look: 'Look and end' },
    look: 'Sessions',
    lookOf: (name: string) => `Sessions of ${name}`,
    endTitle: 'End every session of the house',
    endLead: 'For an emergency, such as when cookies or a computer were stolen.',
    endLink: 'End all …',
    back: 'Who is logged in',
    endNow: (people: number, sessions: number) =>
      `${count(people, 'person', 'people')} in ${count(sessions, 'session', 'sessions')} will be logged out at once, you as well.`,
    endPoints: [
      'Everybody may log in again right away. Whoever must not, is deactivated or loses their memberships first.',
      'Text that somebody is writing stays in their browser, and is there after their next login.',
      'Faxes come in, and those that are on their way go out, as before.',
      'People of partners in the room stay logged in.',
      'It is on record, with your name, for each session.',
    ],
    endButton: 'End all sessions now',
  },
  closing: {
    title: 'Close down',
    lead: 'When the department is no more: nothing comes to it from then on, and its members keep what is there.',
    link: 'Close down …',
    titleOf: (name: string) => `Close down ${name}`,
    back: (name: string) => `To ${name}`,
    first: 'It can’t be closed down yet. See to this first:',
    untaken: (n: number) =>
      n === 1
        ? 'One fax that nobody has taken: its members take it, or forward it.'
        : `${n} faxes that nobody has taken: its members take them, or forward them.`,
    addresses: (addresses: string) =>
      `Partners write to it as ${addresses}: the operator takes that away (kuvert partner-address remove).`,
    numbers: (numbers: string) =>
      `Faxes to ${numbers} come to the department that you choose, at once.`,
    noNumbers: 'No fax number leads to it.',
    noForwarding: 'Colleagues can’t forward anything to it, and partners don’t see it.',
    members: (n: number) =>
      n === 1
        ? 'Its one member goes on reading what is there; the last member can’t be removed.'
        : `Its ${n} members go on reading what is there; the last of them can’t be removed.`,
    sending:
      'What is on its way out or has been written stays theirs to finish. Nothing is deleted.',
    wayBack: 'It can be opened again, on this page. It is on record, with your name.',
    numbersTo: 'Its faxes come to',
    button: 'Close down now',
    since: (day: string) => `Closed down ${day}`,
    stays: 'Nothing comes here any more. Its members read what is there.',
    reopen: 'Open again',
  },
  told: {
    label: 'Changes of roles in the house',
    operator: 'The operator',
    'role-given': (name: string, role: string, by: string) =>
      `${by} gave ${name} the role ${role}.`,
    'role-taken': (name: string, role: string, by: string) =>
      `${by} took the role ${role} back from ${name}.`,
    look: 'Look at the person',
    seen: 'Seen',
    seenOf: (name: string) => `I have seen what changed for ${name}`,
  },
  forms: {
    closedUntil: 'Nobody there until',
    closedUntilHint:
      'The day on which somebody is there again, as partners see it before they write; they may write all the same. Empty: somebody is there.',
    setClosedUntil: 'Set',
    cancel: 'Cancel',
    add: 'Add a member',
    addHint: 'Search for somebody by name, or by the whole HSA-id or identity at the provider.',
    search: 'Search',
    role: 'Role',
    roleOf: (name: string) => `Role of ${name}`,
    change: 'Change',
    changeOf: (name: string) => `Change the role of ${name}`,
    remove: 'Remove',
    removeOf: (name: string) => `Remove ${name}`,
    addOf: (name: string) => `Add ${name}`,
    addButton: 'Add',
    itself: 'Your own membership is changed by another administrator.',
    unknown: (text: string) =>
      `Nobody is known by “${text}”. Whoever has not logged in yet can be made known by who they are at the provider.`,
    subject: 'HSA-id or identity',
    subjectHint: 'Exactly as the identity provider gives it, such as SE2321000131-1A2B.',
    name: 'Name',
    makeKnown: 'Make known and add',
    settings: 'Settings',
    newName: 'Name of the department',
    rename: 'Rename',
    demand: 'Login at least at',
    demandHint: 'It counts at once, in sessions that go on as well.',
    demandHintOwn:
      'You can raise it to what your own login reaches; a system administrator lowers it.',
    setDemand: 'Set',
    number: 'Fax number',
    numberHint: 'A number that another department has is moved from it.',
    numberAdd: 'Add number',
    numberRemove: 'Take away',
    numberRemoveOf: (number: string) => `Take away ${number}`,
    numbersHint: (name: string | null) =>
      name === null
        ? 'Faxes to a number that no department has are refused: there is no department for them.'
        : `Faxes to a number that no department has come to ${name}.`,
    exceptions: 'Exceptions',
    exceptionsHint:
      'For a time the department can demand less of its members, as while cards are handed out. Partners are not meant.',
    noException: 'There is none.',
    exceptionName: 'Name',
    exceptionReason: 'Why',
    exceptionDemands: 'Demands meanwhile',
    exceptionAny: 'any login',
    exceptionUntil: 'Last day',
    exceptionAdd: 'Add exception',
    exceptionEnd: 'End now',
    exceptionEndOf: (name: string) => `End ${name} now`,
    exceptionUntilDay: (day: string) => `until ${day}`,
    exceptionOver: 'over',
    undo: 'Undo',
    department: 'A new department',
    departmentHint:
      'Its key is made here, and wrapped under the master key. Then give it members and a number.',
    departmentAdd: 'Add department',
    numbersTitle: 'Fax numbers',
    numbersLead: 'Which number leads to which department.',
    numbersColumns: { number: 'Number', department: 'Department' },
    move: 'Move',
    moveOf: (number: string) => `Move ${number}`,
    departmentOf: (number: string) => `Department of ${number}`,
    noNumbers: 'No department has a number yet.',
    lastAdministrator:
      'Its last administrator: after that system administrators alone look after it.',
  },
  said: {
    added: (name: string) => `${name} is a member now.`,
    restored: (name: string) => `${name} is a member again, as before.`,
    removed: (name: string) =>
      `${name} is no member any more. What they had taken here is new again.`,
    changed: (name: string) => `${name} has the new role now.`,
    already: (name: string) => `${name} is a member already.`,
    self: 'Your own membership is changed by another administrator.',
    'by-group': (name: string) =>
      `${name} is a member by a group of the directory of staff: take them out of the group there.`,
    unknown: 'That person is no member any more, or has left.',
    renamed: (name: string) => `It is called ${name} now.`,
    same: 'That is how it was already.',
    'name-taken': (name: string) => `Another department is called ${name}.`,
    demand: (level: string) => `It demands a login at ${level} or above now.`,
    lower: 'A system administrator lowers what it demands.',
    beyond: (level: string) =>
      `Your own login does not reach ${level}: you would lock yourself out. Log in at it first.`,
    'exception-added': (name: string) => `The exception ${name} counts now.`,
    'exception-ended': (name: string) => `The exception ${name} is ended.`,
    'exception-form': 'An exception has a name, a reason and a last day within a year.',
    'number-added': (number: string) => `Faxes to ${number} come here now.`,
    'number-moved': (number: string) =>
      `Faxes to ${number} come here now, and no longer elsewhere.`,
    'number-to': (text: string) => `${text}.`,
    'number-removed': (number: string) => `Faxes to ${number} are unassigned now.`,
    'number-invalid': (text: string) =>
      `“${text}” is no telephone number: write it as 0225-11 11 11 or +46 225 11 11 11.`,
    'number-unknown': 'No department has that number any more.',
    'department-added': (name: string) =>
      `${name} is a department now. Give it a member and a number.`,
    'role-given': (name: string) => `${name} has the role now. The other administrators are told.`,
    'role-taken': (name: string) =>
      `The role was taken back from ${name}. The other administrators are told.`,
    'role-already': (name: string) => `${name} has that role already.`,
    'role-unknown': (name: string) => `${name} does not have that role, or has left.`,
    'role-self': 'Your own roles are changed by another system administrator.',
    'role-last': (name: string) =>
      `${name} is the last system administrator: give somebody else the role first.`,
    'closed-until': (day: string) => `Partners see that nobody is there until ${day}.`,
    'not-closed': 'Partners see that somebody is there.',
    'closed-down': (name: string) => `${name} is closed down. Nothing comes to it any more.`,
    reopened: (name: string) =>
      `${name} is open again. Its numbers lead where they led before it was: add the ones that it is to have.`,
    'close-unassigned': (name: string) =>
      `${name} gets the faxes to numbers that no department has, and can’t be closed down.`,
    'close-untaken': (name: string) =>
      `${name} has faxes that nobody has taken: its members take them, or forward them. Nothing was changed.`,
    'close-addresses': (name: string) =>
      `Partners write to ${name}: the operator takes its address away first. Nothing was changed.`,
    'close-nobody': (name: string) =>
      `Nobody is a member of ${name}, so that nobody could read what is there: add somebody first.`,
    'close-nowhere': (name: string) =>
      `There is no open department that the numbers of ${name} could lead to. Nothing was changed.`,
    'last-reader': (name: string) =>
      `${name} is the last member of a department that is closed down: add somebody else who can read what is there first.`,
    'number-nowhere': 'The department is closed down: open it again first.',
    'junk-added': (number: string) => `Faxes from ${number} are set aside from now on.`,
    'junk-removed': (number: string) =>
      `Faxes from ${number} come as all others now. What was set aside stays there until somebody takes it out.`,
    'junk-own': (number: string) => `${number} is a number of this house.`,
    'junk-verified': (number: string) =>
      `${number} is a verified contact’s: its faxes are never junk.`,
    'junk-full': 'The list is full: a thousand numbers. Take away some first.',
    form: 'Something in the form is missing, or longer than it may be. Nothing was changed.',
  },
};

export type AdminWords = typeof adminEn;
