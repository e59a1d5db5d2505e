import type { Database } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';

import type { Message } from '#api';
import { notifyMessage } from '../live/channel.ts';
import { audit } from '../store/audit.ts';
import { readMessage } from '../store/message.ts';
import { notFound } from '../store/not-found.ts';
import { writeDenial } from '../store/resends.ts';
import type { Country } from '../store/summary.ts';
import { type Actor, scopeOf } from './actor.ts';

export interface DenyResendDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly country: Country;
}

/** Of which two faxes a person says whether they are the same. */
export interface Denial {
  readonly messageId: string;
  readonly otherId: string;
  /** False takes the denial back. */
  readonly denied: boolean;
}

/**
 * A person says that two faxes are not the same, or takes that back. Both show it at once.
 * @throws KuvertError `not-found`
 */
export const denyResend =
  ({ database, clock, country }: DenyResendDeps) =>
  (actor: Actor, { messageId, otherId, denied }: Denial): Promise<Message> =>
    database.transaction(async (transaction) => {
      const pair = [messageId, otherId] as const;
      const denial = denied ? { person: actor.person, at: clock.now() } : undefined;
      const departmentId = await writeDenial(transaction, pair, denial);
      if (departmentId === undefined) throw notFound();
      for (const id of pair) await notifyMessage(transaction, { departmentId, messageId: id });
      const message = await readMessage(transaction, messageId, country);
      await audit(transaction, {
        person: actor.person,
        action: denied ? 'deny-resend' : 'allow-resend',
        departmentId,
        messageId,
        detail: `message ${otherId}`,
      });
      return message;
    }, scopeOf(actor));
