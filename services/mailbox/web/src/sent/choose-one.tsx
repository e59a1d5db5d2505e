import { FilePen, Send } from 'lucide-react';
import { NothingChosen } from '../parts/nothing-chosen.tsx';
import { useSession } from '../session.ts';
import { useSentWords } from './sent-words.ts';

/** The reader while nothing is opened. */
export const ChooseOne = ({ of }: { of: 'sent' | 'drafts' }) => {
  const { words } = useSession();
  const sent = useSentWords();
  const isDrafts = of === 'drafts';
  return (
    <NothingChosen
      label={sent.label}
      icon={isDrafts ? FilePen : Send}
      text={isDrafts ? sent.drafts.chooseOne : sent.chooseOne}
      hint={isDrafts ? sent.drafts.hint : words.empty.chooseHint}
    />
  );
};
