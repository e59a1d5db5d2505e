import { countOf as count } from './count-of.ts';

/** "Did my fax arrive?" */
export const frontDeskEn = {
  title: 'Did my fax arrive?',
  lead: 'Find a fax by the number that it was sent from, or by ours that it was sent to. You see that it came and how it is, never its pages.',
  mailbox: 'To the mailbox',
  number: 'Number',
  numberHint: 'The sender’s, or ours that they faxed to if theirs is withheld.',
  day: 'Until',
  days: 'And back',
  periods: { 1: 'That day', 7: 'A week', 31: 'A month' },
  find: 'Find',
  recorded: 'Each search is on record.',
  problems: {
    number: 'That is no telephone number.',
    form: 'Write a number and a day.',
  },
  found: (n: number) => count(n, 'fax', 'faxes'),
  none: 'No fax from or to that number in those days.',
  locked:
    'Some departments are not answered for: they demand a stronger login than yours. What came to them is not shown.',
  logIn: (level: string) => `Log in at ${level}`,
  noneMore:
    'A call that never reached our line is not known here: the number was busy or another one. Ask the sender what their machine says.',
  isMore: 'There are more: choose fewer days.',
  route: (from: string, to: string, department: string) => `${from} to ${to}, ${department}`,
  withheld: 'Number withheld',
  arriving: 'On its way: the call came, the pages are being fetched.',
  failed: 'The call came, but no fax that can be read.',
  arrived: (pages: number) => `Arrived: ${count(pages, 'page', 'pages')}.`,
  marks: {
    whole: 'Whole.',
    damaged: (lines: number) =>
      `Noise on the line damaged ${count(lines, 'scan line', 'scan lines')}.`,
    partial: (pages: number, announced: number) =>
      `Not whole: ${pages} of ${count(announced, 'page', 'pages')} came, or the end is missing.`,
    partialEnd: 'Not whole: it broke off, or lines are missing.',
  },
  handling: {
    new: 'Nobody has taken it yet.',
    taken: (time: string) => `Somebody has it since ${time}.`,
    registered: (time: string) => `Registered ${time}.`,
    'not-registered': (time: string) => `Done ${time}, without being registered.`,
    quarantined: (time: string) =>
      `Set aside as junk since ${time}; the department can take it out.`,
  },
  reference: (text: string) => `Our reference ${text}`,
};

export type FrontDeskWords = typeof frontDeskEn;
