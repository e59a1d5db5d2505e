import { useEffect, useState } from 'react';
import { useSending } from '../api/use-sendings.ts';
import { ReaderProblem } from '../reader/reader-problem.tsx';
import { ReaderSkeleton } from '../reader/reader-skeleton.tsx';
import { redirect } from '../route/use-route.ts';
import { useSession } from '../session.ts';
import { SendingView } from './sending-view.tsx';
import { useSentWords } from './sent-words.ts';

/** An address without its department: the list beside it must be that of the fax. */
const useItsDepartment = (departmentId: string | undefined): void => {
  const { me, department, view, outgoing } = useSession();
  const isElsewhere =
    departmentId !== undefined &&
    departmentId !== department.id &&
    me.departments.some(({ id }) => id === departmentId);
  useEffect(() => {
    if (isElsewhere) redirect({ messageId: null, departmentId, view, outgoing });
  }, [isElsewhere, departmentId, view, outgoing]);
};

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
