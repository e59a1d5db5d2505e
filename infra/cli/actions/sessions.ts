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

/** Ends every session of somebody, or (null) of everybody; each is on record. How many. */
export const endSessions =
  ({ database, clock }: Deps) =>
  async (person: PersonId | null): Promise<number> => {
    const { rows } = await database.query<{ ended: number }>(
      `select coalesce(sum(end_sessions_of(of.person_id, 'by-operator', $2)), 0)::int as ended
         from (select distinct person_id from session
                where ended_at is null and ($1::text is null or person_id = $1) order by person_id) of`,
      [person, clock.now()],
    );
    return rows[0]?.ended ?? 0;
  };
