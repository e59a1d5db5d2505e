import type { BrowserProgram } from '@kuvert/shared/browser-program';
import type { PersonId } from '@kuvert/shared/ids';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

import type { HouseDeps } from './departments.ts';

export interface ListedSession {
  readonly since: Date;
  readonly seenAt: Date;
  readonly program: BrowserProgram | null;
  readonly loa: LevelOfAssurance | null;
}

type Deps = Pick<HouseDeps, 'database' | 'clock'>;

/** Sessions of somebody that nobody ended and whose time is not over, the newest first. */
export const listSessions =
  ({ database, clock }: Deps) =>
  async (person: PersonId): Promise<readonly ListedSession[]> => {
    const { rows } = await database.query<ListedSession>(
      `select created_at as since, seen_at as "seenAt", program, loa from session
        where person_id = $1 and ended_at is null and expires_at > $2 order by created_at desc, id_hash`,
      [person, clock.now()],
    );
    return rows;
  };

/** Ends every session of somebody; each is on record. How many. */
export const endSessions =
  ({ database, clock }: Deps) =>
  async (person: PersonId): Promise<number> =>
    ended(database, `select end_sessions_of($1, 'by-operator', $2) as ended`, [
      person,
      clock.now(),
    ]);

/** Ends every session of everybody in the mailbox; each is on record. How many. */
export const endHouseSessions =
  ({ database, clock }: Deps) =>
  (): Promise<number> =>
    ended(database, 'select end_house_sessions($1) as ended', [clock.now()]);

const ended = async (
  database: Deps['database'],
  sql: string,
  values: readonly unknown[],
): Promise<number> => (await database.query<{ ended: number }>(sql, values)).rows[0]?.ended ?? 0;

export interface LoggedIn {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly sessions: number;
  readonly seenAt: Date;
}

/** Who is logged in, and by how many sessions: those who were here last, 200 at most. */
export const listLoggedIn =
  ({ database, clock }: Deps) =>
  async (): Promise<readonly LoggedIn[]> => {
    const { rows } = await database.query<LoggedIn>(
      `select id, name, subject, sessions, seen_at as "seenAt" from admin_sessions($1, '-infinity')`,
      [clock.now()],
    );
    return rows;
  };
