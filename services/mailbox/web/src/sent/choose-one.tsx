import { FilePen, Send } from 'lucide-react';
import { useSession } from '../session.ts';
import { useSentWords } from './sent-words.ts';

/** The reader while nothing is opened. */
export const ChooseOne = ({ of }: { of: 'sent' | 'drafts' }) => {
  const { words } = useSession();
  const sent = useSentWords();
  const isDrafts = of === 'drafts';
  const Icon = isDrafts ? FilePen : Send;
  return (
    <section className="reader" aria-label={sent.label}>
      <div className="reader__nothing">
        <Icon className="icon" aria-hidden />
        <p>{isDrafts ? sent.drafts.chooseOne : sent.chooseOne}</p>
        <p>{isDrafts ? sent.drafts.hint : words.empty.chooseHint}</p>
      </div>
    </section>
  );
};
