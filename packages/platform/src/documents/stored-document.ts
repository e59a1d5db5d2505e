import type { DocumentId, KeyId, ObjectName } from '@kuvert/shared/ids';
import type { DocumentKind, MediaType } from '@kuvert/shared/message';
import type { Recipient, SealedFacts } from '@kuvert/shared/ports/vault';

/** What a department's documents are sealed for. */
export interface DepartmentKey {
  readonly id: KeyId;
  readonly recipient: Recipient;
}

/** A sealed document whose payload lies in the object store and was read back. */
export interface StoredDocument<
  Kind extends string = DocumentKind,
  Media extends string = MediaType,
> {
  readonly id: DocumentId;
  readonly kind: Kind;
  /** Of several originals, from 1; 1 where it isn't said. */
  readonly place?: number;
  readonly mediaType: Media;
  readonly keyId: KeyId;
  readonly objectName: ObjectName;
  readonly header: Uint8Array;
  readonly facts: SealedFacts;
}
