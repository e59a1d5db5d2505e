import { toSealedFacts, type SealedFactsRow } from '@kuvert/platform/documents/document-rows';
import type { DepartmentKey } from '@kuvert/platform/documents/stored-document';
import type { Queryable, Transaction } from '@kuvert/platform/postgres/database';
import { asId } from '@kuvert/shared/ids';
import type { ObjectName } from '@kuvert/shared/ids';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { WrappedIdentity } from '@kuvert/shared/ports/keys';
import type { SealedFacts } from '@kuvert/shared/ports/vault';
import { isOpenReferral, type ReferralState } from '@kuvert/shared/referrals/states';

import type { RoomConversation, RoomDepartment, RoomFunction, RoomReferral, RoomState } from '#api';
import { notFound } from './not-found.ts';

/** Everything here is the role `kuvert_room`'s, inside a transaction that acts for a person of the room in a session. */

export const readFunctions = async (transaction: Queryable): Promise<readonly RoomFunction[]> => {
  const { rows } = await transaction.query<RoomFunction>(
    'select id, name, partner from room_functions()',
  );
  return rows;
};

export const readDepartments = async (
  transaction: Queryable,
  /** As `2026-11-27`. */
  today: string,
): Promise<readonly (RoomDepartment & { readonly key: DepartmentKey })[]> => {
  const { rows } = await transaction.query<
    Record<'id' | 'name' | 'key_id' | 'recipient', string> & {
      readonly closed_until: string | null;
      readonly demands: LevelOfAssurance;
    }
  >('select id, name, key_id, recipient, closed_until, demands from room_departments($1)', [today]);
  return rows.map(({ id, name, key_id, recipient, closed_until, demands }) => ({
    ...{ id, name, demands },
    closedUntil: closed_until,
    key: { id: asId<'key'>(key_id), recipient: asId<'recipient'>(recipient) },
  }));
};

interface ReferralColumns {
  readonly referral_state: ReferralState | null;
  readonly referral_at: Date | null;
  /** As `2026-11-27`. */
  readonly answer_by: string | null;
}

interface ConversationRow extends ReferralColumns {
  readonly id: string;
  readonly department_name: string;
  readonly function_id: string;
  readonly count: number;
  readonly demands: LevelOfAssurance;
  readonly at: Date;
  readonly is_ours: boolean;
  readonly taken_at: Date | null;
  readonly opened_at: Date | null;
}

/** Conversations by their last message, the newest first, from before `before` on. */
export const readConversations = async (
  transaction: Queryable,
  before: Date | null,
  most: number,
  today: string,
): Promise<readonly (RoomConversation & { readonly at: Date })[]> => {
  const { rows } = await transaction.query<ConversationRow>(
    `select conversation_id as id, department_name, function_id, count, most as demands, at, is_ours, taken_at, opened_at,
            referral.*
       from (
         select m.*, count(*) over (partition by conversation_id)::int as count,
                max(demands) over (partition by conversation_id) as most,
                row_number() over (partition by conversation_id order by at desc, id desc) as place
           from room_overview m) last
       left join lateral (
         select r.referral_state, r.referral_at, r.answer_by::text from room_overview r
          where r.conversation_id = last.conversation_id and r.referral_state is not null
          order by r.referral_at desc limit 1) referral on true
      where place = 1 and ($1::timestamptz is null or at < $1) order by at desc, id desc limit $2`,
    [before, most],
  );
  const names = new Map((await readFunctions(transaction)).map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: row.id,
    department: row.department_name,
    functionName: names.get(row.function_id) ?? '',
    count: row.count,
    demands: row.demands,
    at: row.at,
    state: stateOf(row),
    referral: referralOf(row, today),
  }));
};

const stateOf = ({ is_ours, at, taken_at, opened_at }: ConversationRow): RoomState => {
  if (is_ours)
    return taken_at
      ? { kind: 'taken', at: taken_at.toISOString() }
      : { kind: 'there', at: at.toISOString() };
  return { kind: opened_at ? 'opened' : 'new', at: at.toISOString() };
};

/** Where it went on to, its sender still waits, too. */
const isWaitedFor = (state: ReferralState): boolean =>
  state === 'forwarded' || isOpenReferral(state);

const referralOf = (
  { referral_state: state, referral_at: at, answer_by }: ReferralColumns,
  today: string,
): RoomReferral | null => {
  if (!state || !at) return null;
  const answerBy = isWaitedFor(state) ? answer_by : null;
  const isOverdue = answerBy !== null && answerBy < today;
  return { state, at: at.toISOString(), answerBy, isOverdue };
};

