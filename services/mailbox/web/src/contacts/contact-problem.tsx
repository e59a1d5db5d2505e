import { knownSentence } from '../api/known-sentence.ts';
import { problemSentence } from '../api/problem-sentence.ts';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session.ts';
import { useContactsWords } from './contacts-words.ts';

/** Why something could not be done with a contact. */
export const ContactProblem = ({ error }: { error: Error | null }) => {
  const { words } = useSession();
  const { problems } = useContactsWords();
  if (!error) return null;
  return (
    <Notice tone="failed" role="alert">
      <p>{knownSentence(error, problems) ?? problemSentence(error, words)}</p>
    </Notice>
  );
};
