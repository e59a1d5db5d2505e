import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isSessionEnded } from '../api/is-session-ended.ts';
import { keys } from '../api/keys.ts';
import { useArriving, useWriting } from './use-composition.ts';

const loginRequired = 'login-required';

/** What is saved and uploaded by itself is refused when the session has ended; asking who one is says so to all. */
export const useSessionWatch = (): void => {
  const queries = useQueryClient();
  const { saving } = useWriting();
  const arriving = useArriving();
  const isRefused =
    (saving.state === 'failed' && isSessionEnded(saving.error)) ||
    arriving.some(({ problem }) => problem === loginRequired);
  useEffect(() => {
    if (isRefused) void queries.invalidateQueries({ queryKey: keys.me });
  }, [isRefused, queries]);
};
