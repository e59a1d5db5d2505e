import { MailOpen } from 'lucide-react';
import { useMessage } from '../api/use-message.ts';
import { useSession } from '../session.ts';
import { MessageView } from './message-view.tsx';
import { ReaderProblem } from './reader-problem.tsx';
import { ReaderSkeleton } from './reader-skeleton.tsx';

const Nothing = () => {
  const { words } = useSession();
  return (
    <div className="reader__nothing">
      <MailOpen className="icon" aria-hidden />
      <p>{words.empty.chooseOne}</p>
      <p>{words.empty.chooseHint}</p>
    </div>
  );
};

const Opened = ({ id, areKeysOn }: { id: string; areKeysOn: boolean }) => {
  const { full, summary, error, refetch } = useMessage(id);
  if (!full && error) return <ReaderProblem error={error} onRetry={() => void refetch()} />;
  if (!summary) return <ReaderSkeleton />;
  return <MessageView key={id} summary={summary} full={full} areKeysOn={areKeysOn} />;
};

export const Reader = ({ areKeysOn }: { areKeysOn: boolean }) => {
  const { messageId } = useSession();
  return (
    <main className="reader">
      {messageId ? <Opened id={messageId} areKeysOn={areKeysOn} /> : <Nothing />}
    </main>
  );
};
