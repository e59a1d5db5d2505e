import type { Clock } from '@kuvert/shared/clock';
import type { ObjectName } from '@kuvert/shared/ids';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import { namedObjects } from '../backup/document-objects.ts';
import type { Queryable } from '@kuvert/platform/postgres/database';

/** Far longer than any way from an object to its document, retries included. */
const minAgeMs = 24 * 60 * 60 * 1000;
const batchNames = 500;

interface OrphanDeps {
  readonly objects: Pick<ObjectStore, 'list'>;
  readonly database: Queryable;
  readonly clock: Clock;
}

/** Objects older than a day that no document names: what a crash between store and database left, or a removed document. */
export async function* orphans({
  objects,
  database,
  clock,
}: OrphanDeps): AsyncGenerator<ObjectName> {
  const before = clock.now().getTime() - minAgeMs;
  let batch: ObjectName[] = [];
  for await (const { name, modifiedAt } of objects.list()) {
    if (modifiedAt.getTime() > before) continue;
    batch.push(name);
    if (batch.length < batchNames) continue;
    yield* await unnamed(database, batch);
    batch = [];
  }
  yield* await unnamed(database, batch);
}

const unnamed = async (
  database: Queryable,
  names: readonly ObjectName[],
): Promise<readonly ObjectName[]> => {
  const { rows } = await database.query<{ name: ObjectName }>(
    `select name from unnest($1::text[]) as name
      where not exists (select from ${await namedObjects(database)} where object_name = name)`,
    [names],
  );
  return rows.map(({ name }) => name);
};
