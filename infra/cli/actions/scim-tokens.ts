import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import type { Clock } from '@kuvert/shared/clock';
import { newId, type Randomness } from '@kuvert/shared/ids';
import type { Database } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

/** The attributes by which a directory's user meets the person who logs in. */
export const scimSubjects = ['externalId', 'userName', 'hsaId'] as const;
export type ScimSubject = (typeof scimSubjects)[number];

export interface ScimTokenDeps {
  /** The database owner's: services may not do this. */
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid' | 'token'>;
}

export interface NewScimToken {
  readonly id: string;
  /** In plain: it is said once and kept nowhere. */
  readonly token: string;
  readonly expiresAt: Date;
}

const tokenBytes = 32;
const dayMs = 24 * 60 * 60_000;
/** In place of an identity provider, of business systems. */
const systems = 'api-client';

/**
 * Lets a directory of staff tell of people. Tokens of one issuer are one directory's, which knows people by one attribute.
 * @throws CommandError `name-taken`, `usage-wrong`
 */
export const addScimToken =
  ({ database, clock, randomness }: ScimTokenDeps) =>
  (input: {
    readonly name: string;
    readonly issuer: string;
    readonly subjectFrom: ScimSubject;
    readonly days: number;
  }): Promise<NewScimToken> => {
    const name = input.name.trim();
    if (name === '' || name.length > 100 || input.issuer.length > 500 || input.issuer === systems)
      throw new CommandError('usage-wrong', 'A name has 1 to 100 characters, an issuer 500.');
    return database.transaction(async (transaction) => {
      const now = clock.now();
      const { rowCount: others } = await transaction.query(
        'select from scim_token where issuer = $1 and subject_from <> $2 and removed_at is null',
        [input.issuer, input.subjectFrom],
      );
      if (others !== 0)
        throw new CommandError(
          'usage-wrong',
          'That directory has a token by which people are known by another attribute: remove it first.',
        );
      const id = newId<'scim-token'>(randomness);
      const token = randomness.token(tokenBytes);
      const expiresAt = new Date(now.getTime() + input.days * dayMs);
      const { rowCount } = await transaction.query(
        `insert into scim_token (id, name, issuer, subject_from, token_hash, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
        [id, name, input.issuer, input.subjectFrom, hashSecret(token), now, expiresAt],
      );
      if (rowCount !== 1) throw new CommandError('name-taken', 'There is a token of that name.');
      await audit(transaction, 'scim-token-added', {
        detail: `${id} ${input.subjectFrom} ${input.issuer} until ${expiresAt.toISOString()}`,
      });
      return { id, token, expiresAt };
    });
  };

/**
 * From the next request on it proves nothing; what it told stays.
 * @throws CommandError `token-unknown`
 */
export const removeScimToken =
  ({ database, clock }: Pick<ScimTokenDeps, 'database' | 'clock'>) =>
  (nameOrId: string): Promise<string> =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ id: string }>(
        // its name is free again
        `update scim_token set removed_at = $2, name = left(name, 60) || ' ' || id
          where (id = $1 or name = $1) and removed_at is null returning id`,
        [nameOrId, clock.now()],
      );
      const [removed] = rows;
      if (!removed) throw new CommandError('token-unknown', 'No token has that name or id.');
      await audit(transaction, 'scim-token-removed', { detail: removed.id });
      return removed.id;
    });
