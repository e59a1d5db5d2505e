import { KuvertError } from '@kuvert/shared/errors';
import { asId, type PersonId, type SendOrderId } from '@kuvert/shared/ids';
import type { WrappedIdentity } from '@kuvert/shared/ports/keys';
import type { AnsweringStep, ReferralState } from '@kuvert/shared/referrals/states';
import type { SendingResolution } from '@kuvert/shared/sending/limits';
import type { SecondLook } from '@kuvert/shared/sending/second-look';
import type { Queryable, Transaction } from '@kuvert/platform/postgres/database';

import type { DraftText } from '#api';
import { notFound } from './not-found.ts';

/** A draft as it lies in the database: what was written for the cover sheet is sealed. */
export interface StoredDraft {
  readonly id: SendOrderId;
  readonly departmentId: string;
  readonly departmentName: string;
  /** The telephone that cover sheets name; the department's fax number stands in for it. */
  readonly callBack: string | null;
  /** The department's policy. */
  readonly secondLook: SecondLook;
  readonly version: number;
  readonly preparedVersion: number | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly to: string | null;
  readonly from: string | null;
  readonly resolution: SendingResolution;
  readonly cover: boolean;
  readonly language: DraftText['language'];
  /** The sender asks for fax although there may be something better. */
  readonly wishesFax: boolean;
  readonly code: string;
  readonly contents: Uint8Array;
  /** Null when the key's secret half isn't there. */
  readonly wrapped: WrappedIdentity | null;
  readonly pages: number | null;
  readonly blankPages: readonly number[];
  readonly replyTo: {
    readonly messageId: string;
    readonly receivedAt: Date;
    readonly from: string;
    /** By which it came. */
    readonly carrier: string;
    /** Null: it is no referral. */
    readonly referral: ReferralState | null;
  } | null;
  /** What it does with the referral that it answers. */
  readonly referralStep: AnsweringStep | null;
}

interface Row {
  readonly id: string;
  readonly department_id: string;
  readonly department_name: string;
  readonly call_back: string | null;
  readonly second_look: SecondLook;
  readonly version: number;
  readonly prepared_version: number | null;
  readonly created_at: Date;
  readonly changed_at: Date;
  readonly to_number: string | null;
  readonly from_number: string | null;
  readonly resolution: SendingResolution;
  readonly cover: boolean;
  readonly language: DraftText['language'];
  readonly wishes_fax: boolean;
  readonly code: string;
  readonly contents: Uint8Array;
  readonly wrapped: Uint8Array | null;
  readonly pages: number | null;
  readonly blank_pages: number[];
  readonly reply_to: string | null;
  readonly reply_received_at: Date | null;
  readonly reply_from: string | null;
  readonly reply_carrier: string | null;
  readonly reply_referral: ReferralState | null;
  readonly referral_step: AnsweringStep | null;
}

const source = `send_order o join department d on d.id = o.department_id
  left join department_identity i on i.key_id = o.key_id left join message m on m.id = o.reply_to
  left join referral g on g.message_id = o.reply_to`;

/** Others see a draft while it waits for one of them, and then as what waits alone. */
const isOwn = `o.created_by = current_setting('kuvert.person', true)`;

/** A draft of the person whom the transaction acts for. @throws KuvertError `not-found` */
export const readDraft = async (transaction: Transaction, id: string): Promise<StoredDraft> => {
  const { rows } = await transaction.query<Row>(
    `select o.id, o.department_id, d.name as department_name, d.call_back, d.second_look, o.version, o.prepared_version, o.created_at,
            o.changed_at, o.to_number, o.from_number, o.resolution, o.cover, o.language, o.wishes_fax, o.code, o.contents, i.wrapped,
            o.pages, o.blank_pages, o.reply_to, m.received_at as reply_received_at, m.from_number as reply_from,
            m.carrier as reply_carrier, g.state as reply_referral, o.referral_step
       from ${source} where o.id = $1 and o.stage = 'draft' and ${isOwn}`,
    [id],
  );
  const row = rows[0];
  if (!row) throw notFound();
  return fromRow(row);
};

