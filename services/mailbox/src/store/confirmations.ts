import type { Queryable, Transaction } from '@kuvert/platform/postgres/database';
import type { KeyId } from '@kuvert/shared/ids';

import type { Confirmation } from '#api';
import { showNumber } from '@kuvert/shared/phone';
import type { StoredSendDocument } from './send-documents.ts';
import type { Country } from './summary.ts';

/** What the held work is to confirm; `verdict` says why it isn't, where it isn't (`confirmation_task` has the list). */
export interface ConfirmationTask {
  readonly verdict: string;
  readonly confirms: 'received' | 'taken';
  readonly departmentId: string;
  readonly departmentName: string;
  readonly callBack: string | null;
  /** E.164; of a verified contact. Null, as `from`, unless the verdict is `go`. */
  readonly to: string | null;
  readonly from: string | null;
  readonly receivedAt: Date;
  readonly pages: number | null;
  readonly damaged: boolean;
  readonly partial: boolean;
  readonly takenAt: Date | null;
}

/** Undefined when there is nothing to confirm any more. */
export const readConfirmationTask = async (
  transaction: Transaction,
): Promise<ConfirmationTask | undefined> => {
  const { rows } = await transaction.query<ConfirmationTask>(
    `select verdict, confirms, department_id as "departmentId", department_name as "departmentName",
            call_back as "callBack", to_number as "to", from_number as "from", received_at as "receivedAt", pages,
            damaged, partial, taken_at as "takenAt" from confirmation_task()`,
  );
  return rows[0];
};

/** Puts it into outbound's queue; false when it is not to be sent any more, or is there already. */
export const insertConfirmation = async (
  transaction: Transaction,
  order: {
    readonly id: string;
    readonly code: string;
    readonly language: string;
    readonly contents: Uint8Array;
    readonly serviceKey: KeyId;
    readonly document: StoredSendDocument;
    readonly deadlineMs: number;
    readonly at: Date;
  },
): Promise<boolean> => {
  const { document } = order;
  const { rows } = await transaction.query<{ made: boolean }>(
    `select confirm_message($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 * interval '1 millisecond', $12) as made`,
    [
      order.id,
      order.code,
      order.language,
      document.keyId,
      Buffer.from(order.contents),
      order.serviceKey,
      document.id,
      document.objectName,
      Buffer.from(document.header),
      JSON.stringify(document.facts),
      order.deadlineMs,
      order.at,
    ],
  );
  return rows[0]?.made === true;
};

/** What its sender was told of a message by Kuvert itself, and how far that is. */
export const readConfirmations = async (
  database: Queryable,
  message: string,
  country: Country,
): Promise<Confirmation[]> => {
  const { rows } = await database.query<{
    id: string;
    confirms: Confirmation['confirms'];
    to_number: string;
    sent_at: Date;
    state: Confirmation['state'];
  }>(
    `select o.id, o.confirms, o.to_number, o.sent_at, v.state from send_order o
       join lateral (select state from delivery d where d.order_id = o.id order by d.attempt desc limit 1) v on true
      where o.reply_to = $1 and o.confirms is not null order by o.sent_at, o.id`,
    [message],
  );
  return rows.map((row) => ({
    sendingId: row.id,
    confirms: row.confirms,
    to: showNumber(row.to_number, country),
    at: row.sent_at.toISOString(),
    state: row.state,
  }));
};
