import type { PersonId } from '@kuvert/shared/ids';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';
import type { HouseDeps } from './departments.ts';

/**
 * Lets a person find whether a fax came, in every department; never its pages.
 * @throws CommandError `member-already`
 */
export const addToFrontDesk =
  ({ database, clock }: Pick<HouseDeps, 'database' | 'clock'>) =>
  (personId: PersonId): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        'insert into front_desk (person_id, created_at) values ($1, $2) on conflict do nothing',
        [personId, clock.now()],
      );
      if (rowCount !== 1)
        throw new CommandError('member-already', 'That person is of the front desk already.');
      await audit(transaction, 'front-desk-added', { detail: personId });
    });

/**
 * Ends that, from the next request on.
 * @throws CommandError `member-unknown`
 */
export const removeFromFrontDesk =
  ({ database }: Pick<HouseDeps, 'database'>) =>
  (personId: PersonId): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query('delete from front_desk where person_id = $1', [
        personId,
      ]);
      if (rowCount !== 1)
        throw new CommandError('member-unknown', 'That person is not of the front desk.');
      await audit(transaction, 'front-desk-removed', { detail: personId });
    });