const fromRow = (row: Row): StoredDraft => ({
  id: asId<'send-order'>(row.id),
  departmentId: row.department_id,
  departmentName: row.department_name,
  callBack: row.call_back,
  secondLook: row.second_look,
  version: row.version,
  preparedVersion: row.prepared_version,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  to: row.to_number,
  from: row.from_number,
  resolution: row.resolution,
  cover: row.cover,
  language: row.language,
  wishesFax: row.wishes_fax,
  code: row.code,
  contents: row.contents,
  wrapped: row.wrapped,
  pages: row.pages,
  blankPages: row.blank_pages,
  replyTo:
    row.reply_to === null
      ? null
      : {
          messageId: row.reply_to,
          receivedAt: row.reply_received_at ?? new Date(0),
          from: row.reply_from ?? '',
          carrier: row.reply_carrier ?? '',
          referral: row.reply_referral,
        },
  // what is no referral any more is one again for nobody
  referralStep: row.reply_referral === null ? null : row.referral_step,
});

/**
 * Locks a draft until the transaction ends; its version now.
 * @throws KuvertError `not-found`; `draft-changed` when the person saw another version; `draft-waits` for a colleague,
 * who is to see it as it is
 */
export const lockDraft = async (
  transaction: Transaction,
  id: string,
  seen?: number,
): Promise<{ readonly departmentId: string; readonly version: number }> => {
  const { rows } = await transaction.query<{
    department_id: string;
    version: number;
    waits: boolean;
  }>(
    `select department_id, version, order_waits(id) as waits from send_order
      where id = $1 and stage = 'draft' for update`,
    [id],
  );
  const row = rows[0];
  if (!row) throw notFound();
  if (row.waits)
    throw new KuvertError('draft-waits', 'it waits for a colleague: take it back to go on writing');
  if (seen !== undefined && seen !== row.version)
    throw new KuvertError('draft-changed', 'the draft was changed meanwhile: look at it again');
  return { departmentId: row.department_id, version: row.version };
};

/** One more version, whose pages are not made yet. */
export const touchDraft = async (
  transaction: Transaction,
  id: string,
  now: Date,
): Promise<void> => {
  await transaction.query(
    `update send_order set version = version + 1, changed_at = $2, prepared_version = null, pages = null,
            blank_pages = '{}' where id = $1`,
    [id, now],
  );
};

/** A draft in the list of its writer's. */
export interface ListedDraft {
  readonly id: string;
  readonly changed_at: Date;
  readonly to_number: string | null;
  readonly reply_to: string | null;
  readonly attachments: number;
  /** How it is with the last approval that was asked for; null where none was. */
  readonly approval: string | null;
}

/** The person's drafts in a department, the newest change first. */
export const listDrafts = async (
  database: Queryable,
  departmentId: string,
  limit: number,
): Promise<readonly ListedDraft[]> => {
  const { rows } = await database.query<ListedDraft>(
    `select o.id, o.changed_at, o.to_number, o.reply_to,
            (select a.state from approval a where a.order_id = o.id order by a.asked_at desc, a.id desc limit 1) as approval,
            (select count(*)::int from send_document s where s.order_id = o.id and s.kind = 'attachment') as attachments
       from send_order o where o.department_id = $1 and o.stage = 'draft' and ${isOwn}
      order by o.changed_at desc, o.id limit $2`,
    [departmentId, limit],
  );
  return rows;
};

/** The draft that this very request made before. */
export const findRequested = async (
  transaction: Transaction,
  departmentId: string,
  person: PersonId,
  requestId: string,
): Promise<string | undefined> => {
  const { rows } = await transaction.query<{ id: string }>(
    'select id from send_order where department_id = $1 and created_by = $2 and request_id = $3',
    [departmentId, person, requestId],
  );
  return rows[0]?.id;
};
