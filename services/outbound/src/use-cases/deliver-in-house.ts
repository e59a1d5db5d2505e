import type { SealAndStoreDeps } from '@kuvert/platform/documents/seal-and-store';
import { sealAndStoreAll } from '@kuvert/platform/documents/seal-and-store';
import { filedOrRemoved, removeUnused } from '@kuvert/platform/documents/remove-unused';
import type { Work } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { documentMetadataOf, type DocumentMetadata } from '@kuvert/shared/document-metadata';
import { newId, type DepartmentId } from '@kuvert/shared/ids';
import type { Opener } from '@kuvert/shared/ports/vault';
import { inHouse } from '@kuvert/shared/reception';

import { openForUs } from './open-for-us.ts';
import type { Deliveries, MadePage, StoredDelivery } from './ports.ts';
import type { OwnKey } from './prepare-sent.ts';
import type { Steps } from './steps.ts';

/** Makes a PDF of pages that are made, as they were seen. */
export interface PdfMaker {
  toPdf(
    tiff: Uint8Array,
    metadata: DocumentMetadata,
    signal: AbortSignal,
  ): Promise<{ readonly pdf: Uint8Array; readonly pages: readonly MadePage[] }>;
}

export interface InHouseDeps extends Omit<SealAndStoreDeps<'original' | 'pdf'>, 'steps'> {
  readonly deliveries: Pick<Deliveries, 'outgoing' | 'departmentKey' | 'fileInHouse'>;
  readonly opener: Opener;
  readonly ownKey: Pick<OwnKey, 'identity'>;
  readonly pages: PdfMaker;
  readonly clock: Clock;
  readonly steps: Steps;
}

/**
 * Delivers to a department of this house: the pages as they were seen, without a header line, are sealed for it and for
 * recovery, and become a message in its mailbox in the transaction that ends the delivery. Taken back in time, nothing of
 * it is left.
 * @throws KuvertError what opening, converting and sealing throw; LeaseLost
 */
export const deliverInHouse =
  (deps: InHouseDeps) =>
  async (
    delivery: StoredDelivery,
    to: DepartmentId,
    work: Work,
    signal: AbortSignal,
  ): Promise<object> => {
    const { deliveries, pages: maker, clock, randomness, steps } = deps;
    const tiff = await openForUs(deps, await deliveries.outgoing(delivery.orderId));
    const id = newId<'message'>(randomness);
    const metadata = documentMetadataOf({
      carrier: inHouse,
      from: delivery.from,
      to: delivery.to,
      receivedAt: clock.now(),
      messageId: id,
    });
    const { pdf, pages } = await maker.toPdf(tiff, metadata, signal);
    await steps('in-house:converted');
    const key = await deliveries.departmentKey(to);
    const documents = await sealAndStoreAll<'original' | 'pdf'>(deps)(
      [
        { kind: 'original', mediaType: 'image/tiff', bytes: tiff },
        { kind: 'pdf', mediaType: 'application/pdf', bytes: pdf },
      ],
      key,
      signal,
    );
    const left = await filedOrRemoved(deps, documents, () =>
      deliveries.fileInHouse(delivery, { id, pages, documents }, work),
    );
    await removeUnused(deps, left);
    return {};
  };
