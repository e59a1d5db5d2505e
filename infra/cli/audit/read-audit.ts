import type { Queryable } from '@kuvert/platform/postgres/database';

import type { AuditHead, AuditRow } from './chain.ts';

const pageRows = 2_000;

/** Every audit row in order, a page at a time. The table is append-only: rows that come meanwhile are read too. */
export async function* readAudit(database: Queryable): AsyncGenerator<AuditRow> {
  for (let after = 0; ;) {
    const { rows } = await database.query<AuditRow>(
      `select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, service,
              person_id as "personId", action, department_id as "departmentId",
              message_id as "messageId", document_id as "documentId", detail,
              previous_hash as "previousHash", hash
         from audit where seq > $1 order by seq limit $2`,
      [after, pageRows],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

/** The newest row's place; undefined while nothing was audited. */
export const readAuditHead = async (database: Queryable): Promise<AuditHead | undefined> => {
  const { rows } = await database.query<{ seq: number; hash: string }>(
    'select seq, hash from audit order by seq desc limit 1',
  );
  return rows[0];
};
