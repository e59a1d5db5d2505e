import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import { parsePersonNumber } from '@kuvert/shared/person-number';
import { readingActions, type LogFilter, type LogRow } from '@kuvert/mailbox/store/log';
import { personHmac } from '@kuvert/mailbox/store/person-hmac';

import type { House } from '../house.ts';
import { audit } from './audit.ts';

export type LogSearch = Omit<LogFilter, 'actions'> & {
  readonly readsOnly: boolean;
  readonly most: number;
  /** The number of whom documents concern; null: anybody. */
  readonly patient: string | null;
};

export interface LogFound {
  readonly rows: readonly LogRow[];
  /** Documents that were read in that time and of which nobody said whom they concern; null: nobody was asked for. */
  readonly unasked: number | null;
}

export interface SearchLogDeps extends Pick<House, 'keyProvider'> {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * Rows of the log with names, newest first; the search is committed to the trail before anything is printed: that it was for
 * a patient, not for whom.
 * @throws KuvertError `person-number-invalid`, `key-locked`
 */
export const searchLog =
  (deps: SearchLogDeps) =>
  async (search: LogSearch): Promise<LogFound> => {
    const { person, department, messages, reference, from, until, before, patient } = search;
    const hmacsIn = patient === null ? undefined : await hmacsOf(deps, patient);
    return deps.database.transaction(async (transaction) => {
      const concerned = hmacsIn && (await concernedBy(transaction, await hmacsIn(transaction)));
      const wanted =
        messages === null ? concerned : concerned?.filter((id) => messages.includes(id));
      const { rows } = await transaction.query<LogRow>(
        'select * from log_rows($1, $2, $3, $4, $5, $6, $7, $8, $9)',
        [
          ...[person, department, wanted ?? messages, reference],
          ...[search.readsOnly ? readingActions : null, from, until, before, search.most],
        ],
      );
      const unasked = patient === null ? null : await countUnasked(transaction, search);
      const about = [
        `from ${from.toISOString()} until ${until.toISOString()}`,
        person !== null && `person ${person}`,
        messages !== null && `document ${messages.join(' ')}`,
        reference !== null && `reference ${reference}`,
        patient !== null && 'patient',
      ];
      await audit(transaction, 'log-search', {
        ...(department !== null && { department }),
        detail: about.filter(Boolean).join(' '),
      });
      return { rows, unasked };
    });
  };

/**
 * What a number is kept as. Whose numbers a house keeps is its mailbox's to know, and no house keeps those of two countries:
 * what has the form of both is looked for as either.
 */
const hmacsOf = async ({ keyProvider, clock }: SearchLogDeps, patient: string) => {
  const countries = (['SE', 'DK'] as const).filter(
    (country) => parsePersonNumber(patient, country) !== undefined,
  );
  if (countries.length === 0)
    throw new KuvertError('person-number-invalid', "the file holds no person's number alone");
  const keys = await keyProvider();
  return async (transaction: Transaction): Promise<readonly string[]> => {
    const hmacs: string[] = [];
    for (const country of countries)
      hmacs.push(await personHmac({ keys, clock, country }, transaction, patient));
    return hmacs;
  };
};

/** As `concerned_messages()` has it for auditors. */
const concernedBy = async (
  transaction: Transaction,
  hmacs: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await transaction.query<{ id: string }>(
    'select message_id as id from message_concern where hmac = any($1)',
    [hmacs],
  );
  return rows.map(({ id }) => id);
};

/** As `unasked_documents()` has it for auditors. */
const countUnasked = async (
  transaction: Transaction,
  { from, until, department }: Pick<LogSearch, 'from' | 'until' | 'department'>,
): Promise<number> => {
  const { rows } = await transaction.query<{ n: number }>(
    `select count(distinct a.message_id)::int as n from audit a
      where a.at >= $1 and a.at < $2 and ($3::text is null or a.department_id = $3)
        and a.action = any(log_reads()) and a.message_id is not null
        and not exists (select from message_concern c where c.message_id = a.message_id)`,
    [from, until, department],
  );
  return rows[0]?.n ?? 0;
};
