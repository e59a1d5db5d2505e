import { KuvertError } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';
import type { Database } from '@kuvert/platform/postgres/database';

import type { Message } from '#api';
import { notifyMessage } from '../live/channel.ts';
import { audit } from '../store/audit.ts';
import { addTimelineEvent, isOnlyFax, lockHandling, writeHandling } from '../store/handling.ts';
import { readMessage } from '../store/message.ts';
import { notFound } from '../store/not-found.ts';
import { type Actor, scopeOf } from './actor.ts';
import { keepConcern, type ConcernDeps } from './concerns.ts';
import { transition, type HandlingAction } from './transitions.ts';

export interface HandleDeps extends ConcernDeps {
  readonly database: Database;
  readonly randomness: Pick<Randomness, 'uuid'>;
}

/**
 * Does one thing with a message. State, timeline, audit and notice commit together; of two people at once one wins.
 * @throws KuvertError `not-found`, `person-number-invalid`, `only-faxes`, and what {@link transition} throws
 */
export const handleMessage =
  (deps: HandleDeps) =>
  (actor: Actor, messageId: string, action: HandlingAction): Promise<Message> =>
    deps.database.transaction(async (transaction) => {
      const { clock, randomness, country } = deps;
      const locked = await lockHandling(transaction, messageId);
      if (!locked) throw notFound();
      const { departmentId, handling: current, byName } = locked;
      const now = clock.now();
      const change = transition(action, { current, byName, me: actor.person, now });
      if (!change) return readMessage(transaction, messageId, country);
      if (action.kind === 'quarantine' && !(await isOnlyFax(transaction, messageId)))
        throw new KuvertError('only-faxes', 'only a fax that is no referral can be set aside');
      await writeHandling(transaction, messageId, change.handling);
      if (action.kind === 'register' && action.personNumber !== undefined) {
        const of = { messageId, departmentId, person: actor.person, at: now };
        await keepConcern(deps, transaction, of, action.personNumber);
      }
      await addTimelineEvent(transaction, randomness, {
        messageId,
        departmentId,
        at: now,
        kind: change.event,
        person: actor.person,
        note: change.note,
      });
      await notifyMessage(transaction, { departmentId, messageId });
      const message = await readMessage(transaction, messageId, country);
      await audit(transaction, {
        person: actor.person,
        action: action.kind,
        departmentId,
        messageId,
      });
      return message;
    }, scopeOf(actor));
