import { asId, type PersonId } from '@kuvert/shared/ids';
import type { Queryable } from '@kuvert/platform/postgres/database';

import type { SessionNames } from '../login/saml/logout.ts';

/** By what a session is known at the identity provider; undefined: it didn't begin there, or is over. */
export const readSessionNames = async (
  database: Queryable,
  idHash: string,
): Promise<SessionNames | undefined> => {
  const { rows } = await database.query<SessionNames>(
    `select provider_subject as subject, provider_session as session from session
      where id_hash = $1 and provider_subject is not null`,
    [idHash],
  );
  return rows[0];
};

/** Ends somebody's sessions, or those named of them; one whose index nobody told may be any of these, and ends too. */
export const endSamlSessions = async (
  database: Queryable,
  at: {
    readonly subjects: readonly string[];
    /** None: every one. */
    readonly sessions: readonly string[];
    readonly at: Date;
  },
): Promise<readonly { readonly idHash: string; readonly person: PersonId }[]> => {
  const { rows } = await database.query<{ id_hash: string; person_id: string }>(
    `update session set ended_at = $3
      where ended_at is null and provider_subject = any($1)
        and (cardinality($2::text[]) = 0 or provider_session is null or provider_session = any($2))
      returning id_hash, person_id`,
    [at.subjects, at.sessions, at.at],
  );
  return rows.map((row) => ({ idHash: row.id_hash, person: asId<'person'>(row.person_id) }));
};

/** Adds a request of ours that waits for an answer, and clears away those from before `oldest`. */
export const addSamlLogout = async (
  database: Queryable,
  request: {
    readonly stateHash: string;
    readonly requestId: string;
    readonly at: Date;
    readonly oldest: Date;
  },
): Promise<void> => {
  await database.query('delete from saml_logout where created_at <= $1', [request.oldest]);
  await database.query(
    'insert into saml_logout (state_hash, request_id, created_at) values ($1, $2, $3)',
    [request.stateHash, request.requestId, request.at],
  );
};

/** Uses one up: the request that an answer has to be to; undefined when there is none. */
export const takeSamlLogout = async (
  database: Queryable,
  { stateHash, oldest }: { readonly stateHash: string; readonly oldest: Date },
): Promise<string | undefined> => {
  const { rows } = await database.query<{ request_id: string }>(
    'delete from saml_logout where state_hash = $1 and created_at > $2 returning request_id',
    [stateHash, oldest],
  );
  return rows[0]?.request_id;
};
