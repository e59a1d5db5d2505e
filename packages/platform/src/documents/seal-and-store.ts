import { KuvertError } from '@kuvert/shared/errors';
import { newId, type ObjectName, type Randomness } from '@kuvert/shared/ids';
import type { DocumentKind, MediaType } from '@kuvert/shared/message';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import type { Recipient, Sealed, Sealer } from '@kuvert/shared/ports/vault';

import { removeUnused, type RemoveDeps } from './remove-unused.ts';
import type { DepartmentKey, StoredDocument } from './stored-document.ts';

/** Every place where a crash would fall while a document is sealed and stored. */
export type SealStep = `${DocumentKind}:${'sealed' | 'stored' | 'read-back'}`;

export interface SealAndStoreDeps extends Pick<RemoveDeps, 'events'> {
  readonly sealer: Sealer;
  readonly recovery: Recipient;
  readonly objects: ObjectStore;
  readonly randomness: Pick<Randomness, 'uuid'>;
  /** SHA-256 in lower-case hex. */
  readonly digest: (bytes: Uint8Array) => string;
  /** Called between any two steps; does nothing in a running house. */
  readonly steps: (name: SealStep) => Promise<void>;
}

export interface PlainDocument {
  readonly kind: DocumentKind;
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
}

/**
 * Seals documents for their department and for recovery and stores them, one after the other; all of them or none.
 * @throws KuvertError `object-store-failed` when what is read isn't what was written
 */
export const sealAndStoreAll =
  (deps: SealAndStoreDeps) =>
  async (
    plain: readonly PlainDocument[],
    key: DepartmentKey,
    signal: AbortSignal,
  ): Promise<readonly StoredDocument[]> => {
    const documents: StoredDocument[] = [];
    try {
      for (const document of plain) {
        signal.throwIfAborted();
        documents.push(await sealAndStore(deps, document, key));
      }
      return documents;
    } catch (error) {
      await removeUnused(deps, documents);
      throw error;
    }
  };

/** Under a random name, and read back. Leaves nothing in the store when it fails: it is tried again, and again. */
const sealAndStore = async (
  deps: SealAndStoreDeps,
  { kind, mediaType, bytes }: PlainDocument,
  key: DepartmentKey,
): Promise<StoredDocument> => {
  const { sealer, recovery, randomness, steps } = deps;
  const sealed = await sealer.seal(bytes, [key.recipient, recovery]);
  await steps(`${kind}:sealed`);
  const objectName = newId<'object'>(randomness);
  try {
    await store(deps, kind, objectName, sealed);
  } catch (error) {
    await removeUnused(deps, [{ objectName }]);
    throw error;
  }
  return {
    id: newId<'document'>(randomness),
    kind,
    mediaType,
    keyId: key.id,
    objectName,
    header: sealed.header,
    facts: sealed.facts,
  };
};

const store = async (
  { objects, digest, steps }: SealAndStoreDeps,
  kind: DocumentKind,
  name: ObjectName,
  { payload, facts }: Sealed,
): Promise<void> => {
  await objects.put(name, payload);
  await steps(`${kind}:stored`);
  const found = await objects.get(name, facts.payloadSize);
  if (found.byteLength !== facts.payloadSize || digest(found) !== facts.payloadSha256)
    throw new KuvertError('object-store-failed', 'the object store gave back something else');
  await steps(`${kind}:read-back`);
};
