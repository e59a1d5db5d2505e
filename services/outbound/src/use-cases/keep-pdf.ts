import { documentMetadataOf } from '@kuvert/shared/document-metadata';
import type { Opener } from '@kuvert/shared/ports/vault';

import type { PdfMaker } from './deliver-in-house.ts';
import { keepSent, type KeepSentDeps } from './keep-sent.ts';
import { openForUs } from './open-for-us.ts';
import type { Deliveries, StoredDelivery } from './ports.ts';

export interface KeepPdfDeps extends KeepSentDeps {
  readonly deliveries: Pick<Deliveries, 'outgoing' | 'sent' | 'keepSent' | 'departmentKey'>;
  readonly opener: Opener;
  readonly pages: PdfMaker;
}

const mediaType = 'application/pdf';

/**
 * Makes the PDF that a partner gets, the pages as they were seen, without a header line, and keeps it, sealed for the
 * department, for recovery and for us. Once, however often it is done.
 */
export const keepPdf = async (
  deps: KeepPdfDeps,
  delivery: StoredDelivery,
  signal: AbortSignal,
): Promise<void> => {
  const { deliveries, pages, steps } = deps;
  if (await deliveries.sent(delivery.id, mediaType)) return;
  const tiff = await openForUs(deps, await deliveries.outgoing(delivery.orderId));
  const { pdf } = await pages.toPdf(tiff, documentMetadataOf({}), signal);
  await steps('sent:converted');
  await keepSent(deps, delivery, mediaType, pdf, signal);
};
