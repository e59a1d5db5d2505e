import { KuvertError } from '@kuvert/shared/errors';
import type { PersonId } from '@kuvert/shared/ids';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import type { Opener } from '@kuvert/shared/ports/vault';
import type { Database } from '@kuvert/platform/postgres/database';

import { audit, type AuditAction } from '../store/audit.ts';
import { notFound } from '../store/message.ts';
import { readSealedDocument, type SealedDocument } from '../store/opening.ts';

/** Which document a person asks for, and what for. */
export interface OpenRequest {
  readonly person: PersonId;
  readonly messageId: string;
  readonly which: { readonly documentId: string } | { readonly kind: 'pdf' };
  readonly action: Extract<AuditAction, 'page' | 'download' | 'print'>;
  /** For a page alone, from 1. */
  readonly page?: number;
}

/** Only this module makes it: permission was checked and the audit row is committed. */
export interface Granted {
  readonly document: SealedDocument;
}

/**
 * Checks that the person may open the document and commits the audit row, in one transaction, before anything is
 * read from the object store.
 * @throws KuvertError `not-found`; `audit-not-written`: then nothing may be released
 */
export const grantOpening =
  (database: Database) =>
  async ({ person, messageId, which, action, page }: OpenRequest): Promise<Granted> => {
    try {
      return await database.transaction(
        async (transaction) => {
          const document = await readSealedDocument(transaction, messageId, which);
          if (page !== undefined && page > (document.pages ?? 0)) throw notFound();
          await audit(transaction, {
            person,
            action,
            departmentId: document.departmentId,
            messageId,
            documentId: document.id,
            ...(page === undefined ? {} : { detail: `page ${page}` }),
          });
          return { document };
        },
        { person },
      );
    } catch (cause) {
      if (cause instanceof KuvertError) throw cause;
      throw new KuvertError(
        'audit-not-written',
        "the opening can't be written down now, so nothing is opened",
        { cause },
      );
    }
  };

export interface OpenDeps {
  readonly objects: ObjectStore;
  readonly keys: KeyProvider;
  readonly opener: Opener;
}

/** No fax document is near this size; a row that says otherwise is wrong. */
const maxPayloadBytes = 256 * 1024 * 1024;

/**
 * Opens what was granted.
 * @throws KuvertError `document-damaged`, `key-missing`, `key-locked`, `object-missing`, `object-store-failed`
 */
export const openGranted =
  ({ objects, keys, opener }: OpenDeps) =>
  async ({ document }: Granted): Promise<Uint8Array> => {
    const { header, facts, wrapped } = document;
    if (wrapped === null)
      throw new KuvertError('key-missing', "the key that opens this document isn't there");
    if (facts.payloadSize > maxPayloadBytes)
      throw new KuvertError('document-damaged', 'the document is larger than a document can be');
    const payload = await fetchPayload(objects, document);
    return opener.open({ header, payload, facts }, await keys.unwrap(wrapped));
  };

const fetchPayload = async (
  objects: ObjectStore,
  { objectName, facts }: SealedDocument,
): Promise<Uint8Array> => {
  try {
    return await objects.get(objectName, facts.payloadSize);
  } catch (cause) {
    // larger than its row says: somebody changed it
    if (cause instanceof KuvertError && cause.code === 'body-too-large')
      throw new KuvertError('document-damaged', 'the stored payload is too large', { cause });
    throw cause;
  }
};
