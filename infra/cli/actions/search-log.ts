import type { Database } from '@kuvert/platform/postgres/database';
import { readingActions, type LogFilter, type LogRow } from '@kuvert/mailbox/store/log';

import { audit } from './audit.ts';

export type LogSearch = Omit<LogFilter, 'actions'> & {
  readonly readsOnly: boolean;
  readonly most: number;
};

/** Rows of the log with names, newest first; the search is committed to the trail before anything is printed. */
export const searchLog =
  ({ database }: { readonly database: Database }) =>
  (search: LogSearch): Promise<readonly LogRow[]> =>
    database.transaction(async (transaction) => {
      const { person, department, messages, reference, from, until, before } = search;
      const { rows } = await transaction.query<LogRow>(
        'select * from log_rows($1, $2, $3, $4, $5, $6, $7, $8, $9)',
        [
          ...[person, department, messages, reference, search.readsOnly ? readingActions : null],
          ...[from, until, before, search.most],
        ],
      );
      const about = [
        `from ${from.toISOString()} until ${until.toISOString()}`,
        person !== null && `person ${person}`,
        messages !== null && `document ${messages.join(' ')}`,
        reference !== null && `reference ${reference}`,
      ];
      await audit(transaction, 'log-search', {
        ...(department !== null && { department }),
        detail: about.filter(Boolean).join(' '),
      });
      return rows;
    });
