import '../styles/contacts.css';
import { BadgeCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react';
import { useContactsWords } from './contacts-words.ts';
import { verificationWord, type VerificationState } from './verification-state.ts';

const icons: Record<VerificationState, LucideIcon> = {
  verified: BadgeCheck,
  unverified: CircleDashed,
  refused: CircleX,
};

export const VerificationIcon = ({ state }: { state: VerificationState }) => {
  const Icon = icons[state];
  return <Icon className="icon" aria-hidden />;
};

/** Whether the number is verified: icon, word and colour together. */
export const VerificationMark = ({ state }: { state: VerificationState }) => {
  const contacts = useContactsWords();
  const Icon = icons[state];
  return (
    <span className={`mark mark--number-${state}`}>
      <Icon className="icon icon--small" aria-hidden />
      <span className="mark__word">{verificationWord(state, contacts)}</span>
    </span>
  );
};
