import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';

import { CommandError } from './command-error.ts';

/**
 * The owner's pool, once the database has answered.
 * @throws CommandError `database-unreachable`
 */
export const openOwnerDatabase = async (ownerUrl: string): Promise<Database> => {
  const database = openDatabase({ url: ownerUrl, max: 4, onError: () => undefined });
  try {
    await database.query('select 1');
    return database;
  } catch (cause) {
    await database.close();
    if (cause instanceof KuvertError) throw cause;
    throw new CommandError(
      'database-unreachable',
      "The database doesn't answer, or refuses the owner: is it running, and is KUVERT_OWNER_URL right?",
      { cause },
    );
  }
};
