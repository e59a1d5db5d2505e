import type { PersonId } from '@kuvert/shared/ids';
import type { Queryable } from '@kuvert/platform/postgres/database';

/** Makes somebody's memberships what the groups of their login say; those by hand stay as they are. */
export const applyGroups = async (
  database: Queryable,
  person: PersonId,
  names: readonly string[],
  at: Date,
): Promise<void> => {
  await database.query('select groups_at_login($1, $2, $3)', [person, names, at]);
};
