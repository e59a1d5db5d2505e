import { createContext, use } from 'react';
import type { Department, LockedDepartment, Me, View } from '../../src/http/api.ts';
import type { Outgoing } from './route/route.ts';
import type { Words } from './words/words.ts';

/** Who looks, at what, in which language, and what time it is (once a minute). */
export interface Session {
  readonly me: Me;
  readonly words: Words;
  readonly now: Date;
  readonly department: Department;
  /** The department, when it has come to demand more than this login while something of it is not saved. */
  readonly locked: LockedDepartment | null;
  readonly view: View;
  readonly messageId: string | null;
  /** Null among received faxes. */
  readonly outgoing: Outgoing | null;
}

export const SessionContext = createContext<Session | null>(null);

export const useSession = (): Session => {
  const session = use(SessionContext);
  if (!session) throw new Error('outside of the session');
  return session;
};
