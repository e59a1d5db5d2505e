import { KuvertError } from '@kuvert/shared/errors';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import type { Opener } from '@kuvert/shared/ports/vault';

import type { SealedForUs } from './ports.ts';
import type { OwnKey } from './prepare-sent.ts';

export interface OpenDeps {
  readonly objects: Pick<ObjectStore, 'get'>;
  readonly opener: Opener;
  readonly ownKey: Pick<OwnKey, 'identity'>;
}

/** No fax to send is near this size; a row that says otherwise is wrong. */
const maxPayloadBytes = 128 * 1024 * 1024;

/**
 * Opens, in memory, what was sealed for us.
 * @throws KuvertError `document-damaged`, `object-missing`, `object-store-failed`
 */
export const openForUs = async (
  { objects, opener, ownKey }: OpenDeps,
  { objectName, header, facts }: SealedForUs,
): Promise<Uint8Array> => {
  if (facts.payloadSize > maxPayloadBytes)
    throw new KuvertError('document-damaged', 'the document is larger than a document can be');
  const payload = await objects.get(objectName, facts.payloadSize);
  return opener.open({ header, payload, facts }, ownKey.identity);
};
