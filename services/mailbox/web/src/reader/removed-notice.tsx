import type { Intake } from '../../../src/http/api.ts';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session.ts';
import { removedSentences } from './intake-sentences.ts';

/** What of a PDF is not in what is shown: a lock that kept nobody out, and what acted in it. */
export const RemovedNotice = ({ intake }: { intake: Intake }) => {
  const { me, words } = useSession();
  const sentences = removedSentences(intake, words, me.locale);
  if (sentences.length === 0) return null;
  return (
    <Notice tone="plain">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Notice>
  );
};
