import { newId, type PersonId, type Randomness } from '@kuvert/shared/ids';
import type { FailureCause } from '@kuvert/shared/sending/causes';
import type { SendingAct } from '@kuvert/shared/sending/acts';
import type { DeliveryStateName } from '@kuvert/shared/sending/delivery';
import type { Transaction } from '@kuvert/platform/postgres/database';

import { notifyMessage, notifySending } from '../live/channel.ts';
import { notFound } from './not-found.ts';

/** What was sent, locked until the transaction ends, with its newest attempt. */
export interface LockedOrder {
  readonly id: string;
  readonly departmentId: string;
  readonly createdBy: string;
  readonly replyTo: string | null;
  readonly to: string;
  readonly from: string;
  readonly delivery: {
    readonly id: string;
    readonly attempt: number;
    readonly state: DeliveryStateName;
    readonly cause: FailureCause | null;
    readonly possibleDuplicate: boolean;
  };
}

/**
 * By an advisory lock: members may not change a sent order's row, and so can't lock it.
 * @throws KuvertError `not-found`
 */
export const lockOrder = async (transaction: Transaction, id: string): Promise<LockedOrder> => {
  await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
  const { rows } = await transaction.query<{
    id: string;
    department_id: string;
    created_by: string;
    reply_to: string | null;
    to_number: string;
    from_number: string;
  }>(
    `select id, department_id, created_by, reply_to, to_number, from_number from send_order
      where id = $1 and stage = 'sent'`,
    [id],
  );
  const row = rows[0];
  if (!row) throw notFound();
  const { rows: deliveries } = await transaction.query<LockedOrder['delivery']>(
    `select id, attempt, state, cause, possible_duplicate as "possibleDuplicate" from delivery
      where order_id = $1 order by attempt desc limit 1`,
    [id],
  );
  const delivery = deliveries[0];
  if (!delivery) throw notFound();
  return {
    id: row.id,
    departmentId: row.department_id,
    createdBy: row.created_by,
    replyTo: row.reply_to,
    to: row.to_number,
    from: row.from_number,
    delivery,
  };
};

export interface NewDelivery {
  readonly orderId: string;
  readonly departmentId: string;
  readonly attempt: number;
  readonly to: string;
  readonly from: string;
  readonly person: PersonId;
  readonly possibleDuplicate: boolean;
  /** How long it can be taken back, in milliseconds. */
  readonly undoMs: number;
  /** How long a carrier is tried for, in milliseconds. */
  readonly deadlineMs: number;
}

/** Puts an attempt into the queue and on outbound's list. When it is due says the database's clock. */
export const queueDelivery = async (
  transaction: Transaction,
  randomness: Pick<Randomness, 'uuid'>,
  delivery: NewDelivery,
): Promise<string> => {
  const id = newId<'delivery'>(randomness);
  await transaction.query(
    `insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by, possible_duplicate,
       state, queued_at, due_at, deadline, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', now(), now() + $9 * interval '1 millisecond',
       now() + $10 * interval '1 millisecond', now())`,
    [
      id,
      delivery.orderId,
      delivery.departmentId,
      delivery.attempt,
      delivery.to,
      delivery.from,
      delivery.person,
      delivery.possibleDuplicate,
      delivery.undoMs,
      delivery.deadlineMs,
    ],
  );
  await addFact(transaction, randomness, id, delivery.departmentId, 'queued');
  await transaction.query('select order_dispatch($1, $2)', [newId<'work'>(randomness), id]);
  return id;
};

/** Takes an attempt out of the queue; false when it was too late. */
export const takeBackDelivery = async (
  transaction: Transaction,
  randomness: Pick<Randomness, 'uuid'>,
  { departmentId, delivery }: LockedOrder,
): Promise<boolean> => {
  const { rowCount } = await transaction.query(
    `update delivery set state = 'cancelled', changed_at = now() where id = $1 and state in ('queued', 'preparing')`,
    [delivery.id],
  );
  if (rowCount !== 1) return false;
  await addFact(transaction, randomness, delivery.id, departmentId, 'taken-back');
  return true;
};

/**
 * Takes an attempt out of the queue; one that waits in the carrier's own is to be taken out of that by outbound. What was
 * done, as an act; undefined when it was too late.
 */
export const cancelDelivery = async (
  transaction: Transaction,
  randomness: Pick<Randomness, 'uuid'>,
  order: LockedOrder,
): Promise<Extract<SendingAct, 'cancelled' | 'asked-to-cancel'> | undefined> => {
  if (await takeBackDelivery(transaction, randomness, order)) return 'cancelled';
  const { rows } = await transaction.query<{ asked: boolean }>(
    'select ask_to_withdraw($1, $2) as asked',
    [newId<'work'>(randomness), order.delivery.id],
  );
  return rows[0]?.asked === true ? 'asked-to-cancel' : undefined;
};

/** An attempt that waits is due now, and so is outbound's work; false when none waits. */
export const dialNow = async (transaction: Transaction, delivery: string): Promise<boolean> => {
  const { rows } = await transaction.query<{ sooner: boolean }>('select dial_now($1) as sooner', [
    delivery,
  ]);
  return rows[0]?.sooner === true;
};

const addFact = async (
  transaction: Transaction,
  randomness: Pick<Randomness, 'uuid'>,
  delivery: string,
  department: string,
  kind: 'queued' | 'taken-back',
): Promise<void> => {
  await transaction.query(
    `insert into delivery_fact (id, delivery_id, department_id, at, source, kind, event_key, changed, evidence)
     values ($1, $2, $3, now(), 'house', $4, $5, true, '{}')`,
    [newId<'fact'>(randomness), delivery, department, kind, `house:${kind}`],
  );
};

export const addAct = async (
  transaction: Transaction,
  randomness: Pick<Randomness, 'uuid'>,
  act: {
    readonly orderId: string;
    readonly departmentId: string;
    /** Null for what is done with a draft. */
    readonly deliveryId: string | null;
    readonly kind: SendingAct;
    readonly person: PersonId;
    readonly reason: string | null;
    readonly at: Date;
  },
): Promise<void> => {
  await transaction.query(
    `insert into send_act (id, order_id, delivery_id, department_id, at, kind, person_id, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      newId<'act'>(randomness),
      act.orderId,
      act.deliveryId,
      act.departmentId,
      act.at,
      act.kind,
      act.person,
      act.reason,
    ],
  );
};

/** Browsers of the department look again at the order, and at the message that it answers. */
export const notifyOrder = async (
  transaction: Transaction,
  { departmentId, id, replyTo }: Pick<LockedOrder, 'departmentId' | 'id' | 'replyTo'>,
): Promise<void> => {
  await notifySending(transaction, { departmentId, sendingId: id });
  if (replyTo !== null) await notifyMessage(transaction, { departmentId, messageId: replyTo });
};
