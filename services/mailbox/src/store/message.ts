import type { Transaction } from '@kuvert/platform/postgres/database';

import { Document, TimelineEvent, type Actor, type Message } from '#api';
import { readConfirmations, readReminders } from './own-orders.ts';
import { readForwardedFrom } from './forwarding.ts';
import { readIncidentMark } from './incidents.ts';
import { readConversation } from './conversation.ts';
import { readIntake } from './intake.ts';
import { readPageFacts } from './page-facts.ts';
import { notFound } from './not-found.ts';
import { readNoticeEvents } from './notices.ts';
import { readResends } from './resends.ts';
import { readAnswers } from './sendings.ts';
import {
  summaryColumns,
  summarySource,
  toSummary,
  type Country,
  type SummaryRow,
} from './summary.ts';
import { readTextState } from './text-state.ts';

interface MessageRow extends SummaryRow {
  readonly error_text: string | null;
  readonly carrier_copy: Message['carrierCopy'];
}

interface TimelineRow {
  readonly at: Date;
  readonly kind: TimelineEvent['kind'];
  readonly note: string | null;
  readonly person_id: string | null;
  readonly name: string | null;
  readonly person_kind: Actor['kind'] | null;
}

/** A message whole, as its department sees it. @throws KuvertError `not-found` */
export const readMessage = async (
  transaction: Transaction,
  id: string,
  country: Country,
): Promise<Message> => {
  const { rows } = await transaction.query<MessageRow>(
    `select ${summaryColumns}, m.error_text, m.carrier_copy from ${summarySource} where m.id = $1`,
    [id],
  );
  const row = rows[0];
  if (!row) throw notFound();
  return {
    ...toSummary(row, country),
    errorText: row.error_text,
    carrierCopy: row.carrier_copy,
    documents: await readDocuments(transaction, id),
    pageFacts: await readPageFacts(transaction, id),
    intake: await readIntake(transaction, id),
    text:
      row.attention === null && row.handling_state !== 'forwarded'
        ? await readTextState(transaction, id)
        : null,
    resends: await readResends(transaction, id),
    timeline: await readTimeline(transaction, id),
    answers: await readAnswers(transaction, id),
    conversation: row.partner_name === null ? [] : await readConversation(transaction, id),
    confirmations: await readConfirmations(transaction, id, country),
    reminders: await readReminders(transaction, id, country),
    forwardedFrom: await readForwardedFrom(transaction, id),
    incident: await readIncidentMark(transaction, 'message_id', id),
  };
};

const readDocuments = async (transaction: Transaction, id: string): Promise<Document[]> => {
  const { rows } = await transaction.query<Document>(
    `select id, kind, place, media_type as "mediaType", plain_size as size
       from document where message_id = $1 and kind = any($2) order by kind desc, place`,
    [id, Document.shape.kind.options],
  );
  return rows;
};

const readTimeline = async (transaction: Transaction, id: string): Promise<Message['timeline']> => {
  const { rows } = await transaction.query<TimelineRow>(
    `select t.at, t.kind, t.note, t.person_id, p.name, p.kind as person_kind
       from timeline t left join person p on p.id = t.person_id
      where t.message_id = $1 and t.kind = any($2) order by t.at, t.id`,
    [id, TimelineEvent.shape.kind.options],
  );
  const events = rows.map(({ at, kind, note, person_id, name, person_kind }) => ({
    at: at.toISOString(),
    kind,
    note,
    by:
      person_id === null
        ? null
        : { id: person_id, name: name ?? '', kind: person_kind ?? 'person' },
  }));
  return [...events, ...(await readNoticeEvents(transaction, id))].toSorted((one, other) =>
    one.at.localeCompare(other.at),
  );
};
