import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isLoginTooWeak, isSessionEnded } from '../api/is-session-ended.ts';
import { keys } from '../api/keys.ts';
import { useArriving, useWriting } from './use-composition.ts';

const loginProblems = ['login-required', 'login-too-weak'];

/** What is saved and uploaded by itself is refused when the session has ended, or is too weak now; asking who one is says so to all. */
export const useSessionWatch = (): void => {
  const queries = useQueryClient();
  const { saving } = useWriting();
  const arriving = useArriving();
  const isRefused =
    (saving.state === 'failed' && (isSessionEnded(saving.error) || isLoginTooWeak(saving.error))) ||
    arriving.some(
      ({ problem }) => problem !== null && problem !== undefined && loginProblems.includes(problem),
    );
  useEffect(() => {
    if (isRefused) void queries.invalidateQueries({ queryKey: keys.me });
  }, [isRefused, queries]);
};
