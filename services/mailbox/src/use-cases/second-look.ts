import type { Transaction } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';
import type { PersonId } from '@kuvert/shared/ids';

import {
  addSecondLook,
  isKnownNumber,
  readSecondLook,
  wasLookedAt,
  type LookedAt,
} from '../store/second-look.ts';

/**
 * Makes sure that a number which the department doesn't know was looked at twice: the sender types its last four digits,
 * or a colleague has approved the very pages, as the department wants it. The database commits no sending without it.
 * @param digits undefined when the person was not asked (yet)
 * @returns whether these very digits were what it took
 * @throws KuvertError `second-look-needed`; `second-look-wrong` when they are another number's; `approval-needed`
 */
export const lookTwice = async (
  transaction: Transaction,
  number: LookedAt,
  person: PersonId,
  digits: string | undefined,
  at: Date,
): Promise<boolean> => {
  if (await isKnownNumber(transaction, number)) return false;
  const policy = await readSecondLook(transaction, number.departmentId);
  if (digits === undefined || policy === 'colleague') {
    if (await wasLookedAt(transaction, number.orderId)) return false;
    if (policy === 'colleague')
      throw new KuvertError('approval-needed', 'the number is new here: ask a colleague');
    throw new KuvertError(
      'second-look-needed',
      'the number is new here: type its last four digits',
    );
  }
  if (!number.number.endsWith(digits))
    throw new KuvertError('second-look-wrong', 'these are not the last four digits of the number');
  await addSecondLook(transaction, number, { digits, person, at });
  return true;
};
