import { functionAttention, readOwnMessages } from '@kuvert/platform/partners/own-message';
import type { Database, Queryable } from '@kuvert/platform/postgres/database';
import { asId } from '@kuvert/shared/ids';
import { gateway, type PartnerDoor } from '@kuvert/shared/reception';
import type { ReferralState } from '@kuvert/shared/referrals/states';

import type { PartnerReplies, PartnerReply } from '../use-cases/partner-ports.ts';
import { readSent } from './document-rows.ts';
import { tellIn, type TellDeps } from './tell.ts';

interface Row {
  readonly id: string;
  readonly envelope: Uint8Array;
  readonly conversation_id: string;
  readonly ref_to_message_id: string | null;
  readonly organisation: string;
  readonly department_address: string;
  readonly department_name: string;
  readonly domain: string;
  readonly address: string;
  readonly name: string;
  readonly offered_at: Date;
}

interface ReferralRow {
  readonly id: string;
  readonly state: ReferralState;
  readonly is_forwarded: boolean;
  readonly answer_by: string | null;
  readonly accepted_at: Date;
  readonly changed_at: Date;
  readonly department: string;
  readonly address: string | null;
}

export const createPartnerReplies = (database: Database, deps: TellDeps): PartnerReplies => ({
  list: (partner, most) => readReplies(database, { door: gateway, partner, most }),
  read: async (partner, id) =>
    (await readReplies(database, { door: gateway, partner, id, most: 1 }))[0],
  pages: (id) => readSent(database, id, 'application/pdf'),
  given: async (id) => {
    await database.query(
      "update partner_reply set fetched_at = coalesce(fetched_at, $2) where delivery_id = $1 and door = 'gateway' and taken_at is null",
      [id, deps.clock.now()],
    );
  },
  take: (partner, id) =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ fetched: boolean }>(
        `select fetched_at is not null as fetched from partner_reply
          where partner_id = $1 and delivery_id = $2 and door = 'gateway' and taken_at is null for update`,
        [partner, id],
      );
      if (!rows[0]) return { kind: 'unknown' };
      if (!rows[0].fetched) return { kind: 'not-fetched' };
      await transaction.query('update partner_reply set taken_at = $2 where delivery_id = $1', [
        id,
        deps.clock.now(),
      ]);
      const effect = await tellIn(deps, transaction, asId<'delivery'>(id), {
        fact: { kind: 'delivered' },
        source: 'callback',
        eventKey: 'gateway:taken',
        evidence: {},
      });
      return { kind: 'taken', effect };
    }),
  own: async (partner, most, id) => {
    const found = await readOwnMessages(database, partner, {
      most,
      ...(id === undefined ? {} : { id }),
    });
    return found.flatMap(({ data, isDeleted }) => (isDeleted ? [] : [data]));
  },
  referrals: async (partner, { id = null, since = null, most }) => {
    const { rows } = await database.query<ReferralRow>(
      `select id, state, is_forwarded, answer_by::text, accepted_at, changed_at, department, address
         from partner_referrals($1, $2, $3, $4)`,
      [partner, id, since, most],
    );
    return rows.map((row) => ({
      id: row.id,
      state: row.state,
      isForwarded: row.is_forwarded,
      answerBy: row.answer_by,
      acceptedAt: row.accepted_at,
      changedAt: row.changed_at,
      department: { name: row.department, address: row.address },
    }));
  },
  forgetOwn: async (partner, id) => {
    const { rowCount } = await database.query(
      `update partner_receipt set deleted_at = $3
        where partner_id = $1 and partner_message_id = $2 and deleted_at is null`,
      [partner, id, deps.clock.now()],
    );
    return rowCount === 1;
  },
});

/** What a partner may fetch at the gateway, or what goes by SDK, whatever became of it; one of them, or every one. */
export const readReplies = async (
  database: Queryable,
  {
    door,
    partner = null,
    id = null,
    most,
  }: {
    readonly door: PartnerDoor;
    readonly partner?: string | null;
    readonly id?: string | null;
    readonly most: number;
  },
): Promise<readonly PartnerReply[]> => {
  const { rows } = await database.query<Row>(
    `select r.delivery_id as id, o.envelope, r.conversation_id, r.ref_to_message_id, r.organisation,
            r.department_address, r.department_name, p.domain, case r.door when 'sdk' then f.sdk_address else f.address end as address, f.name, r.offered_at
       from partner_reply r
       join delivery d on d.id = r.delivery_id
       join send_order o on o.id = d.order_id
       join partner p on p.id = r.partner_id
       join partner_function f on f.id = r.function_id
      where r.door = $4 and ($1::text is null or r.partner_id = $1) and ($2::text is null or r.delivery_id = $2)
        and (r.door = 'sdk' or (r.taken_at is null and d.state in ('accepted', 'unknown')))
      order by r.offered_at, r.delivery_id limit $3`,
    [partner, id, most, door],
  );
  return rows.map(toReply);
};

const toReply = (row: Row): PartnerReply => ({
  id: asId<'delivery'>(row.id),
  envelope: row.envelope,
  attributes: {
    messageStatus: 'NEW',
    creationDateTime: row.offered_at.toISOString(),
    messageId: row.id,
    conversationId: row.conversation_id,
    ...(row.ref_to_message_id === null ? {} : { refToMessageId: row.ref_to_message_id }),
    // what goes to a partner instead of by fax is secret until somebody says otherwise
    confidentiality: true,
    sender: row.organisation,
    recipient: row.domain,
    senderAttention: functionAttention(row.department_address, row.department_name),
    recipientAttention: functionAttention(row.address, row.name),
  },
});
