import type { Queryable } from '@kuvert/platform/postgres/database';

/** The object of one document, with what its row says of it. */
export interface DocumentObject {
  readonly name: string;
  /** Bytes of the sealed payload. */
  readonly size: number;
  readonly sha256: string;
}

/** Everything whose payload must be kept, as a table for SQL: documents, and originals that made place for another. */
export const namedObjects = `(
  select object_name, payload_size, payload_sha256 from document
  union all select object_name, payload_size, payload_sha256 from superseded_document
) as named`;

const pageRows = 1_000;

/** Objects that documents name, superseded ones too, in the order of their names, a page at a time. */
export async function* documentObjects(database: Queryable): AsyncGenerator<DocumentObject> {
  for (let after = ''; ;) {
    const { rows } = await database.query<DocumentObject>(
      `select object_name as name, payload_size as size, payload_sha256 as sha256
         from ${namedObjects} where object_name > $1 order by object_name limit $2`,
      [after, pageRows],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.name;
  }
}
