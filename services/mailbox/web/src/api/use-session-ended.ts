import { hashKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isLoginTooWeak, isSessionEnded } from './is-session-ended.ts';
import { keys } from './keys.ts';

/** True from the first request that was refused because nobody is logged in, until somebody is again. */
export const useSessionEnded = (): boolean => {
  const queries = useQueryClient();
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    const askWhoIAm = () => void queries.invalidateQueries({ queryKey: keys.me });
    const stops = [
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated') return;
        const { action, query } = event;
        if (action.type === 'error' && isSessionEnded(action.error)) setEnded(true);
        if (action.type === 'error' && isLoginTooWeak(action.error)) askWhoIAm();
        if (action.type === 'success' && query.queryHash === hashKey(keys.me)) setEnded(false);
      }),
      queries.getMutationCache().subscribe((event) => {
        if (event.type !== 'updated') return;
        if (isSessionEnded(event.mutation.state.error)) setEnded(true);
        if (isLoginTooWeak(event.mutation.state.error)) askWhoIAm();
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [queries]);
  return ended;
};
