import pg from 'pg';

import type { PersonId, WorkId } from '@kuvert/shared/ids';

import { readSecretNow } from '../keys/secret-file.ts';

/** One open transaction, or the pool itself. Rows are typed by the caller, who wrote the SQL beside it. */
export interface Queryable {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: Row[]; readonly rowCount: number | null }>;
}

declare const inTransaction: unique symbol;

/** A {@link Queryable} that is known to be inside a transaction. */
export interface Transaction extends Queryable {
  readonly [inTransaction]: true;
}

/**
 * For whom a transaction acts: nobody, a person in their session or a business system, or the system on the one message of
 * held work.
 */
export type Scope =
  | { readonly person?: never; readonly session?: never; readonly work?: never }
  | ActingScope
  | { readonly work: HeldLease; readonly person?: never; readonly session?: never };

/** A person acts in a session (its row's key), whose login has a level of assurance; a business system has none (null). */
export interface ActingScope {
  readonly person: PersonId;
  readonly session: string | null;
  readonly work?: never;
}

/** A lease on a row of work: it shows the message that the row is about for as long as it is held. */
export interface HeldLease {
  readonly id: WorkId;
  readonly leaseId: string;
}

export interface Database extends Queryable {
  /**
   * Commits when `run` resolves, rolls back when it throws. Throws what `run` threw, when nothing happened for certain,
   * and {@link CommitUnknown} when the commit itself failed. Row-level security shows what the scope says inside the
   * transaction and nowhere else.
   */
  transaction<Result>(
    run: (transaction: Transaction) => Promise<Result>,
    scope?: Scope,
  ): Promise<Result>;
  close(): Promise<void>;
}

/** The connection was lost while committing, or the commit was refused: it may have happened. The cause says which. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown';
  readonly code = 'commit-unknown';
}

export interface DatabaseOptions {
  readonly url: string;
  /** The role that this service logs in as; overrides the URL's. */
  readonly user?: string;
  readonly password?: string;
  /** Taken by every connection from its first moment on; the login's own rights are gone then. */
  readonly role?: string;
  /** Connections at most. */
  readonly max?: number;
  /** Told about connections that broke; the pool opens new ones by itself. */
  readonly onError: (error: unknown) => void;
}

const statementTimeoutMs = 15_000;
const connectTimeoutMs = 5_000;

// int8 as a number: sizes and sequence numbers here stay far below 2^53.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8
      ? (value: string | Buffer) => Number(value)
      : pg.types.getTypeParser(oid, format),
};

/** Opens a pool; the connection string's own user and password yield to the options'. */
export const openDatabase = (options: DatabaseOptions): Database => {
  const pool = new pg.Pool({ ...connectionOptions(options), max: options.max ?? 10 });
  pool.on('error', options.onError);
  return {
    query: (sql, values) => pool.query(sql, values as unknown[] | undefined),
    close: () => pool.end(),
    transaction: async (run, scope = {}) => {
      const client = await pool.connect();
      let broken: unknown;
      // Also told to whoever waits for a query; without a listener it would end the process.
      const onLost = (error: Error): void => {
        broken = error;
        options.onError(error);
      };
      client.on('error', onLost);
      try {
        await client.query(beginAs(client, scope));
        const result = await run(client as unknown as Transaction);
        await client.query('commit').catch(commitUnknown);
        return result;
      } catch (error) {
        await client.query('rollback').catch((fault: unknown) => (broken = fault));
        throw error;
      } finally {
        client.off('error', onLost);
        client.release(broken instanceof Error ? broken : undefined);
      }
    },
  };
};

/** One round trip. What is set is local to the transaction: the next one on this connection acts for nobody. */
const beginAs = (client: pg.PoolClient, { person, session, work }: Scope): string => {
  const settings = Object.entries({
    ...(person !== undefined && { 'kuvert.person': person }),
    ...(session !== undefined && session !== null && { 'kuvert.session': session }),
    ...(work !== undefined && { 'kuvert.work': work.id, 'kuvert.lease': work.leaseId }),
  });
  return [
    'begin',
    ...settings.map(
      ([name, value]) => `select set_config('${name}', ${client.escapeLiteral(value)}, true)`,
    ),
  ].join('; ');
};

const commitUnknown = (cause: unknown): never => {
  throw new CommitUnknown('nobody knows whether the transaction was committed', { cause });
};

/**
 * What every connection of ours has: time limits, our number parser, and the service's own role.
 * `?password_file=/path` in the URL names a file of mode 0600 with the password, so that none stands in an environment.
 * @throws KuvertError `configuration-wrong` when that file can't be used
 */
export const connectionOptions = (
  options: Pick<DatabaseOptions, 'url' | 'user' | 'password' | 'role'>,
): pg.ClientConfig => {
  const url = new URL(options.url);
  if (options.user !== undefined) url.username = encodeURIComponent(options.user);
  if (options.password !== undefined) url.password = encodeURIComponent(options.password);
  const passwordFile = url.searchParams.get('password_file');
  url.searchParams.delete('password_file');
  if (passwordFile !== null) url.password = encodeURIComponent(readSecretNow(passwordFile));
  return {
    connectionString: url.href,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'kuvert',
    // with the connection's start: one that doesn't get the role isn't opened
    ...(options.role === undefined ? {} : { options: `-c role=${options.role}` }),
    types,
  };
};
