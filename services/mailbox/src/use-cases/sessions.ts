import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type { Database } from '@kuvert/platform/postgres/database';

import { hashSecret } from '../login/secret-hash.ts';
import { audit } from '../store/audit.ts';
import { endSession, findSession, touchSession, type Session } from '../store/sessions.ts';

export interface SessionDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Without anything done for so long, a session is over. */
  readonly idleMs: number;
}

/** Being seen is written down at most so often. */
const touchEveryMs = 30_000;

/** The session of a row's key, if it still goes on; looking doesn't keep it going. */
export const lookAtSession =
  ({ database, clock, idleMs }: SessionDeps) =>
  (idHash: string): Promise<Session | undefined> => {
    const now = clock.now();
    return findSession(database, idHash, { now, seenAfter: new Date(now.getTime() - idleMs) });
  };

/**
 * The session of a cookie. What a person does keeps it going; what their browser does by itself doesn't.
 * @throws KuvertError `login-required`
 */
export const useSession =
  (deps: SessionDeps) =>
  async (cookie: string | undefined, by: 'person' | 'browser'): Promise<Session> => {
    const session =
      cookie === undefined ? undefined : await lookAtSession(deps)(hashSecret(cookie));
    if (!session) throw new KuvertError('login-required', 'log in first');
    const now = deps.clock.now();
    if (by === 'person' && now.getTime() - session.seenAt.getTime() >= touchEveryMs)
      await touchSession(deps.database, session.idHash, now);
    return session;
  };

/** Logs out: the session is over at once, on every replica. */
export const logOut =
  ({ database, clock }: SessionDeps) =>
  (session: Session): Promise<void> =>
    database.transaction(async (transaction) => {
      const person = await endSession(transaction, session.idHash, clock.now());
      if (person !== undefined) await audit(transaction, { person, action: 'logout' });
    });
