import { readMigrations } from '@kuvert/platform/postgres/migrate';

import { migrationsFolder } from '../../migrations-folder.ts';
import type { Check } from '../doctor.ts';
import { ok, wrong } from '../finding.ts';

/** The database has this release's migrations, unchanged. */
export const checkSchema: Check = async ({ database }) => {
  const exists = await database.query<{ there: boolean }>(
    "select to_regclass('public.schema_migration') is not null as there",
  );
  const todo = 'run `kuvert migrate`';
  if (exists.rows[0]?.there !== true)
    return [wrong('schema', 'the database was never migrated', todo)];
  const { rows } = await database.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migration',
  );
  const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
  const known = await readMigrations(migrationsFolder);
  const missing = known.filter(({ name }) => !applied.has(name));
  const changed = known.filter(({ name, sha256 }) => (applied.get(name) ?? sha256) !== sha256);
  const foreign = applied.size + missing.length - known.length;
  if (missing.length > 0)
    return [wrong('schema', `${missing.length} migrations have not run`, todo)];
  if (changed.length > 0)
    return [
      wrong(
        'schema',
        'a migration was changed after it ran',
        'use the release that the database was migrated with',
      ),
    ];
  if (foreign > 0)
    return [
      wrong(
        'schema',
        'the database is newer than this release',
        'use the newer release for all services',
      ),
    ];
  return [ok('schema', `up to date with ${known.length} migrations`)];
};
