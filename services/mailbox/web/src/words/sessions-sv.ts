import { countOf as count } from './count-of.ts';
import type { SessionsWords } from './sessions-en.ts';

export const sessionsSv: SessionsWords = {
  title: 'Var du är inloggad',
  titleOf: (name) => `Var ${name} är inloggad`,
  lead: 'Känner du inte igen någon av dem? Avsluta den, och säg till den som sköter Kuvert. Det som avslutas är slut genast.',
  leadOf: 'Det du avslutar är slut genast, och loggas med ditt namn.',
  programs: {
    chrome: 'Chrome',
    edge: 'Edge',
    firefox: 'Firefox',
    safari: 'Safari',
    other: 'En annan webbläsare',
  },
  unknown: 'En webbläsare',
  isThis: 'den här',
  since: 'Sedan',
  seen: 'senast använd',
  noLevel: 'ingen tillitsnivå',
  end: 'Avsluta',
  endOthers: 'Avsluta alla andra',
  endAll: 'Avsluta alla, även den här',
  endAllOf: 'Avsluta alla',
  ended: (n) => `${count(n, 'inloggning', 'inloggningar')} avslutades.`,
  none: 'Ingenstans just nu.',
};
