import type { MessageSummary } from '../../../src/http/api.ts';

/** What can be done with a message in its state; the first is the one that is most likely wanted. */
export type HandlingAction =
  | 'take'
  | 'give-back'
  | 'take-over'
  | 'register'
  | 'not-register'
  | 'forward'
  | 'reopen';

export const handlingActions = (
  { handling, attention }: Pick<MessageSummary, 'handling' | 'attention'>,
  myId: string,
): readonly HandlingAction[] => {
  // What needs attention may still be fetched again, and come otherwise.
  const forward = attention === null ? (['forward'] as const) : [];
  switch (handling.state) {
    case 'new':
      return ['take', 'register', 'not-register', ...forward];
    case 'taken':
      return handling.by.id === myId
        ? ['register', 'not-register', ...forward, 'give-back']
        : ['take-over'];
    case 'registered':
    case 'not-registered':
      return ['reopen'];
    case 'forwarded':
      return [];
  }
};
