import type { ApiScope } from '@kuvert/shared/api-scopes';
import type { Clock } from '@kuvert/shared/clock';
import { newId, type DepartmentId, type PersonId, type Randomness } from '@kuvert/shared/ids';
import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

export interface ApiClientDeps {
  /** The database owner's: services may not do this. */
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid' | 'token'>;
}

/** A secret in plain: it is said once and kept nowhere. */
export interface NewSecret {
  readonly clientId: PersonId;
  readonly secret: string;
}

/** Bits of a secret, in bytes. */
const secretBytes = 32;
/** In place of an identity provider, which never gives this name. */
const issuer = 'api-client';
const longestName = 100;

/**
 * Makes a business system known, which acts in one department and may do what `scopes` say.
 * @throws CommandError `name-taken`, `usage-wrong`
 */
export const addApiClient =
  (deps: ApiClientDeps) =>
  (input: {
    readonly name: string;
    readonly departmentId: DepartmentId;
    readonly scopes: readonly ApiScope[];
    /** Made up unless a demonstration gives one that it keeps. */
    readonly secret?: string;
  }): Promise<NewSecret> => {
    const name = input.name.trim();
    if (name === '' || name.length > longestName)
      throw new CommandError('usage-wrong', `A system's name has 1 to ${longestName} characters.`);
    return deps.database.transaction(async (transaction) => {
      const clientId = newId<'person'>(deps.randomness);
      const now = deps.clock.now();
      const { rowCount } = await transaction.query(
        `insert into person (id, issuer, subject, name, created_at, kind)
         values ($1, $2, $3, $3, $4, 'system') on conflict do nothing`,
        [clientId, issuer, name, now],
      );
      if (rowCount !== 1)
        throw new CommandError('name-taken', 'There is a system of that name already.');
      await transaction.query(
        'insert into api_client (id, department_id, scopes, created_at) values ($1, $2, $3, $4)',
        [clientId, input.departmentId, input.scopes, now],
      );
      const secret = input.secret ?? newSecret(deps);
      await insertSecret(deps, transaction, clientId, secret);
      await auditClient(transaction, 'api-client-added', clientId);
      return { clientId, secret };
    });
  };

/**
 * Gives a system another secret. The one before works for `overlapMs` more, so that nothing stands still; an older one,
 * if there is any, ends at once.
 * @throws CommandError `client-unknown`, also of one that is switched off
 */
export const rotateApiClient =
  (deps: ApiClientDeps) =>
  ({
    clientId,
    overlapMs,
  }: {
    readonly clientId: PersonId;
    readonly overlapMs: number;
  }): Promise<NewSecret & { readonly oldUntil: Date }> =>
    deps.database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        'select from api_client where id = $1 and off_at is null for update',
        [clientId],
      );
      if (rowCount !== 1) throw unknownClient();
      const oldUntil = new Date(deps.clock.now().getTime() + overlapMs);
      await transaction.query(
        'delete from api_client_secret where client_id = $1 and expires_at is not null',
        [clientId],
      );
      await transaction.query('update api_client_secret set expires_at = $2 where client_id = $1', [
        clientId,
        oldUntil,
      ]);
      const secret = newSecret(deps);
      await insertSecret(deps, transaction, clientId, secret);
      await auditClient(transaction, 'api-client-rotated', clientId);
      return { clientId, secret, oldUntil };
    });

/**
 * Switches a system off for good: its tokens and secrets stop working at once. What it did stays under its name.
 * @throws CommandError `client-unknown`, also of one that is off already
 */
export const switchOffApiClient =
  ({ database, clock }: Pick<ApiClientDeps, 'database' | 'clock'>) =>
  (clientId: PersonId): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        'update api_client set off_at = $2 where id = $1 and off_at is null',
        [clientId, clock.now()],
      );
      if (rowCount !== 1) throw unknownClient();
      await transaction.query('delete from api_client_secret where client_id = $1', [clientId]);
      await auditClient(transaction, 'api-client-switched-off', clientId);
    });

export const unknownClient = (): CommandError =>
  new CommandError('client-unknown', 'No system has that name or id, or it is switched off.');

const newSecret = ({ randomness }: ApiClientDeps): string => randomness.token(secretBytes);

const insertSecret = async (
  { clock }: ApiClientDeps,
  transaction: Transaction,
  clientId: PersonId,
  secret: string,
): Promise<void> => {
  await transaction.query(
    'insert into api_client_secret (secret_hash, client_id, created_at) values ($1, $2, $3)',
    [hashSecret(secret), clientId, clock.now()],
  );
};

const auditClient = async (
  transaction: Transaction,
  action: string,
  clientId: PersonId,
): Promise<void> => {
  const { rows } = await transaction.query<{ department: string }>(
    'select department_id as department from api_client where id = $1',
    [clientId],
  );
  await audit(transaction, action, { ...rows[0], detail: clientId });
};
