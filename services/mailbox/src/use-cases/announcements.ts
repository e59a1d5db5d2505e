import type { Database } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';

import type { Announcement } from '#api';
import { addSeen, departmentTold, readAnnouncements } from '../store/announcements.ts';
import { audit } from '../store/audit.ts';
import { notFound } from '../store/not-found.ts';
import type { Session } from '../store/sessions.ts';
import { scopeOf } from './actor.ts';

export interface AnnouncementDeps {
  readonly database: Database;
  readonly clock: Clock;
}

/** What the person's departments are told that they have not seen. */
export const listAnnouncements =
  ({ database }: Pick<AnnouncementDeps, 'database'>) =>
  (session: Session): Promise<readonly Announcement[]> =>
    database.transaction(readAnnouncements, scopeOf(session));

/**
 * They have seen it, which is on record; said again it is nothing new.
 * @throws KuvertError `not-found` for whoever isn't told of it
 */
export const seeAnnouncement =
  ({ database, clock }: AnnouncementDeps) =>
  (session: Session, id: string): Promise<void> =>
    database.transaction(async (transaction) => {
      const departmentId = await departmentTold(transaction, id);
      if (departmentId === undefined) throw notFound();
      const { person } = session;
      if (await addSeen(transaction, { id, person, at: clock.now() }))
        await audit(transaction, {
          person,
          action: 'announcement-seen',
          departmentId,
          detail: `announcement ${id}`,
        });
    }, scopeOf(session));
