import { filedOrRemoved, removeUnused } from '@kuvert/platform/documents/remove-unused';
import { sealAndStoreAll, type SealAndStoreDeps } from '@kuvert/platform/documents/seal-and-store';

import type { Deliveries, SentMediaType, StoredDelivery } from './ports.ts';
import type { OwnKey } from './prepare-sent.ts';
import type { Steps } from './steps.ts';

export interface KeepSentDeps extends Omit<SealAndStoreDeps<'sent'>, 'steps'> {
  readonly deliveries: Pick<Deliveries, 'keepSent' | 'departmentKey'>;
  readonly ownKey: OwnKey;
  readonly steps: Steps;
}

/** Seals what goes out for its department, for recovery and for us who give it away, and keeps it, once. */
export const keepSent = async (
  deps: KeepSentDeps,
  delivery: StoredDelivery,
  mediaType: SentMediaType,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<void> => {
  const { deliveries, ownKey } = deps;
  const key = await deliveries.departmentKey(delivery.departmentId);
  const seal = sealAndStoreAll<'sent', typeof mediaType>(deps);
  const documents = await seal([{ kind: 'sent', mediaType, bytes }], key, signal, [
    ownKey.recipient,
  ]);
  const unused = await filedOrRemoved(deps, documents, async () => {
    const left = [];
    for (const document of documents)
      if (!(await deliveries.keepSent(delivery, document, ownKey.id))) left.push(document);
    return left;
  });
  await removeUnused(deps, unused);
  await deps.steps('sent:kept');
};
