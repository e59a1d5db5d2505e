import { MailOpen } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { useMessage } from '../api/use-message.ts';
import { useMessages } from '../api/use-messages.ts';
import { loadRestriction } from '../frame/parts-loaded-later.ts';
import { useSession } from '../session.ts';
import { MessageView } from './message-view.tsx';
import { ReaderProblem } from './reader-problem.tsx';
import { ReaderSkeleton } from './reader-skeleton.tsx';

const ClosedMessage = lazy(async () => ({ default: (await loadRestriction()).ClosedMessage }));

const Nothing = () => {
  const { words, department, view } = useSession();
  const { rows } = useMessages(department.id, view);
  if (!rows) return null;
  return (
    <div className="reader__nothing">
      <MailOpen className="icon" aria-hidden />
      {rows.length > 0 ? (
        <>
          <p>{words.empty.chooseOne}</p>
          <p>{words.empty.chooseHint}</p>
        </>
      ) : (
        <p>{words.empty.comesByItself}</p>
      )}
    </div>
  );
};

const Opened = ({
  id,
  areKeysOn,
  takesFocus,
}: {
  id: string;
  areKeysOn: boolean;
  takesFocus: boolean;
}) => {
  const { full, summary, error, refetch } = useMessage(id);
  // also of what one has just read: somebody restricted it meanwhile
  if (error instanceof ApiError && error.code === 'restricted')
    return (
      <Suspense fallback={<ReaderSkeleton />}>
        <ClosedMessage id={id} />
      </Suspense>
    );
  if (!full && error) return <ReaderProblem error={error} onRetry={() => void refetch()} />;
  if (!summary) return <ReaderSkeleton />;
  return (
    <MessageView
      key={id}
      summary={summary}
      full={full}
      areKeysOn={areKeysOn}
      takesFocus={takesFocus}
    />
  );
};

export const Reader = ({ areKeysOn }: { areKeysOn: boolean }) => {
  const { messageId, words } = useSession();
  // A page that is loaded leaves the focus at its start; a message that one opens takes it.
  const [atStart] = useState(messageId);
  const [hasMoved, setMoved] = useState(false);
  if (!hasMoved && messageId !== atStart) setMoved(true);
  return (
    <section className="reader" aria-label={words.reader.label}>
      {messageId ? (
        <Opened id={messageId} areKeysOn={areKeysOn} takesFocus={hasMoved} />
      ) : (
        <Nothing />
      )}
    </section>
  );
};
