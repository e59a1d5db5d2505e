import type { HouseRole } from '@kuvert/shared/house-roles';
import type { PersonId } from '@kuvert/shared/ids';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';
import type { HouseDeps } from './departments.ts';

export interface HouseRoleOf {
  readonly personId: PersonId;
  readonly role: HouseRole;
}

/**
 * Gives a person a role in the whole house; it opens no department.
 * @throws CommandError `role-already`
 */
export const giveHouseRole =
  ({ database, clock }: Pick<HouseDeps, 'database' | 'clock'>) =>
  ({ personId, role }: HouseRoleOf): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        'insert into house_role (person_id, role, created_at) values ($1, $2, $3) on conflict do nothing',
        [personId, role, clock.now()],
      );
      if (rowCount !== 1)
        throw new CommandError('role-already', 'That person has that role already.');
      await audit(transaction, 'role-given', { detail: `${role} ${personId}` });
    });

/**
 * Takes it back, from the next request on.
 * @throws CommandError `role-unknown`
 */
export const takeHouseRole =
  ({ database }: Pick<HouseDeps, 'database'>) =>
  ({ personId, role }: HouseRoleOf): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        'delete from house_role where person_id = $1 and role = $2',
        [personId, role],
      );
      if (rowCount !== 1)
        throw new CommandError('role-unknown', 'That person does not have that role.');
      await audit(transaction, 'role-taken', { detail: `${role} ${personId}` });
    });
