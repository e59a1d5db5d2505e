import type { Handling } from '../../../src/http/api.ts';

/** What can be done with a message in its state; the first is the one that is most likely wanted. */
export type HandlingAction =
  | 'take'
  | 'give-back'
  | 'take-over'
  | 'register'
  | 'not-register'
  | 'reopen';

export const handlingActions = (handling: Handling, myId: string): readonly HandlingAction[] => {
  switch (handling.state) {
    case 'new':
      return ['take', 'register', 'not-register'];
    case 'taken':
      return handling.by.id === myId ? ['register', 'not-register', 'give-back'] : ['take-over'];
    case 'registered':
    case 'not-registered':
      return ['reopen'];
  }
};
