import type { HouseSessions } from '#web/admin/administered';
import type { Transaction } from '@kuvert/platform/postgres/database';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly sessions: number;
  readonly seen_at: Date;
  readonly people: number;
  readonly all_sessions: number;
}

/** Who is logged in, for who looks after the house: whoever was here last comes first. */
export const readHouseSessions = async (
  transaction: Transaction,
  { now, seenAfter }: { readonly now: Date; readonly seenAfter: Date },
): Promise<HouseSessions> => {
  const { rows } = await transaction.query<Row>(
    'select id, name, subject, sessions, seen_at, people, all_sessions from admin_sessions($1, $2)',
    [now, seenAfter],
  );
  return {
    people: rows[0]?.people ?? 0,
    sessions: rows[0]?.all_sessions ?? 0,
    loggedIn: rows.map(({ id, name, subject, sessions, seen_at }) => ({
      ...{ id, name, subject, sessions, seenAt: seen_at },
    })),
  };
};

/** Every session of everybody, at once and on record (infra/migrations/0084_house_roles_given.sql); how many. */
export const endHouseSessions = async (transaction: Transaction, at: Date): Promise<number> => {
  const { rows } = await transaction.query<{ ended: number }>(
    'select end_house_sessions($1) as ended',
    [at],
  );
  return rows[0]?.ended ?? 0;
};
