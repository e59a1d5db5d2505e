import '../styles/compose.css';
import { useEffect } from 'react';
import { useOpenComposition, CompositionContext } from './use-composition.ts';
import { useQueryClient } from '@tanstack/react-query';
import type { Draft } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { redirect } from '../route/use-route.ts';
import { useSession } from '../session.ts';
import { ReaderProblem } from '../reader/reader-problem.tsx';
import { ReaderSkeleton } from '../reader/reader-skeleton.tsx';
import { useComposeWords } from './compose-words.ts';
import { ComposerView } from './composer-view.tsx';

const isWaiting = (draft: Draft | undefined): boolean => draft?.approval?.state === 'waiting';

export { takeStep } from './take-step.ts';

/** What waits for a colleague stays as it is: it is looked at where it waits. */
const useWhereItWaits = (draft: Draft | undefined): void => {
  const { view } = useSession();
  const queries = useQueryClient();
  useEffect(() => {
    if (!draft || !isWaiting(draft)) return;
    const { id: draftId, departmentId } = draft;
    redirect({ messageId: null, departmentId, view, outgoing: { kind: 'approvals', draftId } });
    queries.removeQueries({ queryKey: keys.composition(draftId) });
  }, [draft, queries, view]);
};

/** Writing a fax, in the place of the list and the reader. */
export const Composer = ({ draftId }: { draftId: string }) => {
  const compose = useComposeWords();
  const { data: composition, error, refetch } = useOpenComposition(draftId);
  const draft = composition?.writer.now().draft;
  useWhereItWaits(draft);
  return (
    <section id="writing" className="reader composer" tabIndex={-1} aria-label={compose.label}>
      {composition && !isWaiting(draft) ? (
        <CompositionContext value={composition}>
          <ComposerView key={draftId} />
        </CompositionContext>
      ) : error ? (
        <ReaderProblem error={error} notFound={compose.gone} onRetry={() => void refetch()} />
      ) : (
        <ReaderSkeleton />
      )}
    </section>
  );
};
