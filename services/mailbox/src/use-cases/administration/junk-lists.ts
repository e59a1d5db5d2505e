import { KuvertError } from '@kuvert/shared/errors';
import { newId } from '@kuvert/shared/ids';
import type { Transaction } from '@kuvert/platform/postgres/database';

import type { ChangeJunkList, JunkLists } from '#api';
import {
  deleteJunkSender,
  insertJunkSender,
  readJunkListsOf,
  type JunkListsOf,
} from '../../store/administration/junk.ts';
import { notFound } from '../../store/not-found.ts';
import { scopeOf, type Actor } from '../actor.ts';
import { audited } from '../open-document.ts';
import type { ChangeDeps } from './change-department.ts';

/** On which lists of junk senders a fax's number is. @throws KuvertError `not-found` */
export const showJunkLists =
  ({ database, country }: Pick<ChangeDeps, 'database' | 'country'>) =>
  (actor: Actor, messageId: string): Promise<JunkLists> =>
    database.transaction(
      async (transaction) => (await listsOf(transaction, messageId, country)).lists,
      scopeOf(actor),
    );

/**
 * Puts a fax's number on a list of junk senders, or takes it off; nothing to do where it is so already. What waits in
 * quarantine stays there. On record with the change.
 * @throws KuvertError `not-found`, `only-administrators`, `only-faxes`, `number-invalid`, `junk-own`, `junk-verified`,
 *   `junk-full`, `audit-not-written`
 */
export const changeJunkList =
  (deps: Omit<ChangeDeps, 'timeZone'>) =>
  (actor: Actor, messageId: string, change: ChangeJunkList): Promise<JunkLists> =>
    audited(() =>
      deps.database.transaction(async (transaction) => {
        const of = await listsOf(transaction, messageId, deps.country);
        if (of.lists[change.list].may !== 'change')
          throw new KuvertError('only-administrators', 'the list is its administrators’');
        await apply(deps, transaction, of, change);
        return (await listsOf(transaction, messageId, deps.country)).lists;
      }, scopeOf(actor)),
    );

const listsOf = async (
  transaction: Transaction,
  messageId: string,
  country: ChangeDeps['country'],
): Promise<JunkListsOf> => {
  const found = await readJunkListsOf(transaction, messageId, country);
  if (!found) throw notFound();
  return found;
};

const apply = async (
  { clock, randomness }: Pick<ChangeDeps, 'clock' | 'randomness'>,
  transaction: Transaction,
  { departmentId, lists: { never, number } }: JunkListsOf,
  change: ChangeJunkList,
): Promise<void> => {
  const ofWhom = change.list === 'house' ? null : departmentId;
  if (!change.listed) {
    await deleteJunkSender(transaction, ofWhom, number.full);
    return;
  }
  if (never !== null) throw refused(never);
  const id = newId<'junk-sender'>(randomness);
  const sender = { id, departmentId: ofWhom, number: number.full, reason: change.reason };
  const outcome = await insertJunkSender(transaction, sender, clock.now());
  if (outcome !== 'added' && outcome !== 'already') throw refused(`junk-${outcome}`);
};

const refused = (code: NonNullable<JunkLists['never']> | 'junk-full'): KuvertError =>
  new KuvertError(code, `the number stays off the list: ${code}`);
