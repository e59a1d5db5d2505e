import type { Transaction } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';
import type { PersonId } from '@kuvert/shared/ids';

import type { Sending } from '#api';
import { audit } from '../store/audit.ts';
import { readIncidentMark } from '../store/incidents.ts';
import { mayResolve } from '../store/sending-rows.ts';
import {
  addAct,
  lockOrder,
  notifyOrder,
  queueDelivery,
  type LockedOrder,
} from '../store/send-orders.ts';
import { readSending } from '../store/sendings.ts';
import { type Actor, scopeOf } from './actor.ts';
import { isSealedForOutbound, type SendDeps } from './send-draft.ts';

/**
 * A person's word on an outcome that machines don't know, or on a failure. What machines said stays beside it.
 * @throws KuvertError `not-found`; `delivery-changed` when there is another attempt by now, or its end is known
 */
export const resolveSending =
  (deps: SendDeps) =>
  (
    actor: Actor,
    id: string,
    word: {
      readonly deliveryId: string;
      readonly outcome: 'arrived' | 'failed';
      readonly reason: string;
    },
  ): Promise<Sending> =>
    deps.database.transaction(async (transaction) => {
      const order = await lockOpenEnd(transaction, id, word.deliveryId);
      const kind = word.outcome === 'arrived' ? 'marked-arrived' : 'marked-failed';
      await addAct(transaction, deps.randomness, {
        ...actOn(order, actor.person, deps.clock.now()),
        kind,
        reason: word.reason,
      });
      await notifyOrder(transaction, order);
      const sending = await readSending(transaction, id, actor.person, deps.country);
      await auditAct(transaction, actor.person, order, 'resolve-sending', word.outcome);
      return sending;
    }, scopeOf(actor));

/**
 * A further attempt of the same order, by a person's decision; after an unknown end perhaps a second copy.
 * @throws KuvertError `not-found`, `delivery-changed`, `sending-unavailable`; `recipient-wrong` after an incident
 */
export const sendAgain =
  (deps: SendDeps) =>
  (
    actor: Actor,
    id: string,
    again: { readonly deliveryId: string; readonly reason: string },
  ): Promise<Sending> =>
    deps.database.transaction(async (transaction) => {
      const order = await lockOpenEnd(transaction, id, again.deliveryId);
      if (await readIncidentMark(transaction, 'order_id', id))
        throw new KuvertError('recipient-wrong', 'the number was reported as a wrong one');
      if (!(await isSealedForOutbound(transaction, id)))
        throw new KuvertError(
          'sending-unavailable',
          'outbound has another key by now: write it anew',
        );
      const { departmentId, to, from, delivery } = order;
      const { undoMs, deadlineMs, randomness } = deps;
      const deliveryId = await queueDelivery(transaction, randomness, {
        orderId: id,
        departmentId,
        attempt: delivery.attempt + 1,
        to,
        from,
        person: actor.person,
        possibleDuplicate: mayHaveArrived(order),
        undoMs,
        deadlineMs,
      });
      await addAct(transaction, randomness, {
        ...actOn(order, actor.person, deps.clock.now()),
        deliveryId,
        kind: 'sent-again',
        reason: again.reason,
      });
      await notifyOrder(transaction, order);
      const sending = await readSending(transaction, id, actor.person, deps.country);
      await auditAct(transaction, actor.person, order, 'send-again', delivery.state);
      return sending;
    }, scopeOf(actor));

const lockOpenEnd = async (
  transaction: Transaction,
  id: string,
  deliveryId: string,
): Promise<LockedOrder> => {
  const order = await lockOrder(transaction, id);
  if (order.delivery.id !== deliveryId || !mayResolve(order.delivery.state))
    throw new KuvertError('delivery-changed', 'something was told meanwhile: look at it again');
  return order;
};

/** Some pages, or all of them, may lie in the receiver's tray. */
const mayHaveArrived = ({ delivery: { state, cause, possibleDuplicate } }: LockedOrder): boolean =>
  state === 'unknown' || cause === 'partial' || possibleDuplicate;

const actOn = ({ id, departmentId, delivery }: LockedOrder, person: PersonId, at: Date) => ({
  orderId: id,
  departmentId,
  deliveryId: delivery.id,
  person,
  at,
});

const auditAct = (
  transaction: Transaction,
  person: PersonId,
  { id, departmentId, replyTo, delivery }: LockedOrder,
  action: 'resolve-sending' | 'send-again',
  detail: string,
): Promise<void> =>
  audit(transaction, {
    person,
    action,
    departmentId,
    ...(replyTo === null ? {} : { messageId: replyTo }),
    detail: `sending ${id} attempt ${delivery.attempt} ${detail}`,
  });
