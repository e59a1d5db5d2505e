import { KuvertError } from '@kuvert/shared/errors';
import { newId, type Randomness } from '@kuvert/shared/ids';
import type { Queryable } from '@kuvert/platform/postgres/database';

import { notFound } from './not-found.ts';

/** A directory of staff, by the token that proved it. */
export interface ScimDirectory {
  /** As the database knows the token, and looks at it again with each statement. */
  readonly tokenHash: string;
  readonly id: string;
  /** The attribute that people are known by. */
  readonly subjectFrom: 'externalId' | 'userName' | 'hsaId';
}

/** What a directory says of a person, as far as it is kept. */
export interface UserFacts {
  readonly userName: string;
  readonly externalId: string | null;
  readonly hsaId: string | null;
  readonly displayName: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly active: boolean;
}

/** Somebody or something else of a directory, named by another resource. */
export interface Reference {
  readonly value: string;
  readonly display: string;
}

interface Kept {
  readonly id: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

export interface ScimUser extends UserFacts, Kept {
  readonly groups: readonly Reference[];
}

export interface GroupFacts {
  readonly displayName: string;
  readonly externalId: string | null;
}

export interface ScimGroup extends GroupFacts, Kept {
  /** Null: not asked for. */
  readonly members: readonly Reference[] | null;
}

/** Who is in a group from now on: those of `all` (null: who was), without `gone`, with `come`. */
export interface MemberChange {
  readonly all: readonly string[] | null;
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/** Part of a list; each that is named has to be equal. */
export interface Page {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly externalId?: string | undefined;
  readonly offset: number;
  readonly most: number;
}

export interface Listed<T> {
  readonly total: number;
  readonly rows: readonly T[];
}

/** The directory whose token it is; undefined for none that there is, is over, or was taken away. */
export const findDirectory = async (
  database: Queryable,
  tokenHash: string,
  at: Date,
): Promise<ScimDirectory | undefined> => {
  const { rows } = await database.query<Omit<ScimDirectory, 'tokenHash'>>(
    'select id, subject_from as "subjectFrom" from scim_directory($1, $2)',
    [tokenHash, at],
  );
  return rows[0] && { tokenHash, ...rows[0] };
};

/** Of two that change the same resource at once the second waits here for the first. */
export const lockResource = async (transaction: Queryable, id: string): Promise<void> => {
  await transaction.query(`select pg_advisory_xact_lock(hashtextextended('scim ' || $1, 0))`, [id]);
};

export const listUsers = async (
  database: Queryable,
  { tokenHash }: ScimDirectory,
  at: Date,
  page: Page,
): Promise<Listed<ScimUser>> => {
  const { rows } = await database
    .query<ScimUser & { total: string }>(
      `select id, user_name as "userName", external_id as "externalId", hsa_id as "hsaId",
              display_name as "displayName", given_name as "givenName", family_name as "familyName", active,
              created_at as "createdAt", changed_at as "changedAt", groups, total
         from scim_users($1, $2, $3, $4, $5, $6, $7)`,
      [tokenHash, at, ...equal(page), page.offset, page.most],
    )
    .catch(asRefusal);
  return { total: Number(rows[0]?.total ?? 0), rows };
};

export const listGroups = async (
  database: Queryable,
  { tokenHash }: ScimDirectory,
  at: Date,
  page: Page & { readonly withMembers: boolean },
): Promise<Listed<ScimGroup>> => {
  const { rows } = await database
    .query<ScimGroup & { total: string }>(
      `select id, external_id as "externalId", display_name as "displayName", created_at as "createdAt",
              changed_at as "changedAt", members, total
         from scim_groups($1, $2, $3, $4, $5, $6, $7, $8)`,
      [tokenHash, at, ...equal(page), page.withMembers, page.offset, page.most],
    )
    .catch(asRefusal);
  return { total: Number(rows[0]?.total ?? 0), rows };
};

/** @throws KuvertError `scim-taken`, `scim-value-wrong`, `scim-subject-changed`, `not-found` */
export const saveUser = async (
  database: Queryable,
  randomness: Pick<Randomness, 'uuid'>,
  { tokenHash, subjectFrom }: ScimDirectory,
  at: Date,
  user: UserFacts & {
    readonly id: string;
    readonly isNew: boolean;
    /** For colleagues to read. */
    readonly called: string;
  },
): Promise<void> => {
  const { rows } = await database
    .query<{ outcome: Outcome }>(
      `select scim_save_user($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) as outcome`,
      [
        ...[tokenHash, at, user.isNew, user.id, newId<'person'>(randomness), user.userName],
        ...[user.externalId, user.hsaId, user.displayName, user.givenName, user.familyName],
        ...[user.called, user.active],
      ],
    )
    .catch(asRefusal);
  refuseUnlessDone(rows[0]?.outcome, subjectFrom);
};

/** @throws KuvertError `scim-taken`, `scim-value-wrong`, `not-found` */
export const saveGroup = async (
  database: Queryable,
  { tokenHash, subjectFrom }: ScimDirectory,
  at: Date,
  group: GroupFacts & MemberChange & { readonly id: string; readonly isNew: boolean },
): Promise<void> => {
  const { rows } = await database
    .query<{ outcome: Outcome }>(
      'select scim_save_group($1, $2, $3, $4, $5, $6, $7, $8, $9) as outcome',
      [
        ...[tokenHash, at, group.isNew, group.id, group.externalId, group.displayName],
        ...[group.all, group.gone, group.come],
      ],
    )
    .catch(asRefusal);
  refuseUnlessDone(rows[0]?.outcome, subjectFrom);
};

/** @throws KuvertError `not-found` */
export const removeResource = async (
  database: Queryable,
  kind: 'user' | 'group',
  { tokenHash }: ScimDirectory,
  at: Date,
  id: string,
): Promise<void> => {
  const { rows } = await database
    .query<{ done: boolean }>(`select scim_remove_${kind}($1, $2, $3) as done`, [tokenHash, at, id])
    .catch(asRefusal);
  if (rows[0]?.done !== true) throw notFound();
};

const equal = ({ id, name, externalId }: Page): (string | null)[] => [
  id ?? null,
  name ?? null,
  externalId ?? null,
];

/** What the database's functions say of it. */
type Outcome = 'done' | 'taken' | 'subject-missing' | 'subject-changed' | 'unknown';

const refuseUnlessDone = (
  outcome: Outcome | undefined,
  subjectFrom: ScimDirectory['subjectFrom'],
): void => {
  switch (outcome) {
    case 'done':
      return;
    case 'taken':
      throw new KuvertError('scim-taken', 'there is another one of that name or id');
    case 'subject-missing':
      throw new KuvertError(
        'scim-value-wrong',
        `people are known by ${subjectFrom}: it is missing`,
      );
    case 'subject-changed':
      throw new KuvertError(
        'scim-subject-changed',
        `people are known by ${subjectFrom}, which stays: delete the user and create another`,
      );
    case 'unknown':
    case undefined:
      throw notFound();
  }
};

/** What the database refuses by itself: a token that ended meanwhile, a member of nobody's or of another directory's. */
const asRefusal = (error: unknown): never => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === '42501')
    throw new KuvertError('token-invalid', 'the access token is none, has expired or was ended', {
      cause: error,
    });
  if (code === '23503')
    throw new KuvertError('scim-value-wrong', 'a member is no user here', { cause: error });
  // two at once with the same name
  if (code === '23505')
    throw new KuvertError('scim-taken', 'there is another one of that name or id', {
      cause: error,
    });
  throw error;
};
