import type { Transaction } from '@kuvert/platform/postgres/database';
import { asId } from '@kuvert/shared/ids';

import type { ShownSession, ShownSessions } from '#web/sessions-page';
import { readAdministration } from '../store/administration/scope.ts';
import { notFound } from '../store/not-found.ts';
import { readName } from '../store/people.ts';
import { endSession, listOpenSessions, type OpenSession, type Session } from '../store/sessions.ts';
import { scopeOf } from './actor.ts';
import { audited } from './open-document.ts';
import type { LogOutDeps, SessionDeps } from './sessions.ts';

/** Which of somebody's: one by its reference, all but the one that asks, or all. */
export type WhichSessions = { readonly reference: string } | 'others' | 'all';

/** Enough of the row's key to tell sessions of one person apart, and not the key. */
const referenceOf = ({ idHash }: OpenSession): string => idHash.slice(0, 16);

/** Sessions of somebody that go on: one's own, or anybody's for who looks after the house. @throws KuvertError `not-found` */
export const readSessions =
  (deps: SessionDeps) =>
  (session: Session, of: string | null): Promise<ShownSessions> =>
    deps.database.transaction(async (transaction) => {
      const name = of === null ? null : await nameOf(transaction, of);
      const open = await openOf(deps, transaction, of ?? session.person);
      return {
        of: of === null ? null : { id: of, name: name ?? '' },
        sessions: open.map(toShown(session)),
      };
    }, scopeOf(session));

/** Ends them at once, on every replica, each on record; how many. @throws KuvertError `not-found`, `audit-not-written` */
export const endOpenSessions =
  (deps: SessionDeps & LogOutDeps) =>
  (session: Session, of: string | null, which: WhichSessions): Promise<number> =>
    audited(() =>
      deps.database.transaction(async (transaction) => {
        if (of !== null) await nameOf(transaction, of);
        const person = of ?? session.person;
        const open = await openOf(deps, transaction, person);
        const chosen = open.filter((each) => {
          if (which === 'all') return true;
          if (which === 'others') return each.idHash !== session.idHash;
          return referenceOf(each) === which.reference;
        });
        const at = deps.clock.now();
        let ended = 0;
        for (const { idHash } of chosen) {
          if ((await endSession(transaction, deps.tables, idHash, at)) === undefined) continue;
          await deps.announce(transaction, idHash);
          ended += 1;
        }
        for (let each = 0; each < ended; each++)
          await deps.writeDown(transaction, {
            person: asId<'person'>(person),
            what: 'session-ended',
            detail: of === null ? 'by-themselves' : `${session.person} by-administrator`,
          });
        return ended;
      }, scopeOf(session)),
    );

const openOf = (
  { clock, idleMs }: Pick<SessionDeps, 'clock' | 'idleMs'>,
  transaction: Transaction,
  person: string,
): Promise<readonly OpenSession[]> => {
  const now = clock.now();
  return listOpenSessions(transaction, person, {
    now,
    seenAfter: new Date(now.getTime() - idleMs),
  });
};

/** Of somebody else's sessions who looks after the house is told, by a strong enough login, and nobody else. */
const nameOf = async (transaction: Transaction, person: string): Promise<string> => {
  const administration = await readAdministration(transaction);
  if (administration?.scope !== 'house' || !administration.reaches) throw notFound();
  const name = await readName(transaction, person);
  if (name === '') throw notFound();
  return name;
};

const toShown =
  (session: Session) =>
  (open: OpenSession): ShownSession => ({
    reference: referenceOf(open),
    isThis: open.idHash === session.idHash,
    program: open.program,
    loa: open.loa,
    since: open.createdAt.toISOString(),
    seenAt: open.seenAt.toISOString(),
  });
