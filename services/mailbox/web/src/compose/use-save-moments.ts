import { useEffect, useRef } from 'react';
import { useSession } from '../session.ts';
import { useComposition } from './use-composition.ts';

/** Saves at once when somebody is logged in again, and when one looks elsewhere. */
export const useSaveMoments = (): void => {
  const { writer } = useComposition();
  const { csrfToken } = useSession().me;
  const session = useRef(csrfToken);
  useEffect(() => {
    if (session.current === csrfToken) return;
    session.current = csrfToken;
    // What fails is shown beside the title.
    void writer.save().catch(() => undefined);
  }, [writer, csrfToken]);
  useEffect(() => {
    const save = () => void writer.save().catch(() => undefined);
    const onHidden = () => {
      if (document.visibilityState === 'hidden') save();
    };
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
      save();
    };
  }, [writer]);
};
