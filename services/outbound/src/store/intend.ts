import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { codeOf } from '@kuvert/shared/errors';
import { newId, type DeliveryId, type Randomness } from '@kuvert/shared/ids';

import type { Intended, IntendedWay } from '../use-cases/ports.ts';
import { callsUnderWay } from './calls-under-way.ts';
import { tellIn, type TellDeps } from './tell.ts';

/** PostgreSQL's unique_violation: delivery_one_call says that a call to the number is under way. */
const uniqueViolation = '23505';

/**
 * Commits the intent, with the work that follows it up. The database refuses it while another call to the number is
 * under way, and for a delivery that isn't being prepared (any more). Intents by a carrier that has a limit come one
 * after the other, so that it holds whoever else dispatches.
 */
export const intendIn = async (
  database: Database,
  deps: TellDeps,
  id: DeliveryId,
  { carrier, mediaType, atOnce, withdrawable }: IntendedWay,
  followInMs: number,
): Promise<Intended> => {
  try {
    return await database.transaction(async (transaction) => {
      if (atOnce !== undefined) {
        await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
          `calls by ${carrier}`,
        ]);
        if ((await callsUnderWay(transaction, carrier)) >= atOnce) return 'line-held';
      }
      const { rowCount } = await transaction.query(
        `update delivery set carrier = $2, media_type = $4, intent_at = $3, withdrawable = $5
          where id = $1 and state = 'preparing'`,
        [id, carrier, deps.clock.now(), mediaType, withdrawable],
      );
      if (rowCount !== 1) return 'not-preparing';
      const told = {
        fact: { kind: 'submitting' },
        source: 'house',
        eventKey: `house:submitting:${deps.randomness.uuid()}`,
        evidence: {},
      } as const;
      await addFollow(transaction, deps.randomness, id, followInMs);
      await tellIn(deps, transaction, id, told);
      return 'intended';
    });
  } catch (error) {
    if (codeOf(error) === uniqueViolation) return 'line-held';
    throw error;
  }
};

/** A row that ended after an earlier intent goes on; one that another worker holds sees the new intent when it settles. */
const addFollow = async (
  transaction: Transaction,
  randomness: Pick<Randomness, 'uuid'>,
  id: DeliveryId,
  inMs: number,
): Promise<void> => {
  await transaction.query(
    `insert into work (id, service, kind, subject, due_at, created_at)
     values ($1, 'outbound', 'follow', $2, now() + $3 * interval '1 millisecond', now())
     on conflict (kind, subject) do update set due_at = excluded.due_at, attempts = 0, ended_at = null`,
    [newId<'work'>(randomness), id, inMs],
  );
};
