import { KuvertError } from '@kuvert/shared/errors';
import { newId, type ObjectName, type Randomness } from '@kuvert/shared/ids';
import type { DocumentKind, MediaType } from '@kuvert/shared/message';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import type { Recipient, Sealed, Sealer } from '@kuvert/shared/ports/vault';

import type { DepartmentKey, StoredDocument } from './ports.ts';
import { removeUnused, type RemoveDeps } from './remove-unused.ts';
import type { Steps } from './steps.ts';

export interface SealAndStoreDeps extends Pick<RemoveDeps, 'events'> {
  readonly sealer: Sealer;
  readonly recovery: Recipient;
  readonly objects: ObjectStore;
  readonly randomness: Pick<Randomness, 'uuid'>;
  /** SHA-256 in lower-case hex. */
  readonly digest: (bytes: Uint8Array) => string;
  readonly steps: Steps;
}

export interface PlainDocument {
  readonly kind: DocumentKind;
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
}

/**
 * Seals one document for its department and for recovery, stores the payload under a random name and reads it back.
 * Leaves nothing in the store when it fails: it is tried again, and again.
 * @throws KuvertError `object-store-failed` when what is read isn't what was written
 */
export const sealAndStore =
  (deps: SealAndStoreDeps) =>
  async (document: PlainDocument, key: DepartmentKey): Promise<StoredDocument> => {
    const { sealer, recovery, randomness, steps } = deps;
    const { kind, mediaType, bytes } = document;
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
