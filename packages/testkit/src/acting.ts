import { randomUUID } from 'node:crypto';

import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import { asId, type PersonId } from '@kuvert/shared/ids';

import type { TestDatabase } from './database.ts';

/** What a person's transactions in the mailbox act for, in a session of their own that was logged in at this level. */
export const actingAs = async (
  { sql }: Pick<TestDatabase, 'sql'>,
  person: string,
  loa: LevelOfAssurance | null = 'LoA3',
): Promise<{ readonly person: PersonId; readonly session: string }> => {
  const session = randomUUID();
  await sql(
    `insert into session (id_hash, person_id, csrf_token, created_at, seen_at, expires_at, loa)
     values ($1, $2, '', now(), now(), now() + interval '1 day', $3)`,
    [session, person, loa],
  );
  return { person: asId<'person'>(person), session };
};
