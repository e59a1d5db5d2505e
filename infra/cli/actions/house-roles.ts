import type { Database } from '@kuvert/platform/postgres/database';
import type { HouseRole } from '@kuvert/shared/house-roles';
import type { PersonId } from '@kuvert/shared/ids';

import { CommandError } from '../command-error.ts';
import type { HouseDeps } from './departments.ts';

export interface HouseRoleOf {
  readonly personId: PersonId;
  readonly role: HouseRole;
}

type Deps = Pick<HouseDeps, 'database' | 'clock'>;

/**
 * Gives a person a role in the whole house; it opens no department. System administrators are told of it.
 * @throws CommandError `role-already`, `person-unknown` for who has left
 */
export const giveHouseRole =
  ({ database, clock }: Deps) =>
  async ({ personId, role }: HouseRoleOf): Promise<void> => {
    const outcome = await outcomeOf(database, 'select give_house_role($1, $2, $3) as outcome', [
      ...[personId, role, clock.now()],
    ]);
    if (outcome === 'already')
      throw new CommandError('role-already', 'That person has that role already.');
    if (outcome !== 'given')
      throw new CommandError('person-unknown', 'There is no such person, or they have left.');
  };

/**
 * Takes it back, from the next request on.
 * @throws CommandError `role-unknown`, `role-last`
 */
export const takeHouseRole =
  ({ database, clock }: Deps) =>
  async ({ personId, role }: HouseRoleOf): Promise<void> => {
    const outcome = await outcomeOf(database, 'select take_house_role($1, $2, $3) as outcome', [
      ...[personId, role, clock.now()],
    ]);
    if (outcome === 'last')
      throw new CommandError(
        'role-last',
        'That is the last system administrator who is still there: give somebody else the role first.',
      );
    if (outcome !== 'taken')
      throw new CommandError('role-unknown', 'That person does not have that role.');
  };

const outcomeOf = async (
  database: Database,
  sql: string,
  values: readonly unknown[],
): Promise<string | undefined> =>
  (await database.query<{ outcome: string }>(sql, values)).rows[0]?.outcome;
