import '../styles/compose.css';
import { useOpenComposition, CompositionContext } from './use-composition.ts';
import { ReaderProblem } from '../reader/reader-problem.tsx';
import { ReaderSkeleton } from '../reader/reader-skeleton.tsx';
import { useComposeWords } from './compose-words.ts';
import { ComposerView } from './composer-view.tsx';

/** Writing a fax, in the place of the list and the reader. */
export const Composer = ({ draftId }: { draftId: string }) => {
  const compose = useComposeWords();
  const { data: composition, error, refetch } = useOpenComposition(draftId);
  return (
    <section id="writing" className="reader composer" tabIndex={-1} aria-label={compose.label}>
      {composition ? (
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
