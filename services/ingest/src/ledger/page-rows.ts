import type { Transaction } from '@kuvert/platform/postgres/database';
import type { LineRange, PageIntegrity } from '@kuvert/shared/integrity';

import type { Filing } from '../use-cases/ports.ts';

/** The state of every page of a document; none for what isn't one. */
export const insertPages = async (
  transaction: Transaction,
  { reception, outcome }: Filing,
): Promise<void> => {
  if (outcome.state !== 'available') return;
  const { pages } = outcome;
  const of = <T>(part: (page: PageIntegrity) => T): T[] => pages.map(part);
  await transaction.query(
    `insert into message_page (message_id, department_id, page, lines, damaged_lines, damage, missing_lines,
       ended_early, blank, rotate)
     select $1, $2, page, lines, damaged, damage::int4multirange, missing, ended_early, blank, rotate
       from unnest($3::int[], $4::int[], $5::text[], $6::int[], $7::bool[], $8::bool[], $9::int[])
         with ordinality as p (lines, damaged, damage, missing, ended_early, blank, rotate, page)`,
    [
      reception.messageId,
      reception.departmentId,
      of(({ lines }) => lines),
      of(({ damagedLines }) => damagedLines),
      of(({ damage }) => multirangeOf(damage)),
      of(({ missingLines }) => missingLines),
      of(({ endedEarly }) => endedEarly),
      of(({ blank }) => blank),
      of(({ rotate }) => rotate),
    ],
  );
};

/** As PostgreSQL writes it: each range with its first line and without the one behind its last. */
const multirangeOf = (ranges: readonly LineRange[]): string =>
  `{${ranges.map(({ from, to }) => `[${from},${to})`).join(',')}}`;
