import type { Database } from '@kuvert/platform/postgres/database';

import { audit } from '../store/audit.ts';
import { notFound } from '../store/not-found.ts';
import { type Actor, scopeOf } from './actor.ts';

/** Asks ingest to try once more to take in a message that needs attention. @throws KuvertError `not-found` */
export const fetchAgain =
  (database: Database) =>
  (actor: Actor, messageId: string): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ department_id: string; work: string | null }>(
        'select department_id, fetch_again(id) as work from message where id = $1',
        [messageId],
      );
      const row = rows[0];
      if (!row) throw notFound();
      if (row.work === null) return; // nothing to try again, or it is being tried at this moment
      await audit(transaction, {
        person: actor.person,
        action: 'fetch-again',
        departmentId: row.department_id,
        messageId,
      });
    }, scopeOf(actor));
