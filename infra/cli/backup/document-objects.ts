import type { Queryable } from '@kuvert/platform/postgres/database';

/** The object of one document, with what its row says of it. */
export interface DocumentObject {
  readonly name: string;
  /** Bytes of the sealed payload. */
  readonly size: number;
  readonly sha256: string;
}

/** What names objects: documents, originals that made place for another, and what is sent. */
const tables = ['document', 'superseded_document', 'send_document'] as const;

/** Everything whose payload must be kept, as a table for SQL; an archive may be older than one of the tables. */
export const namedObjects = async (database: Queryable): Promise<string> => {
  const { rows } = await database.query<{ name: string }>(
    `select name from unnest($1::text[]) name where to_regclass('public.' || name) is not null`,
    [tables],
  );
  const selects = rows.map(
    ({ name }) => `select object_name, payload_size, payload_sha256 from ${name}`,
  );
  return `(${selects.join(' union all ')}) as named`;
};

const pageRows = 1_000;

/** Objects that documents name, superseded ones and what is sent too, in the order of their names, a page at a time. */
export async function* documentObjects(database: Queryable): AsyncGenerator<DocumentObject> {
  const named = await namedObjects(database);
  for (let after = ''; ;) {
    const { rows } = await database.query<DocumentObject>(
      `select object_name as name, payload_size as size, payload_sha256 as sha256
         from ${named} where object_name > $1 order by object_name limit $2`,
      [after, pageRows],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.name;
  }
}
