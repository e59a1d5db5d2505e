import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keys } from '../api/keys.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';

const everyMs = 3_000;

/** Asks, while the window is looked at, whether somebody has logged in beside it; another person begins anew. */
export const useLoggedInElsewhere = (): void => {
  const { api, background } = useServices();
  const { me } = useSession();
  const queries = useQueryClient();
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState !== 'visible') return;
      void background.quietly(async () => {
        const now = await api.me().catch(() => null);
        if (!now) return;
        if (now.person.id !== me.person.id) {
          location.assign('/');
          return;
        }
        queries.setQueryData(keys.me, now);
        await queries.invalidateQueries();
      });
    };
    const timer = setInterval(ask, everyMs);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [api, background, me.person.id, queries]);
};
