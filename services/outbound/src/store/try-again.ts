import type { Transaction } from '@kuvert/platform/postgres/database';
import { newId, type DeliveryId } from '@kuvert/shared/ids';
import type { FailureCause } from '@kuvert/shared/sending/causes';
import {
  afterFailure,
  type AfterFailure,
  type PastAttempt,
  type RetryChange,
} from '@kuvert/shared/sending/retry-policy';

import type { StoredDelivery } from '../use-cases/ports.ts';
import type { TellDeps } from './tell.ts';

/**
 * What the policy says of a delivery that has just failed, done in the transaction that says so: after a crash there is
 * either both, the failure and the next attempt with its work, or neither.
 */
export const tryAgainIn = async (
  deps: TellDeps,
  transaction: Transaction,
  delivery: StoredDelivery,
  cause: FailureCause,
): Promise<AfterFailure> => {
  if (await wentToWrongRecipient(transaction, delivery)) return { kind: 'final' };
  if (await isWishedBack(transaction, delivery.id)) return { kind: 'final' };
  const { clock, minuteMs, randomness } = deps;
  const confirmed = await readConfirmed(transaction, delivery.id);
  const next = afterFailure(
    {
      cause,
      resolution: delivery.resolution,
      allConfirmed: confirmed >= delivery.pages,
      attempts: await readAttempts(transaction, delivery),
      now: clock.now(),
      deadline: delivery.deadline,
      minuteMs,
    },
    randomness.fraction(),
  );
  switch (next.kind) {
    case 'again':
      await queueNext(deps, transaction, delivery, {
        inMs: next.inMs,
        resolution: next.change === 'standard' ? 'standard' : null,
        gentler: next.change === 'gentler',
        firstPage: firstPageOf(next.change, delivery, confirmed),
        mayArriveTwice: next.change === 'rest',
      });
      await deps.steps('retry:queued');
      return next;
    case 'held':
      await transaction.query('update delivery set held = $2 where id = $1', [
        delivery.id,
        next.why,
      ]);
      return next;
    case 'final':
      return next;
  }
};

/** Somebody reported the number while the call was under way: it does not go there again, and the database refuses it. */
const wentToWrongRecipient = async (
  transaction: Transaction,
  { orderId }: StoredDelivery,
): Promise<boolean> => {
  const { rows } = await transaction.query<{ wrong: boolean }>(
    'select went_to_wrong_recipient($1) as wrong',
    [orderId],
  );
  return rows[0]?.wrong === true;
};

/** Somebody wished it back while it was with the carrier, too late for this call: it is called for no more. */
const isWishedBack = async (transaction: Transaction, id: DeliveryId): Promise<boolean> => {
  const { rows } = await transaction.query<{ wished: boolean }>(
    'select withdraw_asked_at is not null as wished from delivery where id = $1',
    [id],
  );
  return rows[0]?.wished === true;
};

/** Nought where the carrier doesn't tell. */
const readConfirmed = async (transaction: Transaction, id: DeliveryId): Promise<number> => {
  const { rows } = await transaction.query<{ confirmed: number | null }>(
    'select pages_confirmed as confirmed from delivery where id = $1',
    [id],
  );
  return rows[0]?.confirmed ?? 0;
};

const readAttempts = async (
  transaction: Transaction,
  { orderId }: StoredDelivery,
): Promise<readonly PastAttempt[]> => {
  const { rows } = await transaction.query<{ automatic: boolean; cause: FailureCause | null }>(
    'select automatic, cause from delivery where order_id = $1 order by attempt',
    [orderId],
  );
  return rows.map(({ automatic, cause }) => ({ automatic, cause: cause ?? undefined }));
};

/** Only pages that were confirmed are left out. */
const firstPageOf = (
  change: RetryChange,
  { firstPage, pages }: StoredDelivery,
  confirmed: number,
): number =>
  change === 'rest' && firstPage === 1 && confirmed < pages ? confirmed + 1 : firstPage;

interface Next {
  readonly inMs: number;
  readonly resolution: 'standard' | null;
  readonly gentler: boolean;
  readonly firstPage: number;
  /** Unless what came over is left out. */
  readonly mayArriveTwice: boolean;
}

/** A delivery of its own, of the same order to the same number for the same person, with its work and its first fact. */
const queueNext = async (
  { randomness, clock }: TellDeps,
  transaction: Transaction,
  { id, departmentId }: StoredDelivery,
  { inMs, resolution, gentler, firstPage, mayArriveTwice }: Next,
): Promise<void> => {
  const next = newId<'delivery'>(randomness);
  await transaction.query(
    `insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by, possible_duplicate,
       state, queued_at, due_at, deadline, changed_at, automatic, resolution, first_page, gentler_than)
     select $2, order_id, department_id, attempt + 1, to_number, from_number, asked_by,
            possible_duplicate or ($6 and $5 = first_page), 'queued', now(), now() + $3 * interval '1 millisecond',
            deadline, now(), true, coalesce($4, resolution), $5,
            case when $7 then carrier else gentler_than end
       from delivery where id = $1`,
    [id, next, inMs, resolution, firstPage, mayArriveTwice, gentler],
  );
  await transaction.query(
    `insert into delivery_fact (id, delivery_id, department_id, at, source, kind, event_key, changed, evidence)
     values ($1, $2, $3, $4, 'house', 'queued', 'house:queued', true, '{}')`,
    [newId<'fact'>(randomness), next, departmentId, clock.now()],
  );
  await transaction.query(
    `insert into work (id, service, kind, subject, due_at, created_at)
     select $1, 'outbound', 'dispatch', id, due_at, now() from delivery where id = $2`,
    [newId<'work'>(randomness), next],
  );
};
