import { asId, newId, type Randomness, type WorkId } from '@kuvert/shared/ids';

import type { ServiceName } from '../postgres/migrate.ts';
import type { Queryable, Transaction } from '../postgres/database.ts';

/** One claimed row of work. PostgreSQL is the truth: it is done when `end` committed, and not before. */
export interface Work {
  readonly id: WorkId;
  readonly kind: string;
  /** What it is about: an id, never content. */
  readonly subject: string;
  /** This try included. */
  readonly attempts: number;
  readonly leaseId: string;
}

/** Thrown inside a transaction when another worker holds the row by now: everything in it is rolled back. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  readonly code = 'lease-lost';
}

/**
 * Adds work that is due now, unless the same (kind, subject) is there already. Ring the bell after the commit. When work
 * is due says the database's clock alone: services' own clocks may differ.
 * Returns the id, or undefined when it was there.
 */
export const addWork = async (
  transaction: Transaction,
  randomness: Pick<Randomness, 'uuid'>,
  work: { service: ServiceName; kind: string; subject: string },
): Promise<WorkId | undefined> => {
  const id = newId<'work'>(randomness);
  const { rowCount } = await transaction.query(
    `insert into work (id, service, kind, subject, due_at, created_at)
     values ($1, $2, $3, $4, now(), now()) on conflict do nothing`,
    [id, work.service, work.kind, work.subject],
  );
  return rowCount === 1 ? id : undefined;
};

interface WorkRow {
  id: string;
  kind: string;
  subject: string;
  attempts: number;
}

/** Takes a lease on a row of one of `kinds` that is due and free; undefined when it isn't. */
export const claimWork = async (
  database: Queryable,
  randomness: Pick<Randomness, 'uuid'>,
  id: WorkId,
  kinds: readonly string[],
  leaseMs: number,
): Promise<Work | undefined> => {
  const leaseId = randomness.uuid();
  const { rows } = await database.query<WorkRow>(
    `update work set lease_id = $2, leased_until = now() + $3 * interval '1 millisecond', attempts = attempts + 1
      where id = $1 and kind = any($4) and ended_at is null and due_at <= now()
        and (leased_until is null or leased_until < now())
      returning id, kind, subject, attempts`,
    [id, leaseId, leaseMs, kinds],
  );
  const row = rows[0];
  return row && { ...row, id: asId<'work'>(row.id), leaseId };
};

/** Ids of rows of `kinds` that are due and free, oldest first. */
export const dueWork = async (
  database: Queryable,
  service: ServiceName,
  kinds: readonly string[],
  limit: number,
): Promise<readonly WorkId[]> => {
  const { rows } = await database.query<{ id: string }>(
    `select id from work where service = $1 and kind = any($2) and ended_at is null and due_at <= now()
        and (leased_until is null or leased_until < now()) order by due_at limit $3`,
    [service, kinds, limit],
  );
  return rows.map(({ id }) => asId<'work'>(id));
};

const mustHoldLease = ({ rowCount }: { rowCount: number | null }): void => {
  if (rowCount !== 1) throw new LeaseLost('another worker holds this work');
};

/** Keeps the lease; false when it was lost. */
export const renewWork = async (
  database: Queryable,
  work: Work,
  leaseMs: number,
): Promise<boolean> => {
  const { rowCount } = await database.query(
    `update work set leased_until = now() + $3 * interval '1 millisecond'
      where id = $1 and lease_id = $2 and ended_at is null`,
    [work.id, work.leaseId, leaseMs],
  );
  return rowCount === 1;
};

/** Ends the work in the transaction that has its effect. @throws LeaseLost */
export const endWork = async (
  transaction: Transaction,
  work: Work,
  error?: string,
): Promise<void> =>
  mustHoldLease(
    await transaction.query(
      `update work set ended_at = now(), leased_until = null, last_error = $3
        where id = $1 and lease_id = $2 and ended_at is null`,
      [work.id, work.leaseId, error ?? null],
    ),
  );

/** Gives the row back, due again in `inMs` milliseconds. Periodic work starts its attempts anew. @throws LeaseLost */
export const postponeWork = async (
  database: Queryable,
  work: Work,
  inMs: number,
  { error, fresh = false }: { error?: string; fresh?: boolean } = {},
): Promise<void> =>
  mustHoldLease(
    await database.query(
      `update work set due_at = now() + $3 * interval '1 millisecond', leased_until = null, lease_id = null, last_error = $4,
              attempts = case when $5 then 0 else attempts end
        where id = $1 and lease_id = $2 and ended_at is null`,
      [work.id, work.leaseId, inMs, error ?? null, fresh],
    ),
  );

/** Gives a row that is still held back as it was before: whoever was told to stop has not tried. */
export const giveBackWork = async (database: Queryable, work: Work): Promise<void> => {
  await database.query(
    `update work set leased_until = null, lease_id = null, attempts = attempts - 1
      where id = $1 and lease_id = $2 and ended_at is null`,
    [work.id, work.leaseId],
  );
};
