import { useEffect } from 'react';
import { useServices } from '../services.ts';

/** The browser asks before it closes a window with something in it that is not saved. */
export const useLeaveGuard = (): void => {
  const { unsaved } = useServices();
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (unsaved.isAny()) event.preventDefault();
    };
    window.addEventListener('beforeunload', onLeave);
    return () => window.removeEventListener('beforeunload', onLeave);
  }, [unsaved]);
};
