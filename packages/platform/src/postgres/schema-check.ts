import { KuvertError } from '@kuvert/shared/errors';

import type { Queryable } from './database.ts';

/**
 * Rejects when the database lacks a migration that this build was made with.
 * @throws KuvertError `configuration-wrong` naming the newest that is missing.
 */
export const checkSchema = async (database: Queryable, newest: string): Promise<void> => {
  const { rowCount } = await database.query('select from schema_migration where name = $1', [
    newest,
  ]);
  if (rowCount !== 1)
    throw new KuvertError(
      'configuration-wrong',
      `the database lacks migration ${newest}: run migrate`,
    );
};

/** The newest migration that the services of this build rely on. */
export const newestMigration = '0095_junk_lists.sql';
