import { KuvertError } from '@kuvert/shared/errors';
import { newId, type PersonId, type Randomness } from '@kuvert/shared/ids';
import type { SendingResolution } from '@kuvert/shared/sending/limits';
import type { Queryable, Transaction } from '@kuvert/platform/postgres/database';

import { notFound } from './not-found.ts';

/** A draft that waits for a colleague's approval. */
export interface WaitingApproval {
  readonly orderId: string;
  readonly departmentId: string;
  readonly departmentName: string;
  /** Of the draft. */
  readonly version: number;
  /** E.164 */
  readonly to: string;
  readonly from: string;
  readonly pages: number;
  readonly blankPages: readonly number[];
  readonly resolution: SendingResolution;
  readonly replyTo: string | null;
  readonly wishesFax: boolean;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly askedAt: Date;
}

const waiting = `select o.id as "orderId", o.department_id as "departmentId", d.name as "departmentName", a.version,
    o.to_number as "to", o.from_number as "from", o.pages, o.blank_pages as "blankPages", o.resolution,
    o.reply_to as "replyTo", o.wishes_fax as "wishesFax", a.asked_by as "askedBy", p.name as "askedByName", a.asked_at as "askedAt"
  from approval a join send_order o on o.id = a.order_id join department d on d.id = a.department_id
  join person p on p.id = a.asked_by
 where a.state = 'waiting'`;

/** More than a department lets wait. */
const mostWaiting = 100;

/** What waits in a department, the longest first. */
export const listWaiting = async (
  database: Queryable,
  departmentId: string,
): Promise<readonly WaitingApproval[]> => {
  const { rows } = await database.query<WaitingApproval>(
    `${waiting} and a.department_id = $1 order by a.asked_at, a.id limit $2`,
    [departmentId, mostWaiting],
  );
  return rows;
};

/** @throws KuvertError `not-found`, also for what waits no more */
export const readWaiting = async (database: Queryable, id: string): Promise<WaitingApproval> => {
  const { rows } = await database.query<WaitingApproval>(`${waiting} and o.id = $1`, [id]);
  const row = rows[0];
  if (!row) throw notFound();
  return row;
};

/**
 * What waits, locked until the transaction ends: of two people at once the second comes too late.
 * @throws KuvertError `not-found`; `approval-ended` when it waits no more
 */
export const lockWaiting = async (
  transaction: Transaction,
  id: string,
): Promise<WaitingApproval> => {
  const { rowCount } = await transaction.query(
    `select from approval where order_id = $1 and state = 'waiting' for update`,
    [id],
  );
  if (rowCount === 1) return readWaiting(transaction, id);
  const { rowCount: asked } = await transaction.query('select from approval where order_id = $1', [
    id,
  ]);
  if (asked) throw new KuvertError('approval-ended', 'it waits for no approval any more');
  throw notFound();
};

/** Of a draft whose pages are made: from now on it stays as it is. */
export const addApproval = async (
  transaction: Transaction,
  randomness: Pick<Randomness, 'uuid'>,
  asked: { readonly orderId: string; readonly person: PersonId; readonly at: Date },
): Promise<void> => {
  await transaction.query(
    `insert into approval (id, order_id, department_id, version, number, pages_sha256, asked_by, asked_at, state)
     select $1, o.id, o.department_id, o.version, o.to_number, s.plain_sha256, $3, $4, 'waiting'
       from send_order o join send_document s on s.order_id = o.id and s.kind = 'outgoing' where o.id = $2`,
    [newId<'approval'>(randomness), asked.orderId, asked.person, asked.at],
  );
};

export const endApproval = async (
  transaction: Transaction,
  end: {
    readonly orderId: string;
    readonly state: 'approved' | 'declined' | 'taken-back';
    readonly person: PersonId;
    readonly at: Date;
    readonly reason: string | null;
  },
): Promise<void> => {
  await transaction.query(
    `update approval set state = $2, ended_by = $3, ended_at = $4, reason = $5
      where order_id = $1 and state = 'waiting'`,
    [end.orderId, end.state, end.person, end.at, end.reason],
  );
};

/** How it is with a draft's approval, where it waits or was declined. */
export interface StoredApproval {
  readonly state: 'waiting' | 'declined';
  readonly askedAt: Date;
  readonly endedBy: string | null;
  readonly endedByName: string | null;
  readonly endedAt: Date | null;
  readonly reason: string | null;
}

/** Null for a draft that nobody was asked about, and for one whose last word was another. */
export const readApprovalOf = async (
  database: Queryable,
  draft: string,
): Promise<StoredApproval | null> => {
  const { rows } = await database.query<
    Omit<StoredApproval, 'state'> & {
      readonly state: StoredApproval['state'] | 'approved' | 'taken-back';
    }
  >(
    `select a.state, a.asked_at as "askedAt", a.ended_by as "endedBy", p.name as "endedByName",
            a.ended_at as "endedAt", a.reason
       from approval a left join person p on p.id = a.ended_by
      where a.order_id = $1 order by a.asked_at desc, a.id desc limit 1`,
    [draft],
  );
  const last = rows[0];
  if (!last || last.state === 'approved' || last.state === 'taken-back') return null;
  return { ...last, state: last.state };
};
