import { hashKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isSessionEnded } from './is-session-ended.ts';
import { keys } from './keys.ts';

/** True from the first request that was refused because nobody is logged in, until somebody is again. */
export const useSessionEnded = (): boolean => {
  const queries = useQueryClient();
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    const stops = [
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated') return;
        const { action, query } = event;
        if (action.type === 'error' && isSessionEnded(action.error)) setEnded(true);
        if (action.type === 'success' && query.queryHash === hashKey(keys.me)) setEnded(false);
      }),
      queries.getMutationCache().subscribe((event) => {
        if (event.type === 'updated' && isSessionEnded(event.mutation.state.error)) setEnded(true);
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [queries]);
  return ended;
};
