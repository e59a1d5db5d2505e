import type { JunkSendersOf, Said } from '#web/admin/administered';
import { newId } from '@kuvert/shared/ids';
import { showNumber, toE164 } from '@kuvert/shared/phone';
import type { Transaction } from '@kuvert/platform/postgres/database';

import {
  deleteJunkSender,
  insertJunkSender,
  readJunkSenders,
} from '../../store/administration/junk.ts';
import { scopeOf, type Actor } from '../actor.ts';
import { audited } from '../open-document.ts';
import { administered, type ChangeDeps } from './change-department.ts';

export type JunkChange =
  | { readonly does: 'junk-add'; readonly number: string; readonly reason: string }
  | { readonly does: 'junk-remove'; readonly number: string };

/** Whose list it is; null: the house's, which who asks looks after. */
const listOf = async (
  transaction: Transaction,
  departmentId: string | null,
): Promise<JunkSendersOf> => ({
  department: departmentId === null ? null : await administered(transaction, departmentId),
  senders: await readJunkSenders(transaction, departmentId),
});

/** @throws KuvertError `not-found` for another's department as for one that isn't there */
export const junkSenders =
  ({ database }: Pick<ChangeDeps, 'database'>) =>
  (actor: Actor, departmentId: string | null): Promise<JunkSendersOf> =>
    database.transaction((transaction) => listOf(transaction, departmentId), scopeOf(actor));

/**
 * Puts a number on a list of junk senders, or takes it off; what waits in quarantine stays there. On record with the change.
 * @throws KuvertError `not-found`, `audit-not-written`
 */
export const changeJunkSenders =
  (deps: Omit<ChangeDeps, 'timeZone'>) =>
  (actor: Actor, departmentId: string | null, change: JunkChange): Promise<Said> =>
    audited(() =>
      deps.database.transaction(async (transaction) => {
        if (departmentId !== null) await administered(transaction, departmentId);
        const number = toE164(change.number, deps.country);
        if (number === undefined) return { what: 'number-invalid', about: change.number };
        const about = showNumber(number, deps.country).national;
        if (change.does === 'junk-remove') {
          const isRemoved = await deleteJunkSender(transaction, departmentId, number);
          return { what: isRemoved ? 'junk-removed' : 'same', about };
        }
        const id = newId<'junk-sender'>(deps.randomness);
        const sender = { id, departmentId, number, reason: change.reason };
        const outcome = await insertJunkSender(transaction, sender, deps.clock.now());
        return { what: outcome === 'already' ? 'same' : `junk-${outcome}`, about };
      }, scopeOf(actor)),
    );
