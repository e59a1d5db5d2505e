import type { Transaction } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';
import type { PersonId } from '@kuvert/shared/ids';

import type { Draft, Sending } from '#api';
import { audit } from '../store/audit.ts';
import { addTimelineEvent } from '../store/handling.ts';
import {
  addAct,
  cancelDelivery,
  lockOrder,
  notifyOrder,
  takeBackDelivery,
  type LockedOrder,
} from '../store/send-orders.ts';
import { readSending } from '../store/sendings.ts';
import { type Actor, scopeOf } from './actor.ts';
import type { DraftDeps } from './draft-ports.ts';
import { openDraft, readSealedDraft } from './draft-view.ts';
import type { SendDeps } from './send-draft.ts';

/**
 * Takes an order back that has not been dialled, for good; any member may. One that waits in the carrier's queue is only
 * asked for: whether that was in time, the carrier says.
 * @throws KuvertError `not-found`, `already-dialling`
 */
export const cancelSending =
  (deps: SendDeps) =>
  (actor: Actor, id: string): Promise<Sending> =>
    deps.database.transaction(async (transaction) => {
      const order = await lockOrder(transaction, id);
      const kind = await cancelDelivery(transaction, deps.randomness, order);
      if (!kind) throw tooLate();
      await noteTakingBack(deps, transaction, actor.person, order, kind);
      const sending = await readSending(transaction, id, actor.person, deps.country);
      await auditTakingBack(transaction, actor.person, order, 'cancel-sending');
      return sending;
    }, scopeOf(actor));

/**
 * Takes an order back that has not left, and goes on writing; who sent it may.
 * @throws KuvertError `not-found`, `not-sent-by-you`, `already-dialling`
 */
export const undoSending =
  (deps: SendDeps & DraftDeps) =>
  async (actor: Actor, id: string): Promise<Draft> => {
    const sealed = await deps.database.transaction(async (transaction) => {
      const order = await lockOrder(transaction, id);
      if (order.createdBy !== actor.person || order.delivery.attempt > 1)
        throw new KuvertError('not-sent-by-you', 'only who sent it can go on writing it');
      if (!(await takeBackDelivery(transaction, deps.randomness, order))) throw tooLate();
      await noteTakingBack(deps, transaction, actor.person, order, 'undone');
      await transaction.query(
        `update send_order set stage = 'draft', sent_at = null, changed_at = $2 where id = $1`,
        [id, deps.clock.now()],
      );
      const draft = await readSealedDraft(transaction, id);
      await auditTakingBack(transaction, actor.person, order, 'undo-sending');
      return draft;
    }, scopeOf(actor));
    return openDraft(deps, sealed);
  };

const tooLate = (): KuvertError =>
  new KuvertError('already-dialling', 'it is too late: the fax has left');

/** What is only asked for is no fact of the message that it answers. */
const noteTakingBack = async (
  { clock, randomness }: SendDeps,
  transaction: Transaction,
  person: PersonId,
  order: LockedOrder,
  kind: 'cancelled' | 'asked-to-cancel' | 'undone',
): Promise<void> => {
  const { id, departmentId, replyTo, delivery } = order;
  const at = clock.now();
  await addAct(transaction, randomness, {
    orderId: id,
    departmentId,
    deliveryId: delivery.id,
    kind,
    person,
    reason: null,
    at,
  });
  if (replyTo !== null && kind !== 'asked-to-cancel')
    await addTimelineEvent(transaction, randomness, {
      messageId: replyTo,
      departmentId,
      at,
      kind: 'answer-taken-back',
      person,
      note: null,
    });
  await notifyOrder(transaction, order);
};

const auditTakingBack = (
  transaction: Transaction,
  person: PersonId,
  { id, departmentId, replyTo }: LockedOrder,
  action: 'undo-sending' | 'cancel-sending',
): Promise<void> =>
  audit(transaction, {
    person,
    action,
    departmentId,
    ...(replyTo === null ? {} : { messageId: replyTo }),
    detail: `sending ${id}`,
  });
