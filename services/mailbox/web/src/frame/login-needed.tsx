import { useSession } from '../session.ts';
import { loadLoginDialogs } from './parts-loaded-later.ts';
import { usePart } from './use-part.ts';

/** Lies over everything while nobody is logged in, or not strongly enough for what is being written. */
export const LoginNeeded = ({ ended }: { ended: boolean }) => {
  const { data: dialogs } = usePart('login-dialogs', loadLoginDialogs);
  const { locked } = useSession();
  if (!dialogs) return null;
  if (ended) return <dialogs.SessionEnded />;
  return locked && <dialogs.LoginTooWeak />;
};
