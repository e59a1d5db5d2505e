import { useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { useApproval } from '../api/use-approvals.ts';
import { useItsDepartment } from '../parts/use-its-department.ts';
import { ReaderProblem } from '../reader/reader-problem.tsx';
import { ReaderSkeleton } from '../reader/reader-skeleton.tsx';
import { ApprovalView } from './approval-view.tsx';
import { useApprovalsWords } from './approvals-words.ts';

/** One fax that waits for a colleague, or that it waits no more. */
export const ApprovalReader = ({ id }: { id: string }) => {
  const words = useApprovalsWords();
  const { data: approval, error, refetch } = useApproval(id);
  useItsDepartment(approval?.departmentId);
  // A page that is loaded leaves the focus at its start; a fax that one opens takes it.
  const [atStart] = useState(id);
  const [hasMoved, setMoved] = useState(false);
  if (!hasMoved && id !== atStart) setMoved(true);
  // Somebody was first: what stood here is of no use any more.
  const isGone = error instanceof ApiError && error.status === 404;
  return (
    <section className="reader" aria-label={words.label}>
      {approval && !isGone ? (
        <ApprovalView key={id} approval={approval} takesFocus={hasMoved} />
      ) : error ? (
        <ReaderProblem error={error} notFound={words.notFound} onRetry={() => void refetch()} />
      ) : (
        <ReaderSkeleton />
      )}
    </section>
  );
};
