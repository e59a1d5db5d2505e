import type { Transaction } from '@kuvert/platform/postgres/database';

/** Whether the person whom the transaction acts for looks after the house. */
export const looksAfterTheHouse = async (transaction: Transaction): Promise<boolean> => {
  const { rowCount } = await transaction.query(
    `select from house_role where role = 'system-administrator'`,
  );
  return rowCount === 1;
};
