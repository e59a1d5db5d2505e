import { toSealedFacts, type SealedFactsRow } from '@kuvert/platform/documents/document-rows';
import type { StoredDocument } from '@kuvert/platform/documents/stored-document';
import type { Queryable, Transaction } from '@kuvert/platform/postgres/database';
import { asId, type KeyId, type ObjectName } from '@kuvert/shared/ids';
import type { WrappedIdentity } from '@kuvert/shared/ports/keys';
import type { SealedFacts } from '@kuvert/shared/ports/vault';

import type { Attachment } from '#api';
import { notFound } from './not-found.ts';

export type SendMediaType = Attachment['mediaType'];

/** What the mailbox seals for sending: what a person added, and the pages made of it. */
export type StoredSendDocument = StoredDocument<'attachment' | 'outgoing', SendMediaType>;

/** All that is needed to open a document of an order, but the payload and the master key. */
export interface SealedSendDocument {
  readonly id: string;
  readonly departmentId: string;
  readonly kind: 'attachment' | 'outgoing' | 'sent';
  readonly mediaType: SendMediaType;
  readonly objectName: ObjectName;
  readonly header: Uint8Array;
  readonly facts: SealedFacts;
  /** Null when the key's secret half isn't there. */
  readonly wrapped: WrappedIdentity | null;
  /** Of the order; null while its pages aren't made. */
  readonly pages: number | null;
  /** Sealed; of an attachment alone. */
  readonly name: Uint8Array | null;
}

interface Row extends SealedFactsRow {
  readonly id: string;
  readonly department_id: string;
  readonly kind: SealedSendDocument['kind'];
  readonly media_type: SendMediaType;
  readonly object_name: string;
  readonly header: Uint8Array;
  readonly wrapped: Uint8Array | null;
  readonly pages: number | null;
  readonly name: Uint8Array | null;
}

const selected = `select s.id, s.department_id, s.kind, s.media_type, s.object_name, s.header, s.payload_size, s.payload_sha256,
    s.plain_size, s.plain_sha256, i.wrapped, o.pages, s.name
  from send_document s join send_order o on o.id = s.order_id left join department_identity i on i.key_id = s.key_id`;

const fromRow = (row: Row): SealedSendDocument => ({
  id: row.id,
  departmentId: row.department_id,
  kind: row.kind,
  mediaType: row.media_type,
  objectName: asId<'object'>(row.object_name),
  header: row.header,
  facts: toSealedFacts(row),
  wrapped: row.wrapped,
  pages: row.pages,
  name: row.name,
});

/** What a person added to a draft, in the order in which it will be faxed. */
export const readAttachments = async (
  database: Queryable,
  order: string,
): Promise<readonly SealedSendDocument[]> => {
  const { rows } = await database.query<Row>(
    `${selected} where s.order_id = $1 and s.kind = 'attachment' order by s.position, s.id`,
    [order],
  );
  return rows.map(fromRow);
};

/** The pages of a draft, as they will be faxed. @throws KuvertError `not-found` */
export const readOutgoing = async (
  database: Queryable,
  order: string,
): Promise<SealedSendDocument> => one(database, `s.order_id = $1 and s.kind = 'outgoing'`, order);

/**
 * The newest pages of what was sent, all of them: with the header line once it is made. The rest of a fax that broke off
 * is not all of it. @throws KuvertError `not-found`
 */
export const readFaxed = async (database: Queryable, order: string): Promise<SealedSendDocument> =>
  one(
    database,
    `s.order_id = $1 and s.kind in ('outgoing', 'sent') and o.stage = 'sent'
       and not exists (select from delivery d where d.id = s.delivery_id
         and (d.first_page > 1 or d.media_type <> s.media_type))
       order by (s.kind = 'sent') desc, s.created_at desc limit 1`,
    order,
  );

/** What was handed to the carrier at one attempt. */
export interface HandedOver {
  readonly attempt: number;
  /** Null where no carrier took it. */
  readonly carrier: string | null;
  readonly carrierFaxId: string | null;
  /** Of the document as the carrier got it, lower case hexadecimal. */
  readonly sha256: string;
}

/** Everything that was made to be handed over, oldest first. */
export const readHandedOver = async (
  database: Queryable,
  order: string,
): Promise<readonly HandedOver[]> => {
  const { rows } = await database.query<HandedOver>(
    `select d.attempt, d.carrier, d.carrier_fax_id as "carrierFaxId", s.plain_sha256 as sha256
       from send_document s join delivery d on d.id = s.delivery_id
      where s.order_id = $1 and s.kind = 'sent' and s.media_type is not distinct from coalesce(d.media_type, s.media_type)
      order by d.attempt`,
    [order],
  );
  return rows;
};

const one = async (
  database: Queryable,
  condition: string,
  order: string,
): Promise<SealedSendDocument> => {
  const { rows } = await database.query<Row>(`${selected} where ${condition}`, [order]);
  const row = rows[0];
  if (!row) throw notFound();
  return fromRow(row);
};

export const insertSendDocument = async (
  transaction: Transaction,
  of: { readonly orderId: string; readonly departmentId: string },
  document: StoredSendDocument,
  more: {
    readonly position: number;
    readonly name: Uint8Array | null;
    readonly serviceKey: KeyId | null;
    readonly now: Date;
  },
): Promise<void> => {
  const { facts } = document;
  await transaction.query(
    `insert into send_document (id, order_id, department_id, key_id, service_key_id, kind, position, name, media_type,
       object_name, header, payload_size, payload_sha256, plain_size, plain_sha256, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      document.id,
      of.orderId,
      of.departmentId,
      document.keyId,
      more.serviceKey,
      document.kind,
      more.position,
      more.name && Buffer.from(more.name),
      document.mediaType,
      document.objectName,
      Buffer.from(document.header),
      facts.payloadSize,
      facts.payloadSha256,
      facts.plainSize,
      facts.plainSha256,
      more.now,
    ],
  );
};

/** Takes documents of a draft away, by a condition on `send_document`; their objects are to be removed afterwards. */
export const deleteSendDocuments = async (
  transaction: Transaction,
  order: string,
  which: { readonly id: string } | { readonly kind: 'outgoing' } | 'all',
): Promise<readonly { readonly objectName: ObjectName }[]> => {
  const [condition, value] =
    which === 'all'
      ? ['$2::text is null', null]
      : 'id' in which
        ? [`kind = 'attachment' and id = $2`, which.id]
        : ['kind = $2', which.kind];
  const { rows } = await transaction.query<{ object_name: string }>(
    `delete from send_document where order_id = $1 and ${condition} returning object_name`,
    [order, value],
  );
  return rows.map(({ object_name: name }) => ({ objectName: asId<'object'>(name) }));
};
