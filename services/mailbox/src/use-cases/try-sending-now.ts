import { KuvertError } from '@kuvert/shared/errors';

import type { Sending } from '#api';
import { audit } from '../store/audit.ts';
import { addAct, dialNow, lockOrder, notifyOrder } from '../store/send-orders.ts';
import { readSending } from '../store/sendings.ts';
import { type Actor, scopeOf } from './actor.ts';
import type { SendDeps } from './send-draft.ts';

/**
 * Makes the next attempt at once, which waits for its time; any member may.
 * @throws KuvertError `not-found`; `delivery-changed` when none waits (any more)
 */
export const trySendingNow =
  (deps: SendDeps) =>
  (actor: Actor, id: string): Promise<Sending> =>
    deps.database.transaction(async (transaction) => {
      const order = await lockOrder(transaction, id);
      const { departmentId, replyTo, delivery } = order;
      if (!(await dialNow(transaction, delivery.id)))
        throw new KuvertError('delivery-changed', 'no attempt waits: look at it again');
      await addAct(transaction, deps.randomness, {
        orderId: id,
        departmentId,
        deliveryId: delivery.id,
        kind: 'tried-now',
        person: actor.person,
        reason: null,
        at: deps.clock.now(),
      });
      await notifyOrder(transaction, order);
      const sending = await readSending(transaction, id, actor.person, deps.country);
      await audit(transaction, {
        person: actor.person,
        action: 'try-sending-now',
        departmentId,
        ...(replyTo === null ? {} : { messageId: replyTo }),
        detail: `sending ${id} attempt ${delivery.attempt}`,
      });
      return sending;
    }, scopeOf(actor));
