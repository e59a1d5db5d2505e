import type { Transaction } from '@kuvert/platform/postgres/database';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

/** What somebody looks after: the house, or departments of theirs; and whether their session is strong enough for it. */
export interface Administration {
  readonly scope: 'house' | 'departments';
  readonly reaches: boolean;
  readonly demands: LevelOfAssurance;
}

/** Undefined for everybody who looks after nothing. */
export const readAdministration = async (
  transaction: Transaction,
): Promise<Administration | undefined> => {
  const { rows } = await transaction.query<{
    scope: Administration['scope'] | null;
    reaches: boolean;
    demands: LevelOfAssurance;
  }>('select * from my_administration()');
  const [row] = rows;
  return row && row.scope !== null ? { ...row, scope: row.scope } : undefined;
};
