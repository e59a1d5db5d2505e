import { asId, type ObjectName } from '@kuvert/shared/ids';
import type { DocumentKind, MediaType } from '@kuvert/shared/message';
import type { WrappedIdentity } from '@kuvert/shared/ports/keys';
import type { SealedFacts } from '@kuvert/shared/ports/vault';
import { toSealedFacts, type SealedFactsRow } from '@kuvert/platform/documents/document-rows';
import type { Transaction } from '@kuvert/platform/postgres/database';

import { notFound } from './not-found.ts';

/** All that is needed to open one document, but the payload and the master key. */
export interface SealedDocument {
  readonly id: string;
  readonly messageId: string;
  readonly departmentId: string;
  readonly kind: DocumentKind;
  /** Of several originals, from 1. */
  readonly place: number;
  readonly mediaType: MediaType;
  readonly objectName: ObjectName;
  readonly header: Uint8Array;
  readonly facts: SealedFacts;
  /** Null when the key's secret half isn't there. */
  readonly wrapped: WrappedIdentity | null;
  /** Of the message; null when it has no PDF. */
  readonly pages: number | null;
  readonly receivedAt: Date;
}

interface Row extends SealedFactsRow {
  readonly id: string;
  readonly message_id: string;
  readonly department_id: string;
  readonly kind: DocumentKind;
  readonly place: number;
  readonly media_type: MediaType;
  readonly object_name: string;
  readonly header: Uint8Array;
  readonly wrapped: Uint8Array | null;
  readonly pages: number | null;
  readonly received_at: Date;
}

/** One document of a message: by its id, or the first of these kinds that is there, of several originals the first. */
export type WhichDocument =
  | { readonly documentId: string }
  | { readonly kinds: readonly DocumentKind[]; readonly place?: number };

/** What pages are shown and printed from: with machine-read text and turned upright, as soon as that is there. */
export const rendition: WhichDocument = { kinds: ['searchable', 'pdf'] };

const columns = `d.id, d.message_id, d.department_id, d.kind, d.place, d.media_type, d.object_name, d.header, d.payload_size,
  d.payload_sha256, d.plain_size, d.plain_sha256, i.wrapped, m.pages, m.received_at`;

const source = `document d join message m on m.id = d.message_id left join department_identity i on i.key_id = d.key_id`;

/** @throws KuvertError `not-found` */
export const readSealedDocument = async (
  transaction: Transaction,
  messageId: string,
  which: WhichDocument,
): Promise<SealedDocument> => {
  const { rows } = await transaction.query<Row>(
    `select ${columns} from ${source}
      where d.message_id = $1
        and ${'kinds' in which ? 'd.kind = any($2) and d.place = $3' : 'd.id = $2'}
      order by ${'kinds' in which ? 'array_position($2, d.kind)' : 'd.id'} limit 1`,
    'kinds' in which ? [messageId, which.kinds, which.place ?? 1] : [messageId, which.documentId],
  );
  const row = rows[0];
  if (!row) throw notFound();
  return toSealed(row);
};

/** All that a message has, by id. */
export const readSealedDocuments = async (
  transaction: Transaction,
  messageId: string,
): Promise<readonly SealedDocument[]> => {
  const { rows } = await transaction.query<Row>(
    `select ${columns} from ${source} where d.message_id = $1 order by d.id`,
    [messageId],
  );
  return rows.map(toSealed);
};

const toSealed = (row: Row): SealedDocument => ({
  id: row.id,
  messageId: row.message_id,
  departmentId: row.department_id,
  kind: row.kind,
  place: row.place,
  mediaType: row.media_type,
  objectName: asId<'object'>(row.object_name),
  header: row.header,
  facts: toSealedFacts(row),
  wrapped: row.wrapped,
  pages: row.pages,
  receivedAt: row.received_at,
});
