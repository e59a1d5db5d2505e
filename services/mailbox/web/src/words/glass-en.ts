import { countOf as count } from './count-of.ts';

/** Another department for a stated reason. */
export const glassEn = {
  title: 'Open another department',
  lead: 'When something cannot wait for the people of another department, you can read there for a while. You change nothing there: what has to be done, its own people do.',
  loud: 'Everybody in the department is told at once, with your name.',
  loudMore:
    'What you open there is on record, with this reason, and stands in the timeline of each fax. It ends by itself, and when you log out.',
  department: 'Department',
  choose: 'Choose a department',
  kind: 'Kind of reason',
  kinds: {
    'life-or-health': 'Somebody’s life or health',
    'covering-colleague': 'Covering for absent colleagues',
    'lost-fax': 'Finding a fax that went astray',
    'supervision-case': 'Supervision, or a complaint',
    'other-reason': 'Something else',
  },
  reason: 'The reason, in your own words',
  reasonHint:
    'Read by the department and by auditors. Sealed; write no more about anybody than is needed.',
  minutes: 'For how long',
  minutesOf: (n: number) => `${n} minutes`,
  verb: 'Open the department',
  problems: {
    form: 'Choose a department and a kind of reason, and write the reason.',
    'not-found': 'That department cannot be opened so. Choose another one.',
    'too-often':
      'You have done this three times within a day and a night. Turn to the department, or to whoever looks after Kuvert.',
  },
  locked: (n: number) =>
    `${count(n, 'department demands', 'departments demand')} a stronger login.`,
  logIn: 'Log in more strongly',
  none: 'There is no department that you could open so.',
  notYou: 'Handlers of a department may open another one, for a stated reason.',
  open: (department: string) => `You are looking into ${department}.`,
  end: 'End it now',
  looks: 'Who looked in',
  isOpen: 'goes on',
  logTitle: 'Opened for a reason',
  logLead:
    'Who opened a department that is not theirs, the reason that they gave, and what they opened there. Your looking at this is on record.',
  never: 'Nobody has done so.',
  nothingOpened: 'Nothing was opened.',
  opened: (acts: number, messages: number) =>
    `${count(acts, 'reading', 'readings')}, of ${count(messages, 'message', 'messages')}:`,
};

export type GlassWords = typeof glassEn;
