import { filedOrRemoved, removeUnused } from '@kuvert/platform/documents/remove-unused';
import { sealAndStoreAll, type SealAndStoreDeps } from '@kuvert/platform/documents/seal-and-store';
import type { Work } from '@kuvert/platform/work/work';
import { documentMetadataOf } from '@kuvert/shared/document-metadata';
import type { PartnerFunctionId } from '@kuvert/shared/ids';
import type { Opener } from '@kuvert/shared/ports/vault';

import type { PdfMaker } from './deliver-in-house.ts';
import { openForUs } from './open-for-us.ts';
import type { Deliveries, StoredDelivery } from './ports.ts';
import type { OwnKey } from './prepare-sent.ts';
import type { Steps } from './steps.ts';

export interface ToRoomDeps extends Omit<SealAndStoreDeps<'pdf'>, 'steps'> {
  readonly deliveries: Pick<Deliveries, 'outgoing' | 'roomKey' | 'fileInRoom'>;
  readonly opener: Opener;
  readonly ownKey: Pick<OwnKey, 'identity'>;
  readonly pages: PdfMaker;
  readonly steps: Steps;
}

/**
 * Delivers to the room of a partner's function: the pages as they were seen, without a header line, are sealed for it and
 * for recovery, and lie in the room in the transaction that ends the delivery. Taken back in time, nothing of it is left.
 * @throws KuvertError what opening, converting and sealing throw; LeaseLost
 */
export const deliverToRoom =
  (deps: ToRoomDeps) =>
  async (
    delivery: StoredDelivery,
    to: PartnerFunctionId,
    work: Work,
    signal: AbortSignal,
  ): Promise<object> => {
    const { deliveries, pages: maker, steps } = deps;
    const tiff = await openForUs(deps, await deliveries.outgoing(delivery.orderId));
    const { pdf, pages } = await maker.toPdf(tiff, documentMetadataOf({}), signal);
    await steps('room:converted');
    const key = await deliveries.roomKey(to);
    const plain = { kind: 'pdf', mediaType: 'application/pdf', bytes: pdf } as const;
    const documents = await sealAndStoreAll<'pdf'>(deps)([plain], key, signal);
    const message = { functionId: to, pages: pages.length, documents };
    const left = await filedOrRemoved(deps, documents, () =>
      deliveries.fileInRoom(delivery, message, work),
    );
    await removeUnused(deps, left);
    return {};
  };
