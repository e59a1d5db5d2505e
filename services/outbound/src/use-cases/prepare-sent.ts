import type { SealAndStoreDeps } from '@kuvert/platform/documents/seal-and-store';
import type { Clock } from '@kuvert/shared/clock';
import type { KeyId } from '@kuvert/shared/ids';
import { showNumber } from '@kuvert/shared/phone';
import type { Identity, Opener, Recipient } from '@kuvert/shared/ports/vault';
import type { SendingResolution } from '@kuvert/shared/sending/limits';

import { continuedCover, type ContinuedCover } from './continued-cover.ts';
import { keepSent } from './keep-sent.ts';
import { openForUs } from './open-for-us.ts';
import type { Deliveries, SentMediaType, StoredDelivery } from './ports.ts';
import type { Steps } from './steps.ts';

/** The line above each page. */
export interface HeaderLine {
  readonly sender: string;
  readonly number: string;
  readonly time: Date;
  readonly timeZone: string;
  readonly locale: 'sv' | 'da';
}

/** How pages that are made go out. */
export interface PagesToSend {
  readonly header: HeaderLine;
  /** They are made coarser where they were made sharper. */
  readonly resolution: SendingResolution;
  readonly mediaType: 'application/pdf' | 'image/tiff';
  /** Those before `firstPage` are left out, and a cover says so. */
  readonly rest?: { readonly firstPage: number; readonly cover: ContinuedCover } | undefined;
}

/** Puts the header line above pages that are made, and makes of them what carriers fetch. */
export interface PageMaker {
  withHeader(tiff: Uint8Array, pages: PagesToSend, signal: AbortSignal): Promise<Uint8Array>;
}

/** Our own key: the secret half opens what goes out, by the public half it was sealed for us. */
export interface OwnKey {
  readonly id: KeyId;
  readonly identity: Identity;
  readonly recipient: Recipient;
}

export interface PrepareSentDeps extends Omit<SealAndStoreDeps<'sent'>, 'steps'> {
  readonly deliveries: Pick<
    Deliveries,
    'outgoing' | 'continued' | 'sent' | 'keepSent' | 'departmentKey'
  >;
  readonly opener: Opener;
  readonly ownKey: OwnKey;
  readonly pages: PageMaker;
  readonly clock: Clock;
  readonly country: 'SE' | 'DK';
  readonly timeZone: string;
  readonly steps: Steps;
}

const localeOf = { SE: 'sv', DK: 'da' } as const;

/**
 * Makes what the carrier will fetch: the pages that were seen, with a header line. Kept before the call leaves, so
 * that what was faxed is known whatever happens; made once, however often it is asked for.
 */
export const prepareSent =
  (deps: PrepareSentDeps) =>
  async (
    delivery: StoredDelivery,
    mediaType: SentMediaType,
    signal: AbortSignal,
  ): Promise<void> => {
    const { deliveries, pages, clock, country, timeZone, steps } = deps;
    if (await deliveries.sent(delivery.id, mediaType)) return;
    const tiff = await openForUs(deps, await deliveries.outgoing(delivery.orderId));
    const header = {
      sender: delivery.departmentName,
      number: showNumber(delivery.from, country).national,
      time: clock.now(),
      timeZone,
      locale: localeOf[country],
    };
    const { resolution } = delivery;
    const rest = await restOf(deps, delivery);
    const bytes = await pages.withHeader(tiff, { header, resolution, mediaType, rest }, signal);
    await steps('sent:converted');
    await keepSent(deps, delivery, mediaType, bytes, signal);
  };

/** Undefined for a delivery of all pages. */
const restOf = async (
  { deliveries, clock, country, timeZone }: PrepareSentDeps,
  delivery: StoredDelivery,
): Promise<PagesToSend['rest']> => {
  const { firstPage } = delivery;
  if (firstPage === 1) return undefined;
  const facts = await deliveries.continued(delivery.id);
  const cover = continuedCover(delivery, facts, { country, date: clock.now(), timeZone });
  return { firstPage, cover };
};
