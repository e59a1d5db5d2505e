import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isSessionEnded } from './is-session-ended.ts';

/** True from the first request that was refused because nobody is logged in. */
export const useSessionEnded = (): boolean => {
  const queries = useQueryClient();
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    const stops = [
      queries.getQueryCache().subscribe(({ query }) => {
        if (isSessionEnded(query.state.error)) setEnded(true);
      }),
      queries.getMutationCache().subscribe(({ mutation }) => {
        if (isSessionEnded(mutation?.state.error)) setEnded(true);
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [queries]);
  return ended;
};
