import type { DraftWay } from '../../../src/http/api.ts';
import type { ComposeWords } from '../words/compose-en.ts';
import { useComposeWords } from './compose-words.ts';
import { useWriting } from './use-composition.ts';

/** By which channel the draft would go; null while the number that stands there isn't understood. */
export const useWay = (): DraftWay | null => {
  const { draft, written } = useWriting();
  const isUnderstood = draft.to?.national === written.number;
  return isUnderstood ? (draft.recipient?.way ?? null) : null;
};

/** The department of this house, or the partner, that it goes to as a message; null where it is faxed. */
export const useSecureRecipient = (): string | null => {
  const way = useWay();
  if (way?.kind !== 'chosen') return null;
  switch (way.channel) {
    case 'department':
      return way.department;
    case 'sdk':
    case 'gateway':
    case 'room':
      return way.partner;
    case 'fax':
      return null;
  }
};

/** What is said of the pages: they are printed by a machine, or seen. */
export const usePagesWords = (): ComposeWords['asFaxed'] => {
  const { asFaxed, asSeen } = useComposeWords();
  return useSecureRecipient() === null ? asFaxed : asSeen;
};
