import { useState } from 'react';
import { useIncident } from '../api/use-incidents.ts';
import { useItsDepartment } from '../parts/use-its-department.ts';
import { ReaderProblem } from '../reader/reader-problem.tsx';
import { ReaderSkeleton } from '../reader/reader-skeleton.tsx';
import { IncidentView } from './incident-view.tsx';
import { useIncidentWords } from './incident-words.ts';

/** One incident. */
export const IncidentReader = ({ id }: { id: string }) => {
  const words = useIncidentWords();
  const { data: incident, error, refetch } = useIncident(id);
  useItsDepartment(incident?.departmentId);
  // A page that is loaded leaves the focus at its start; an incident that one opens takes it.
  const [atStart] = useState(id);
  const [hasMoved, setMoved] = useState(false);
  if (!hasMoved && id !== atStart) setMoved(true);
  return (
    <section className="reader" aria-label={words.label}>
      {incident ? (
        <IncidentView key={id} incident={incident} takesFocus={hasMoved} />
      ) : error ? (
        <ReaderProblem error={error} notFound={words.notFound} onRetry={() => void refetch()} />
      ) : (
        <ReaderSkeleton />
      )}
    </section>
  );
};
