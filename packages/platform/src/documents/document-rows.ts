import { KuvertError } from '@kuvert/shared/errors';
import { asId } from '@kuvert/shared/ids';
import type { SealedFacts } from '@kuvert/shared/ports/vault';

import type { Queryable, Transaction } from '../postgres/database.ts';
import type { DepartmentKey, StoredDocument } from './stored-document.ts';

/** Columns of every table of sealed documents. */
export interface SealedFactsRow {
  readonly payload_size: number;
  readonly payload_sha256: string;
  readonly plain_size: number;
  readonly plain_sha256: string;
}

export const toSealedFacts = (row: SealedFactsRow): SealedFacts => ({
  payloadSize: row.payload_size,
  payloadSha256: row.payload_sha256,
  plainSize: row.plain_size,
  plainSha256: row.plain_sha256,
});

/** What the department's documents are sealed for now. @throws KuvertError `key-missing` */
export const readActiveKey = async (
  database: Queryable,
  department: string,
): Promise<DepartmentKey> => {
  const { rows } = await database.query<{ id: string; recipient: string }>(
    'select id, recipient from department_key where department_id = $1 and retired_at is null',
    [department],
  );
  const row = rows[0];
  if (!row) throw new KuvertError('key-missing', 'the department has no active key');
  return { id: asId<'key'>(row.id), recipient: asId<'recipient'>(row.recipient) };
};

/** Adds a document to a message; false when it has one of this kind and place already. */
const insertDocument = async (
  transaction: Transaction,
  of: { readonly messageId: string; readonly departmentId: string },
  document: StoredDocument,
  now: Date,
): Promise<boolean> => {
  const { facts } = document;
  // With INSERT as the only grant, the bare form is what PostgreSQL allows.
  const { rowCount } = await transaction.query(
    `insert into document (id, message_id, department_id, key_id, kind, media_type, object_name, header,
       payload_size, payload_sha256, plain_size, plain_sha256, created_at, place)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
    [
      document.id,
      of.messageId,
      of.departmentId,
      document.keyId,
      document.kind,
      document.mediaType,
      document.objectName,
      Buffer.from(document.header),
      facts.payloadSize,
      facts.payloadSha256,
      facts.plainSize,
      facts.plainSha256,
      now,
      document.place ?? 1,
    ],
  );
  return rowCount === 1;
};

/** Adds documents to a message; those that it has already, by kind and place, are given back. */
export const insertDocuments = async (
  transaction: Transaction,
  of: { readonly messageId: string; readonly departmentId: string },
  documents: readonly StoredDocument[],
  now: Date,
): Promise<readonly StoredDocument[]> => {
  const unused: StoredDocument[] = [];
  for (const document of documents)
    if (!(await insertDocument(transaction, of, document, now))) unused.push(document);
  return unused;
};
