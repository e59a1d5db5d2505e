import { randomUUID } from 'node:crypto';

import type { TestDatabase } from '@kuvert/testkit/database';

/** What came of a notice, as outbound leaves it; each to an address of its own. */
export interface EndedNotice {
  readonly outcome: 'accepted' | 'refused' | 'given-up' | 'dropped';
  readonly kind?: 'arrived' | 'untaken';
  readonly at?: Date;
}

/** Notices about a message of a department. */
export const addNotices = async (
  { sql }: TestDatabase,
  departmentId: string,
  messageId: string,
  notices: readonly EndedNotice[],
): Promise<void> => {
  for (const { outcome, kind = 'arrived', at = new Date() } of notices) {
    const [id, address] = [randomUUID(), randomUUID()];
    await sql('insert into notice_address values ($1, $2, $3, now())', [
      address,
      departmentId,
      `${address}@kommun.example`,
    ]);
    await sql(
      `insert into notice (id, department_id, address_id, kind, created_at, begun_at, ended_at, outcome)
       values ($1, $2, $3, $4, $5, $5, $5, $6)`,
      [id, departmentId, address, kind, at, outcome],
    );
    await sql('insert into notice_message values ($1, $2, $3)', [id, departmentId, messageId]);
  }
};
