import pg from 'pg';

import { connectionOptions, type Queryable } from '@kuvert/platform/postgres/database';

/** One connection of the owner's for as long as a copy takes. */
export interface OwnerSession extends Queryable {
  /** COPY needs the driver's own streams. */
  readonly client: pg.Client;
}

/** Text that COPY writes must mean the same where it is read, whatever the server's settings are. */
const settings = `set client_encoding = 'UTF8'; set datestyle = 'ISO, YMD'; set timezone = 'UTC';
  set extra_float_digits = 1; set search_path = public`;

/** A reader sees one moment; a writer what is there now, so that a lock that it took means something. */
const isolation = { 'read only': 'repeatable read', 'read write': 'read committed' } as const;

/** Runs `run` in one transaction without time limits; rolled back when it throws. */
export const inOwnerTransaction = async <Result>(
  ownerUrl: string,
  mode: 'read only' | 'read write',
  run: (session: OwnerSession) => Promise<Result>,
): Promise<Result> => {
  const client = new pg.Client({
    ...connectionOptions({ url: ownerUrl }),
    statement_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  });
  // a connection that breaks fails the statement under way, which says so
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(settings);
    await client.query(`begin isolation level ${isolation[mode]} ${mode}`);
    const result = await run({
      client,
      query: (sql, values) => client.query(sql, values as unknown[] | undefined),
    });
    await client.query('commit');
    return result;
  } finally {
    // an open transaction ends with its connection
    await client.end().catch(() => undefined);
  }
};
