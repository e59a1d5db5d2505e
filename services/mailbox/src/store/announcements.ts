import type { AnnouncementKind } from '@kuvert/shared/announcements';
import type { PersonId } from '@kuvert/shared/ids';
import type { Queryable, Transaction } from '@kuvert/platform/postgres/database';

import type { Announcement } from '#api';

const unseen = `not exists (select from announcement_seen s where s.announcement_id = a.id)`;

/** How many wait for the person whom the transaction acts for. */
export const countAnnouncements = async (transaction: Transaction): Promise<number> => {
  const { rows } = await transaction.query<{ number: number }>(
    `select count(*)::int as number from announcement a where ${unseen}`,
  );
  return rows[0]?.number ?? 0;
};

/** What that person is told and hasn't seen, the newest first. */
export const readAnnouncements = async (transaction: Transaction): Promise<Announcement[]> => {
  const { rows } = await transaction.query<{
    id: string;
    kind: AnnouncementKind;
    department_id: string;
    department: string;
    person_id: string;
    person: string;
    at: Date;
    until: Date | null;
  }>(
    `select a.id, a.kind, a.department_id, d.name as department, a.person_id, p.name as person, a.at, a.until
       from announcement a join department d on d.id = a.department_id join person p on p.id = a.person_id
      where ${unseen} order by a.at desc, a.id limit 20`,
  );
  return rows.map(({ id, kind, department_id, department, person_id, person, at, until }) => ({
    id,
    kind,
    department: { id: department_id, name: department },
    about: { id: person_id, name: person },
    at: at.toISOString(),
    until: until?.toISOString() ?? null,
  }));
};

/** The department that is told of it; undefined when the person isn't told. */
export const departmentTold = async (
  transaction: Transaction,
  id: string,
): Promise<string | undefined> => {
  const { rows } = await transaction.query<{ department_id: string }>(
    'select department_id from announcement where id = $1',
    [id],
  );
  return rows[0]?.department_id;
};

/** Whether they hadn't said so before. */
export const addSeen = async (
  database: Queryable,
  seen: { readonly id: string; readonly person: PersonId; readonly at: Date },
): Promise<boolean> => {
  const { rowCount } = await database.query(
    'insert into announcement_seen values ($1, $2, $3) on conflict (announcement_id, person_id) do nothing',
    [seen.id, seen.person, seen.at],
  );
  return rowCount === 1;
};
