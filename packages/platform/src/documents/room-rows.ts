import { KuvertError } from '@kuvert/shared/errors';
import { asId } from '@kuvert/shared/ids';

import type { Queryable, Transaction } from '../postgres/database.ts';
import type { DepartmentKey, StoredDocument } from './stored-document.ts';

/** What a function's messages in the room are sealed for now. @throws KuvertError `key-missing` */
export const readRoomKey = async (
  database: Queryable,
  functionId: string,
): Promise<DepartmentKey> => {
  const { rows } = await database.query<{ id: string; recipient: string }>(
    'select id, recipient from room_key where function_id = $1 and retired_at is null',
    [functionId],
  );
  const row = rows[0];
  if (!row) throw new KuvertError('key-missing', 'the function has no key');
  return { id: asId<'key'>(row.id), recipient: asId<'recipient'>(row.recipient) };
};

/** Adds the pages of a message that this very transaction files in the room. */
export const insertRoomDocument = async (
  transaction: Transaction,
  of: { readonly roomMessageId: string; readonly functionId: string },
  document: StoredDocument<'pdf'>,
  now: Date,
): Promise<void> => {
  const { facts } = document;
  await transaction.query(
    `insert into room_document (id, room_message_id, function_id, key_id, media_type, object_name, header, payload_size,
       payload_sha256, plain_size, plain_sha256, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      document.id,
      of.roomMessageId,
      of.functionId,
      document.keyId,
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
};
