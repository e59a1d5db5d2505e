import { useState } from 'react';
import { useSending } from '../api/use-sendings.ts';
import { useItsDepartment } from '../parts/use-its-department.ts';
import { ReaderProblem } from '../reader/reader-problem.tsx';
import { ReaderSkeleton } from '../reader/reader-skeleton.tsx';
import { SendingView } from './sending-view.tsx';
import { useSentWords } from './sent-words.ts';

/** One fax that was sent. */
export const SendingReader = ({ id }: { id: string }) => {
  const sent = useSentWords();
  const { data: sending, error, refetch } = useSending(id);
  useItsDepartment(sending?.departmentId);
  // A page that is loaded leaves the focus at its start; a fax that one opens takes it.
  const [atStart] = useState(id);
  const [hasMoved, setMoved] = useState(false);
  if (!hasMoved && id !== atStart) setMoved(true);
  return (
    <section className="reader" aria-label={sent.label}>
      {sending ? (
        <SendingView key={id} sending={sending} takesFocus={hasMoved} />
      ) : error ? (
        <ReaderProblem error={error} notFound={sent.notFound} onRetry={() => void refetch()} />
      ) : (
        <ReaderSkeleton />
      )}
    </section>
  );
};
