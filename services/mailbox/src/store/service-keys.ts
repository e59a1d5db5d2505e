import { asId } from '@kuvert/shared/ids';
import type { Queryable } from '@kuvert/platform/postgres/database';
import type { DepartmentKey } from '@kuvert/platform/documents/stored-document';

/** What outbound opens by itself; undefined when the house has no way out. */
export const readOutboundKey = async (database: Queryable): Promise<DepartmentKey | undefined> => {
  const { rows } = await database.query<{ id: string; recipient: string }>(
    `select id, recipient from service_key where service = 'outbound' and retired_at is null`,
  );
  const row = rows[0];
  return row && { id: asId<'key'>(row.id), recipient: asId<'recipient'>(row.recipient) };
};
