import { Check, CloudOff, PencilLine } from 'lucide-react';
import { ApiError } from '../api/api-error.ts';
import { Time } from '../parts/time.tsx';
import { useComposeWords } from './compose-words.ts';
import { useWriting } from './use-composition.ts';

const isOffline = (error: unknown) => error instanceof ApiError && error.status === 0;

/** "Saved 09:12"; what is worse is said aloud, too. */
export const SavingState = () => {
  const compose = useComposeWords();
  const { draft, saving, tooLong } = useWriting();
  switch (tooLong.length > 0 ? 'waiting' : saving.state) {
    case 'saved':
      return (
        <span className="mark">
          <Check className="icon icon--small" aria-hidden />
          <span>
            {compose.saved} <Time iso={draft.changedAt} />
          </span>
        </span>
      );
    case 'saving':
      return <span className="mark">{compose.saving}</span>;
    case 'waiting':
    case 'conflict':
    case 'gone':
      return (
        <span className="mark">
          <PencilLine className="icon icon--small" aria-hidden />
          {compose.notYet}
        </span>
      );
    case 'failed':
      return (
        <span className="mark mark--mine" role="alert">
          <CloudOff className="icon icon--small" aria-hidden />
          <span className="mark__word">
            {saving.state === 'failed' && isOffline(saving.error)
              ? compose.notSavedOffline
              : compose.notSaved}
          </span>
        </span>
      );
  }
};
