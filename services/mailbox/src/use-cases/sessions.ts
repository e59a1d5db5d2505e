import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type { PersonId } from '@kuvert/shared/ids';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';

import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import type { LoginRefusal } from '../login/refusal.ts';
import type { LoginTables } from '../store/login-tables.ts';
import { endSession, findSession, touchSession, type Session } from '../store/sessions.ts';

/** What becomes of logins and sessions, as the audit trail has it. */
export type SessionAct =
  | {
      readonly person: PersonId;
      readonly what: 'login' | 'step-up' | 'logout' | 'session-ended';
      /** The level of assurance, or why. */
      readonly detail?: string;
    }
  | {
      /** Null: nobody knows. */
      readonly person: PersonId | null;
      readonly what: 'login-refused';
      /** The rule that was broken may stand before the reason. */
      readonly detail: LoginRefusal | `${string} ${LoginRefusal}`;
    };

/** Puts such an act into the audit trail, as the transaction's last. */
export type WriteDown = (transaction: Transaction, act: SessionAct) => Promise<void>;

export interface SessionDeps {
  readonly database: Database;
  readonly tables: LoginTables;
  readonly writeDown: WriteDown;
  readonly clock: Clock;
  /** Without anything done for so long, a session is over. */
  readonly idleMs: number;
}

export interface LogOutDeps extends Omit<SessionDeps, 'idleMs'> {
  /** Tells every replica that a session is over, when the transaction commits. */
  readonly announce: (transaction: Transaction, idHash: string) => Promise<void>;
}

/** What a session of ours knows the provider's by; null where it named none. */
export const providerSessionOf = (issuer: string, sid: string | null): string | null =>
  sid === null ? null : hashSecret(JSON.stringify([issuer, sid]));

/** Being seen is written down at most so often. */
const touchEveryMs = 30_000;

/** The session of a row's key, if it still goes on; looking doesn't keep it going. */
export const lookAtSession =
  ({ database, tables, clock, idleMs }: SessionDeps) =>
  (idHash: string): Promise<Session | undefined> => {
    const now = clock.now();
    return findSession(database, tables, idHash, {
      now,
      seenAfter: new Date(now.getTime() - idleMs),
    });
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
      await touchSession(deps.database, deps.tables, session.idHash, now);
    return session;
  };

/** Logs out: the session is over at once, on every replica. */
export const logOut =
  ({ database, tables, clock, writeDown, announce }: LogOutDeps) =>
  (session: Session): Promise<void> =>
    database.transaction(async (transaction) => {
      const person = await endSession(transaction, tables, session.idHash, clock.now());
      if (person === undefined) return;
      await announce(transaction, session.idHash);
      await writeDown(transaction, { person, what: 'logout' });
    });
