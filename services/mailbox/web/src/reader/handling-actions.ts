import type { MessageSummary } from '../../../src/http/api.ts';

/** What can be done with a message in its state; the first is the one that is most likely wanted. */
export type HandlingAction =
  | 'take'
  | 'give-back'
  | 'take-over'
  | 'register'
  | 'not-register'
  | 'forward'
  | 'reopen'
  | 'quarantine'
  | 'release';

export const handlingActions = (
  message: Pick<
    MessageSummary,
    'handling' | 'attention' | 'partner' | 'fromDepartment' | 'referral'
  >,
  myId: string,
): readonly HandlingAction[] => {
  const { handling, attention } = message;
  // What needs attention may still be fetched again, and come otherwise.
  const forward = attention === null ? (['forward'] as const) : [];
  const quarantine = isOnlyFax(message) ? (['quarantine'] as const) : [];
  switch (handling.state) {
    case 'new':
      return ['take', 'register', 'not-register', ...forward, ...quarantine];
    case 'taken':
      return handling.by.id === myId
        ? ['register', 'not-register', ...forward, 'give-back', ...quarantine]
        : ['take-over'];
    case 'registered':
    case 'not-registered':
      return ['reopen'];
    case 'forwarded':
      return [];
    case 'quarantined':
      return ['release'];
  }
};

/** The others have a sender who is known, and are never junk. */
const isOnlyFax = ({
  partner,
  fromDepartment,
  referral,
}: Pick<MessageSummary, 'partner' | 'fromDepartment' | 'referral'>): boolean =>
  partner === null && fromDepartment === null && referral === null;
