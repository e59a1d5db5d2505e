import { openDatabase, type Database, type Queryable } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';
import type { ArchiveHead } from './archive.ts';
import { readTables, type Table } from './tables.ts';

/**
 * Refuses a database that holds anything but migrated, empty tables, or that is ahead of the archive.
 * @throws CommandError `house-not-empty`
 */
export const assertEmpty = async (
  ownerUrl: string,
  migrations: ArchiveHead['migrations'],
): Promise<void> => {
  const database = openDatabase({ url: ownerUrl, max: 1, onError: () => undefined });
  try {
    await assertNoRows(database, await readTables(database));
    if (await isAhead(database, migrations))
      throw notEmpty("The database's schema is newer than the backup's: make a new database.");
  } finally {
    await database.close();
  }
};

/** @throws CommandError `house-not-empty` */
export const assertNoRows = async (
  database: Queryable,
  tables: readonly Table[],
): Promise<void> => {
  for (const { name } of tables) {
    const { rowCount } = await database.query(`select from "${name}" limit 1`);
    if (rowCount !== 0) throw notEmpty('The database is not empty.');
  }
};

const isAhead = async (
  database: Database,
  migrations: ArchiveHead['migrations'],
): Promise<boolean> => {
  const { rows } = await database.query<{ there: boolean }>(
    "select to_regclass('public.schema_migration') is not null as there",
  );
  if (rows[0]?.there !== true) return false;
  const { rowCount } = await database.query(
    'select from schema_migration where name <> all($1) limit 1',
    [migrations.map(({ name }) => name)],
  );
  return rowCount !== 0;
};

const notEmpty = (why: string): CommandError =>
  new CommandError('house-not-empty', `A backup is restored onto an empty house alone. ${why}`);
