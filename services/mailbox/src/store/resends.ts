import type { Transaction } from '@kuvert/platform/postgres/database';

import type { Resend } from '#api';
import { handlingColumns, handlingSource, toHandling, type HandlingRow } from './summary.ts';

/** Another fax that the one at hand may be a resend of, or may have been sent again as. */
export interface ResendCandidate {
  readonly messageId: string;
  readonly receivedAt: Date;
  /** Its originals have the very bytes of the one at hand. */
  readonly exact: boolean;
  readonly compared: ComparedDocument;
}

/** What is compared of a message: what came; of several files the document of all their pages. */
export type ComparedDocument = 'original' | 'pdf';

/** A fax to compare with others, and those others; the database says which they may be. */
export interface ResendTask {
  readonly messageId: string;
  readonly departmentId: string;
  readonly receivedAt: Date;
  readonly compared: ComparedDocument;
  readonly candidates: readonly ResendCandidate[];
}

/** Of what came, in its order; no row where there is nothing. */
const hashesOf = (message: string): string =>
  `select array_agg(plain_sha256 order by place) as hashes from document
    where message_id = ${message} and kind = 'original' having count(*) > 0`;

const comparedOf = (files: number | null): ComparedDocument =>
  files !== null && files > 1 ? 'pdf' : 'original';

interface TaskRow {
  readonly department_id: string;
  readonly received_at: Date;
  readonly files: number;
  readonly candidate_id: string | null;
  readonly candidate_files: number | null;
  readonly candidate_received_at: Date | null;
  readonly exact: boolean | null;
}

/** Undefined when the message is not there to compare any more. Pairs that were found before are left out. */
export const readResendTask = async (
  transaction: Transaction,
  messageId: string,
): Promise<ResendTask | undefined> => {
  const { rows } = await transaction.query<TaskRow>(
    `select m.department_id, m.received_at, c.id as candidate_id, c.received_at as candidate_received_at,
            co.hashes = mo.hashes as exact, cardinality(mo.hashes) as files, cardinality(co.hashes) as candidate_files
       from message m join lateral (${hashesOf('m.id')}) mo on true
       left join (resend_candidates() candidate join message c on c.id = candidate
         join lateral (${hashesOf('c.id')}) co on true) on true
      where m.id = $1
        and not exists (select from resend r where c.id in (r.message_id, r.earlier_id)
                           and m.id in (r.message_id, r.earlier_id))
      order by exact desc, abs(extract(epoch from c.received_at - m.received_at)), c.id`,
    [messageId],
  );
  const first = rows[0];
  return (
    first && {
      messageId,
      departmentId: first.department_id,
      receivedAt: first.received_at,
      compared: comparedOf(first.files),
      candidates: rows.flatMap(({ candidate_id, candidate_received_at, candidate_files, exact }) =>
        candidate_id === null || candidate_received_at === null
          ? []
          : [
              {
                messageId: candidate_id,
                receivedAt: candidate_received_at,
                compared: comparedOf(candidate_files),
                exact: exact === true,
              },
            ],
      ),
    }
  );
};

/** Two faxes that are alike. */
export interface FoundResend extends ResendCandidate {
  readonly likeness: number;
}

/** Writes a pair down once, however often; which came first is told by the clock of their reception. */
export const writeResend = async (
  transaction: Transaction,
  { messageId, departmentId, receivedAt }: ResendTask,
  found: FoundResend,
  at: Date,
): Promise<void> => {
  const [earlier, later] = isBefore(found, { messageId, receivedAt })
    ? [found.messageId, messageId]
    : [messageId, found.messageId];
  await transaction.query(
    `insert into resend (message_id, earlier_id, department_id, exact, likeness, found_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [later, earlier, departmentId, found.exact, found.likeness, at],
  );
};

/** At the same moment the ids decide, so that both faxes agree. */
const isBefore = (
  a: Pick<ResendCandidate, 'messageId' | 'receivedAt'>,
  b: Pick<ResendCandidate, 'messageId' | 'receivedAt'>,
): boolean => {
  const apart = a.receivedAt.getTime() - b.receivedAt.getTime();
  return apart === 0 ? a.messageId < b.messageId : apart < 0;
};

interface ResendRow extends HandlingRow {
  readonly id: string;
  readonly received_at: Date;
  readonly is_earlier: boolean;
  readonly exact: boolean;
  readonly denied: boolean;
}

/** The faxes that a message is probably a resend of, or was probably sent again as; the earliest first. */
export const readResends = async (
  transaction: Transaction,
  messageId: string,
): Promise<Resend[]> => {
  const { rows } = await transaction.query<ResendRow>(
    `select m.id, m.received_at, r.earlier_id = m.id as is_earlier, r.exact, r.denied_at is not null as denied,
            ${handlingColumns}
       from resend r join message m on m.id in (r.message_id, r.earlier_id) and m.id <> $1 join ${handlingSource}
      where $1 in (r.message_id, r.earlier_id) order by m.received_at, m.id`,
    [messageId],
  );
  return rows.map((row) => ({
    id: row.id,
    receivedAt: row.received_at.toISOString(),
    isEarlier: row.is_earlier,
    exact: row.exact,
    denied: row.denied,
    handling: toHandling(row),
  }));
};

/** A person's word on a pair; gives its department, or undefined when there is no such pair to see. */
export const writeDenial = async (
  transaction: Transaction,
  [one, other]: readonly [string, string],
  denial: { readonly person: string; readonly at: Date } | undefined,
): Promise<string | undefined> => {
  const { rows } = await transaction.query<{ department_id: string }>(
    `update resend set denied_by = $3, denied_at = $4
      where (message_id, earlier_id) in (($1, $2), ($2, $1)) returning department_id`,
    [one, other, denial?.person ?? null, denial?.at ?? null],
  );
  return rows[0]?.department_id;
};
