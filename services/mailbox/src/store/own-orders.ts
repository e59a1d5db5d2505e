import type { Queryable, Transaction } from '@kuvert/platform/postgres/database';
import type { KeyId } from '@kuvert/shared/ids';
import { showNumber } from '@kuvert/shared/phone';
import { isPartnerAddress, recipientName, type Address } from '@kuvert/shared/routing/address';
import type { RoutingReason } from '@kuvert/shared/routing/choose-channel';

import type { Confirmation, Reminder } from '#api';
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

/** Of what the sender of a referral is to be reminded; `reminder_task` has the list of verdicts. */
export interface ReminderTask {
  readonly verdict: string;
  /** The same, where it would be faxed. */
  readonly fax: string;
  /** When the next reminder may be due; null: there is none. */
  readonly nextAt: Date | null;
  readonly reminds: Reminder['reminds'];
  readonly departmentId: string;
  readonly departmentName: string;
  readonly callBack: string | null;
  /** E.164. Null, as `from`, unless the verdict is `go`. */
  readonly to: string | null;
  readonly from: string | null;
  /** The partner's function that sent the referral; null: it came another way. */
  readonly functionId: string | null;
  readonly receivedAt: Date;
  readonly state: 'received' | 'accepted' | 'on-hold';
  readonly answerBy: string | null;
}

/** Undefined when there is nothing to remind of any more. */
export const readReminderTask = async (
  transaction: Transaction,
  timeZone: string,
): Promise<ReminderTask | undefined> => {
  const { rows } = await transaction.query<ReminderTask>(
    `select verdict, fax, next_at as "nextAt", tells as reminds, department_id as "departmentId",
            department_name as "departmentName", call_back as "callBack", to_number as "to", from_number as "from",
            function_id as "functionId", received_at as "receivedAt", state, answer_by::text as "answerBy"
       from reminder_task($1)`,
    [timeZone],
  );
  return rows[0];
};

/** An order of Kuvert's own, sealed. */
export interface OwnOrderRow {
  readonly id: string;
  readonly code: string;
  readonly language: string;
  readonly contents: Uint8Array;
  readonly serviceKey: KeyId;
  readonly document: StoredSendDocument;
  readonly deadlineMs: number;
  readonly at: Date;
  readonly address: Address;
  readonly reason: RoutingReason | null;
  /** For outbound, of what goes to a partner. */
  readonly envelope: Uint8Array | undefined;
  readonly timeZone: string;
}

/** Puts it into outbound's queue; false when it is not to be sent any more, or is there already. */
export const insertOwnOrder = async (
  transaction: Transaction,
  order: OwnOrderRow,
): Promise<boolean> => {
  const { document, address } = order;
  const { rows } = await transaction.query<{ made: boolean }>(
    `select send_of_itself($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 * interval '1 millisecond', $12, $13, $14, $15,
       $16, $17, $18, $19) as made`,
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
      address.channel,
      order.reason,
      address.channel === 'department' ? address.departmentId : null,
      isPartnerAddress(address) ? address.functionId : null,
      address.channel === 'fax' ? null : recipientName(address),
      order.envelope ? Buffer.from(order.envelope) : null,
      order.timeZone,
    ],
  );
  return rows[0]?.made === true;
};

interface OwnRow<Tells> {
  readonly id: string;
  readonly tells: Tells;
  readonly channel: Reminder['channel'];
  readonly to_number: string;
  readonly to_name: string | null;
  readonly sent_at: Date;
  readonly state: Confirmation['state'];
}

/** Orders of Kuvert's own about a message, and how far each is. */
const readOwn = async <Tells extends string>(
  database: Queryable,
  message: string,
  tells: readonly Tells[],
): Promise<readonly OwnRow<Tells>[]> => {
  const { rows } = await database.query<OwnRow<Tells>>(
    `select o.id, o.tells, o.channel, o.to_number, o.to_name, o.sent_at, v.state from send_order o
       join lateral (select state from delivery d where d.order_id = o.id order by d.attempt desc limit 1) v on true
      where o.reply_to = $1 and o.tells = any ($2) order by o.sent_at, o.id`,
    [message, tells],
  );
  return rows;
};

/** What its sender was told of a message by Kuvert itself. */
export const readConfirmations = async (
  database: Queryable,
  message: string,
  country: Country,
): Promise<Confirmation[]> =>
  (await readOwn(database, message, ['received', 'taken'])).map((row) => ({
    sendingId: row.id,
    confirms: row.tells,
    to: showNumber(row.to_number, country),
    at: row.sent_at.toISOString(),
    state: row.state,
  }));

/** Of what its sender was reminded by Kuvert itself. */
export const readReminders = async (
  database: Queryable,
  message: string,
  country: Country,
): Promise<Reminder[]> =>
  (await readOwn(database, message, ['completion-missing', 'not-answered'])).map((row) => ({
    sendingId: row.id,
    reminds: row.tells,
    channel: row.channel,
    to: row.to_name ?? showNumber(row.to_number, country).national,
    at: row.sent_at.toISOString(),
    state: row.state,
  }));
