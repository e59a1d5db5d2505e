import { KuvertError } from '@kuvert/shared/errors';
import { newId, type ObjectName, type Randomness } from '@kuvert/shared/ids';
import type { DocumentKind, MediaType } from '@kuvert/shared/message';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import type { Recipient, Sealed, Sealer } from '@kuvert/shared/ports/vault';

import { removeUnused, type RemoveDeps } from './remove-unused.ts';
import type { DepartmentKey, StoredDocument } from './stored-document.ts';

/** Every place where a crash would fall while a document is sealed and stored. */
export type SealStep<Kind extends string = DocumentKind> =
  `${Kind}:${'sealed' | 'stored' | 'read-back'}`;

export interface SealAndStoreDeps<Kind extends string = DocumentKind> extends Pick<
  RemoveDeps,
  'events'
> {
  readonly sealer: Sealer;
  readonly recovery: Recipient;
  readonly objects: ObjectStore;
  readonly randomness: Pick<Randomness, 'uuid'>;
  /** SHA-256 in lower-case hex. */
  readonly digest: (bytes: Uint8Array) => string;
  /** Called between any two steps; does nothing in a running house. */
  readonly steps: (name: SealStep<Kind>) => Promise<void>;
}

export interface PlainDocument<
  Kind extends string = DocumentKind,
  Media extends string = MediaType,
> {
  readonly kind: Kind;
  /** Of several originals, from 1; 1 where it isn't said. */
  readonly place?: number;
  readonly mediaType: Media;
  readonly bytes: Uint8Array;
}

/**
 * Seals documents for their department, for recovery and for `others`, and stores them, one after the other; all of
 * them or none.
 * @throws KuvertError `object-store-failed` when what is read isn't what was written
 */
export const sealAndStoreAll =
  <Kind extends string = DocumentKind, Media extends string = MediaType>(
    deps: SealAndStoreDeps<NoInfer<Kind>>,
  ) =>
  async (
    plain: readonly PlainDocument<Kind, Media>[],
    key: DepartmentKey,
    signal: AbortSignal,
    others: readonly Recipient[] = [],
  ): Promise<readonly StoredDocument<Kind, Media>[]> => {
    const documents: StoredDocument<Kind, Media>[] = [];
    try {
      for (const document of plain) {
        signal.throwIfAborted();
        documents.push(await sealAndStore(deps, document, key, others));
      }
      return documents;
    } catch (error) {
      await removeUnused(deps, documents);
      throw error;
    }
  };

/** Under a random name, and read back. Leaves nothing in the store when it fails: it is tried again, and again. */
const sealAndStore = async <Kind extends string, Media extends string>(
  deps: SealAndStoreDeps<Kind>,
  { bytes, ...document }: PlainDocument<Kind, Media>,
  key: DepartmentKey,
  others: readonly Recipient[],
): Promise<StoredDocument<Kind, Media>> => {
  const { sealer, recovery, randomness, steps } = deps;
  const { kind } = document;
  const sealed = await sealer.seal(bytes, [key.recipient, recovery, ...others]);
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
    ...document,
    keyId: key.id,
    objectName,
    header: sealed.header,
    facts: sealed.facts,
  };
};

const store = async <Kind extends string>(
  { objects, digest, steps }: SealAndStoreDeps<Kind>,
  kind: Kind,
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
