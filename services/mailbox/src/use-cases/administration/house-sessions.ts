import type { HouseSessions } from '#web/admin/administered';

import { endHouseSessions, readHouseSessions } from '../../store/administration/sessions.ts';
import { scopeOf, type Actor } from '../actor.ts';
import { audited } from '../open-document.ts';
import type { SessionDeps } from '../sessions.ts';

type Deps = Pick<SessionDeps, 'database' | 'clock' | 'idleMs'>;

/** Who is logged in, and by how many sessions: never what they do in them. */
export const listHouseSessions =
  ({ database, clock, idleMs }: Deps) =>
  (actor: Actor): Promise<HouseSessions> => {
    const now = clock.now();
    const seenAfter = new Date(now.getTime() - idleMs);
    return database.transaction(
      (transaction) => readHouseSessions(transaction, { now, seenAfter }),
      scopeOf(actor),
    );
  };

/** Ends every session of the house, one's own as well, each on record; how many. @throws KuvertError `audit-not-written` */
export const endAllSessions =
  ({ database, clock }: Pick<Deps, 'database' | 'clock'>) =>
  (actor: Actor): Promise<number> =>
    audited(() =>
      database.transaction(
        (transaction) => endHouseSessions(transaction, clock.now()),
        scopeOf(actor),
      ),
    );
