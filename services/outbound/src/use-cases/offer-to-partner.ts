import type { Work } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';

import { keepPdf, type KeepPdfDeps } from './keep-pdf.ts';
import type { Deliveries, StoredDelivery } from './ports.ts';

export interface OfferDeps extends KeepPdfDeps {
  readonly deliveries: KeepPdfDeps['deliveries'] & Pick<Deliveries, 'offer'>;
  readonly clock: Clock;
}

/**
 * Lays a delivery ready for its partner, as a PDF. It is the same however often it is done.
 * @throws KuvertError `configuration-wrong` while partners have no name for the department; what opening, converting and
 *   sealing throw; LeaseLost
 */
export const offerToPartner =
  (deps: OfferDeps) =>
  async (delivery: StoredDelivery, work: Work, signal: AbortSignal): Promise<object> => {
    await keepPdf(deps, delivery, signal);
    signal.throwIfAborted();
    const lookInMs = Math.max(delivery.deadline.getTime() - deps.clock.now().getTime(), 0);
    if ((await deps.deliveries.offer(delivery, work, lookInMs)) === 'no-address')
      throw new KuvertError(
        'configuration-wrong',
        'the department has no address for partners: run `kuvert partner-address add`',
      );
    return {};
  };
