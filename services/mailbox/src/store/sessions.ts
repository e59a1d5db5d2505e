import type { BrowserProgram } from '@kuvert/shared/browser-program';
import { asId, type PersonId } from '@kuvert/shared/ids';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { Queryable } from '@kuvert/platform/postgres/database';

import type { LoginTables } from './login-tables.ts';

/** Somebody who is logged in. */
export interface Session {
  /** SHA-256 of the cookie: the row's key. */
  readonly idHash: string;
  readonly person: PersonId;
  /** Who knows the person: the identity provider, or the directory of smart cards. */
  readonly issuer: string;
  readonly name: string;
  readonly locale: 'sv' | 'en' | null;
  readonly csrfToken: string;
  /** Of its login; null: the identity provider said none. */
  readonly loa: LevelOfAssurance | null;
  readonly seenAt: Date;
}

/** Adds a session, and clears away what ended a day before. */
export const addSession = async (
  database: Queryable,
  { session: table }: LoginTables,
  session: {
    readonly idHash: string;
    readonly person: PersonId;
    readonly csrfToken: string;
    readonly loa: LevelOfAssurance | null;
    /** A hash of issuer and session there; null: unknown. */
    readonly providerSession: string | null;
    /** A keyed hash of whose it is at the provider; null: it began by other means than SAML. */
    readonly providerSubject: string | null;
    readonly program: BrowserProgram;
    readonly at: Date;
    readonly expiresAt: Date;
  },
): Promise<void> => {
  await database.query(
    `delete from ${table} where expires_at < $1::timestamptz - interval '1 day'`,
    [session.at],
  );
  // who logs in to the room has one session to look at and no list of them, and doesn't come by SAML
  const [more, values] =
    table === 'session' ? [', program, provider_subject', ', $8, $9'] : ['', ''];
  await database.query(
    `insert into ${table} (id_hash, person_id, csrf_token, created_at, seen_at, expires_at, loa, provider_session${more})
     values ($1, $2, $3, $4, $4, $5, $6, $7${values})`,
    [
      ...[session.idHash, session.person, session.csrfToken, session.at, session.expiresAt],
      ...[session.loa, session.providerSession],
      ...(table === 'session' ? [session.program, session.providerSubject] : []),
    ],
  );
};

/** The session, unless it ended, expired, or nobody was seen in it since `seenAfter`. */
export const findSession = async (
  database: Queryable,
  tables: LoginTables,
  idHash: string,
  { now, seenAfter }: { readonly now: Date; readonly seenAfter: Date },
): Promise<Session | undefined> => {
  const { rows } = await database.query<{
    person_id: string;
    issuer: string;
    csrf_token: string;
    seen_at: Date;
    loa: Session['loa'];
    name: string;
    locale: Session['locale'];
  }>(
    `select s.person_id, s.csrf_token, s.seen_at, s.loa, p.issuer, p.name, p.locale
       from ${tables.session} s join ${tables.person} p on p.id = s.person_id
      where s.id_hash = $1 and s.ended_at is null and s.expires_at > $2 and s.seen_at > $3`,
    [idHash, now, seenAfter],
  );
  const row = rows[0];
  return (
    row && {
      idHash,
      person: asId<'person'>(row.person_id),
      issuer: row.issuer,
      name: row.name,
      locale: row.locale,
      csrfToken: row.csrf_token,
      loa: row.loa,
      seenAt: row.seen_at,
    }
  );
};

/** Somebody did something in the session. */
export const touchSession = async (
  database: Queryable,
  { session: table }: LoginTables,
  idHash: string,
  at: Date,
): Promise<void> => {
  await database.query(`update ${table} set seen_at = $2 where id_hash = $1 and ended_at is null`, [
    idHash,
    at,
  ]);
};

/** Ends a session; the person whose it was, or undefined when there was none to end. */
export const endSession = async (
  database: Queryable,
  { session: table }: LoginTables,
  idHash: string,
  at: Date,
): Promise<PersonId | undefined> => {
  const { rows } = await database.query<{ person_id: string }>(
    `update ${table} set ended_at = $2 where id_hash = $1 and ended_at is null returning person_id`,
    [idHash, at],
  );
  return rows[0] && asId<'person'>(rows[0].person_id);
};

/** A session as its person sees it. */
export interface OpenSession {
  readonly idHash: string;
  /** Null: nobody noted it. */
  readonly program: BrowserProgram | null;
  readonly loa: LevelOfAssurance | null;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

/** Those of somebody's in the mailbox that go on, the newest first. */
export const listOpenSessions = async (
  database: Queryable,
  person: string,
  { now, seenAfter }: { readonly now: Date; readonly seenAfter: Date },
): Promise<readonly OpenSession[]> => {
  const { rows } = await database.query<OpenSession>(
    `select id_hash as "idHash", program, loa, created_at as "createdAt", seen_at as "seenAt" from session
      where person_id = $1 and ended_at is null and expires_at > $2 and seen_at > $3
      order by created_at desc, id_hash limit 100`,
    [person, now, seenAfter],
  );
  return rows;
};
