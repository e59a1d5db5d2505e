import { countOf as count } from './count-of.ts';

/** Where somebody is logged in. */
export const sessionsEn = {
  title: 'Where you are logged in',
  titleOf: (name: string) => `Where ${name} is logged in`,
  lead: 'Do you not know one of them? End it, and tell whoever looks after Kuvert. What is ended is over at once.',
  leadOf: 'What you end is over at once, and on record with your name.',
  programs: {
    chrome: 'Chrome',
    edge: 'Edge',
    firefox: 'Firefox',
    safari: 'Safari',
    other: 'Another browser',
  },
  unknown: 'A browser',
  isThis: 'this one',
  since: 'Since',
  seen: 'last used',
  noLevel: 'no level of assurance',
  end: 'End it',
  endOthers: 'End all others',
  endAll: 'End all, this one as well',
  endAllOf: 'End all',
  ended: (n: number) => `${count(n, 'login was', 'logins were')} ended.`,
  none: 'Nowhere just now.',
};

export type SessionsWords = typeof sessionsEn;
