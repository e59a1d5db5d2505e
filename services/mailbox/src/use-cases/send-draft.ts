import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type { PersonId, Randomness } from '@kuvert/shared/ids';

import type { Sending } from '#api';
import { audit } from '../store/audit.ts';
import { lockDraft, readDraft } from '../store/draft-rows.ts';
import { addTimelineEvent } from '../store/handling.ts';
import { addAct, notifyOrder, queueDelivery } from '../store/send-orders.ts';
import { readSending } from '../store/sendings.ts';
import { readOutboundKey } from '../store/service-keys.ts';
import type { Country } from '../store/summary.ts';
import { lookTwice } from './second-look.ts';

export interface SendDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly country: Country;
  /** How long a sending waits, so that it can be taken back, in milliseconds. */
  readonly undoMs: number;
  /** How long a carrier is tried for, in milliseconds. */
  readonly deadlineMs: number;
}

export interface SendRequest {
  /** Of the draft that the person sees. */
  readonly version: number;
  /** Of a number that the department doesn't know, typed by the person who was asked for them. */
  readonly lastDigits?: string | undefined;
}

/**
 * Sends a draft: order, queue, audit, timeline and outbound's work in one transaction. Asked again it answers with what
 * was sent: a lost answer never makes a second fax.
 * @throws KuvertError `not-found`, `draft-changed`, `draft-not-prepared`, `draft-incomplete`, `sending-unavailable`;
 *   `second-look-needed`, `second-look-wrong` for a number that the department doesn't know
 */
export const sendDraft =
  (deps: SendDeps) =>
  (person: PersonId, id: string, { version, lastDigits }: SendRequest): Promise<Sending> =>
    deps.database.transaction(
      async (transaction) => {
        const before = await isSentBy(transaction, id, person);
        const looked =
          !before && (await sendNow(deps, transaction, person, id, version, lastDigits));
        const sending = await readSending(transaction, id, person, deps.country);
        if (!before) await auditSending(transaction, person, sending, looked);
        return sending;
      },
      { person },
    );

const isSentBy = async (
  transaction: Transaction,
  id: string,
  person: PersonId,
): Promise<boolean> => {
  const { rowCount } = await transaction.query(
    `select from send_order where id = $1 and stage = 'sent' and created_by = $2`,
    [id, person],
  );
  return rowCount === 1;
};

const sendNow = async (
  { clock, randomness, undoMs, deadlineMs }: SendDeps,
  transaction: Transaction,
  person: PersonId,
  id: string,
  version: number,
  lastDigits: string | undefined,
): Promise<boolean> => {
  await lockDraft(transaction, id, version);
  const draft = await readDraft(transaction, id);
  const { to, from, departmentId } = draft;
  if (to === null) throw new KuvertError('draft-incomplete', 'there is no number to send to');
  if (draft.preparedVersion !== version || !(await isSealedForOutbound(transaction, id)))
    throw new KuvertError('draft-not-prepared', 'look at the pages first: they are made anew');
  if (from === null)
    throw new KuvertError('sending-unavailable', 'the department has no number to send by');
  const at = clock.now();
  const number = { orderId: id, departmentId, number: to };
  const looked = await lookTwice(transaction, number, person, lastDigits, at);
  await transaction.query(`update send_order set stage = 'sent', sent_at = $2 where id = $1`, [
    id,
    at,
  ]);
  const attempts = await countAttempts(transaction, id);
  const order = { orderId: id, departmentId, person } as const;
  const deliveryId = await queueDelivery(transaction, randomness, {
    ...order,
    attempt: attempts + 1,
    to,
    from,
    possibleDuplicate: false,
    undoMs,
    deadlineMs,
  });
  for (const kind of [...(looked ? (['confirmed-number'] as const) : []), 'sent' as const])
    await addAct(transaction, randomness, { ...order, deliveryId, kind, reason: null, at });
  const messageId = draft.replyTo?.messageId;
  if (messageId !== undefined)
    await addTimelineEvent(transaction, randomness, {
      messageId,
      departmentId,
      at,
      kind: 'answered',
      person,
      note: null,
    });
  await notifyOrder(transaction, { id, departmentId, replyTo: messageId ?? null });
  return looked;
};

const auditSending = (
  transaction: Transaction,
  person: PersonId,
  { id, departmentId, replyTo }: Sending,
  looked: boolean,
): Promise<void> =>
  audit(transaction, {
    person,
    action: 'send',
    departmentId,
    ...(replyTo === null ? {} : { messageId: replyTo }),
    detail: `sending ${id}${looked ? ' second look by digits' : ''}`,
  });

/** An undone order has attempts that never left. */
const countAttempts = async (transaction: Transaction, id: string): Promise<number> => {
  const { rows } = await transaction.query<{ last: number }>(
    'select coalesce(max(attempt), 0) as last from delivery where order_id = $1',
    [id],
  );
  return rows[0]?.last ?? 0;
};

/** With the key that outbound has now: it may have got another since the pages were made. */
export const isSealedForOutbound = async (
  transaction: Transaction,
  id: string,
): Promise<boolean> => {
  const key = await readOutboundKey(transaction);
  const { rowCount } = await transaction.query(
    `select from send_document where order_id = $1 and kind = 'outgoing' and service_key_id = $2`,
    [id, key?.id ?? null],
  );
  return rowCount === 1;
};