/** With whom a conversation is, and what its departments demand; none for what isn't the person's. */
export const readDemand = async (
  transaction: Queryable,
  conversation: string,
): Promise<{ readonly department: string; readonly demands: LevelOfAssurance } | undefined> => {
  const { rows } = await transaction.query<{ department: string; demands: LevelOfAssurance }>(
    `select department_name as department, demands from room_overview where conversation_id = $1
      order by demands desc, at desc limit 1`,
    [conversation],
  );
  return rows[0];
};

/** A message with what it takes to open what it says, but the master key. */
export interface SealedRoomMessage {
  readonly id: string;
  readonly functionId: string;
  readonly departmentId: string;
  readonly department: string;
  readonly isOurs: boolean;
  readonly at: Date;
  readonly pages: number;
  readonly takenAt: Date | null;
  readonly answeredAt: Date | null;
  readonly referral: RoomReferral | null;
  /** For one of the function's keys. */
  readonly details: Uint8Array;
}

/** The messages of a conversation, oldest first; none for what isn't the person's, or is beyond their session. */
export const readConversation = async (
  transaction: Queryable,
  id: string,
  most: number,
  today: string,
): Promise<readonly SealedRoomMessage[]> => {
  const { rows } = await transaction.query<Omit<SealedRoomMessage, 'referral'> & ReferralColumns>(
    `select m.id, m.function_id as "functionId", m.department_id as "departmentId", m.department_name as department,
            m.message_id is not null as "isOurs", m.at, m.pages, m.taken_at as "takenAt", m.details,
            m.referral_state, m.referral_at, m.answer_by::text,
            (select min(r.at) from room_message r
              where r.ref_to_message_id = m.id and r.delivery_id is not null and not r.of_itself)
              as "answeredAt"
       from (select * from room_message where conversation_id = $1 order by at desc, id desc limit $2) m
      order by m.at, m.id`,
    [id, most],
  );
  return rows.map(({ referral_state, referral_at, answer_by, ...row }) => ({
    ...row,
    referral: referralOf({ referral_state, referral_at, answer_by }, today),
  }));
};

/** What opens details of a function, but the master key: of its keys, the active one first. */
export const readWrappedIdentities = async (
  transaction: Queryable,
  functionId: string,
): Promise<readonly WrappedIdentity[]> => {
  const { rows } = await transaction.query<{ wrapped: WrappedIdentity }>(
    `select i.wrapped from room_key k join room_identity i on i.key_id = k.id where k.function_id = $1
      order by k.created_at desc, k.id`,
    [functionId],
  );
  return rows.map(({ wrapped }) => wrapped);
};

/** Somebody of the function opened what a department sent; the first time is kept. */
export const noteOpenedInRoom = async (
  transaction: Transaction,
  conversation: string,
  at: Date,
): Promise<void> => {
  await transaction.query(
    `update room_message set opened_at = $2
      where conversation_id = $1 and delivery_id is not null and opened_at is null`,
    [conversation, at],
  );
};

/** The pages of a message, as far as they are opened with the payload and the master key. */
export interface SealedRoomDocument {
  readonly id: string;
  readonly departmentId: string;
  readonly at: Date;
  readonly pages: number;
  readonly objectName: ObjectName;
  readonly header: Uint8Array;
  readonly facts: SealedFacts;
  readonly wrapped: WrappedIdentity | null;
}

interface DocumentRow extends SealedFactsRow {
  readonly id: string;
  readonly department_id: string;
  readonly at: Date;
  readonly pages: number;
  readonly object_name: string;
  readonly header: Uint8Array;
  readonly wrapped: WrappedIdentity | null;
}

/** @throws KuvertError `not-found` */
export const readRoomDocument = async (
  transaction: Transaction,
  messageId: string,
): Promise<SealedRoomDocument> => {
  const { rows } = await transaction.query<DocumentRow>(
    `select d.id, m.department_id, m.at, m.pages, d.object_name, d.header, d.payload_size, d.payload_sha256, d.plain_size,
            d.plain_sha256, i.wrapped
       from room_message m join room_document d on d.room_message_id = m.id left join room_identity i on i.key_id = d.key_id
      where m.id = $1`,
    [messageId],
  );
  const row = rows[0];
  if (!row) throw notFound();
  return {
    id: row.id,
    departmentId: row.department_id,
    at: row.at,
    pages: row.pages,
    objectName: asId<'object'>(row.object_name),
    header: row.header,
    facts: toSealedFacts(row),
    wrapped: row.wrapped,
  };
};

/** When anything last came or changed that the person sees: what an open page compares. */
export const readNewest = async (transaction: Queryable): Promise<string> => {
  const { rows } = await transaction.query<{ newest: string }>(
    `select coalesce(extract(epoch from greatest(max(at), max(taken_at), max(referral_at)))::text, '') || ' ' ||
            count(taken_at) || ' ' || count(referral_at) || ' ' || count(*) as newest from room_overview`,
  );
  return rows[0]?.newest ?? '';
};
