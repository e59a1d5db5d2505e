import type { DepartmentId } from '@kuvert/shared/ids';
import {
  levelsOfAssurance,
  parseLevelOfAssurance,
  type LevelOfAssurance,
} from '@kuvert/shared/level-of-assurance';
import type { Database } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';

/**
 * The level of assurance that a department demands of logins: of its members, and of people of partners.
 * @throws CommandError `usage-wrong`
 */
export const setAssurance =
  ({ database }: { readonly database: Database }) =>
  async (input: {
    readonly departmentId: DepartmentId;
    readonly level: string;
  }): Promise<LevelOfAssurance> => {
    const level = parseLevelOfAssurance(input.level);
    if (level === undefined)
      throw new CommandError('usage-wrong', `A level is one of ${levelsOfAssurance.join(', ')}.`);
    await database.query('select set_demand($1, $2)', [input.departmentId, level]);
    return level;
  };
