import { ApiError } from '../api/api-error.ts';
import { problemSentence } from '../api/problem-sentence.ts';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session.ts';
import type { ContactsWords } from '../words/contacts-en.ts';
import { useContactsWords } from './contacts-words.ts';

type Known = keyof ContactsWords['problems'];

const isKnown = (code: string, { problems }: ContactsWords): code is Known =>
  Object.hasOwn(problems, code);

/** Why something could not be done with a contact. */
export const ContactProblem = ({ error }: { error: Error | null }) => {
  const { words } = useSession();
  const contacts = useContactsWords();
  if (!error) return null;
  const sentence =
    error instanceof ApiError && isKnown(error.code, contacts)
      ? contacts.problems[error.code]
      : problemSentence(error, words);
  return (
    <Notice tone="failed" role="alert">
      <p>{sentence}</p>
    </Notice>
  );
};
