import { toSealedFacts, type SealedFactsRow } from '@kuvert/platform/documents/document-rows';
import type { Queryable } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';
import { asId, type DeliveryId, type KeyId, type SendOrderId } from '@kuvert/shared/ids';

import type {
  SealedForUs,
  SentDocument,
  SentMediaType,
  StoredDelivery,
} from '../use-cases/ports.ts';

interface Row extends SealedFactsRow {
  readonly object_name: string;
  readonly header: Uint8Array;
  readonly media_type: string;
}

const columns =
  'object_name, header, media_type, payload_size, payload_sha256, plain_size, plain_sha256';

/** The pages to send. @throws KuvertError `document-damaged` when an order has none */
export const readOutgoing = async (
  database: Queryable,
  order: SendOrderId,
): Promise<SealedForUs> => {
  const found = await readOne(database, `kind = 'outgoing' and order_id = $1`, order);
  if (!found) throw new KuvertError('document-damaged', 'the order has no pages to send');
  return found;
};

/** The pages of one delivery as a carrier of this kind gets them. */
export const readSent = (
  database: Queryable,
  id: DeliveryId,
  mediaType: SentMediaType,
): Promise<SealedForUs | undefined> =>
  readOne(database, `kind = 'sent' and delivery_id = $1 and media_type = $2`, id, mediaType);

/** As the carrier that has it gets them. */
export const readHandedOver = (
  database: Queryable,
  id: DeliveryId,
): Promise<SealedForUs | undefined> =>
  readOne(
    database,
    `kind = 'sent' and delivery_id = $1
       and media_type = (select d.media_type from delivery d where d.id = delivery_id)`,
    id,
  );

const readOne = async (
  database: Queryable,
  condition: string,
  ...values: readonly string[]
): Promise<SealedForUs | undefined> => {
  const { rows } = await database.query<Row>(
    `select ${columns} from send_document where ${condition}`,
    values,
  );
  const row = rows[0];
  return (
    row && {
      objectName: asId<'object'>(row.object_name),
      header: row.header,
      mediaType: row.media_type,
      facts: toSealedFacts(row),
    }
  );
};

/** False when the delivery has its pages already. */
export const insertSent = async (
  database: Queryable,
  { id, orderId, departmentId }: StoredDelivery,
  document: SentDocument,
  serviceKey: KeyId,
  now: Date,
): Promise<boolean> => {
  const { facts } = document;
  const { rowCount } = await database.query(
    `insert into send_document (id, order_id, delivery_id, department_id, key_id, service_key_id, kind, position,
       media_type, object_name, header, payload_size, payload_sha256, plain_size, plain_sha256, created_at)
     values ($1, $2, $3, $4, $5, $6, 'sent', 0, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
    [
      document.id,
      orderId,
      id,
      departmentId,
      document.keyId,
      serviceKey,
      document.mediaType,
      document.objectName,
      Buffer.from(document.header),
      facts.payloadSize,
      facts.payloadSha256,
      facts.plainSize,
      facts.plainSha256,
      now,
    ],
  );
  return rowCount === 1;
};
