import type { DeliveryId } from '@kuvert/shared/ids';

import type { OutboundEvents } from '../events.ts';
import type { MediaLinks } from './media-links.ts';
import { openForUs, type OpenDeps } from './open-for-us.ts';
import type { Deliveries } from './ports.ts';
import type { Steps } from './steps.ts';

export interface ServeMediaDeps extends OpenDeps {
  readonly deliveries: Pick<Deliveries, 'read' | 'handedOver' | 'beginMedia' | 'mediaRead'>;
  readonly links: Pick<MediaLinks, 'read'>;
  readonly events: OutboundEvents;
  readonly steps: Steps;
}

export interface ServedMedia {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** To be called when the last byte left. */
  readonly read: () => Promise<void>;
}

/**
 * The document of a live link whose delivery is with the carrier, in memory. Undefined for everything else, all alike:
 * forged, expired, of a delivery that has ended, or fetched often enough.
 */
export const serveMedia =
  (deps: ServeMediaDeps) =>
  async (path: string, token: string): Promise<ServedMedia | undefined> => {
    const { deliveries, links, events, steps } = deps;
    const id = links.read(path, token);
    if (!id || !(await deliveries.beginMedia(id))) {
      events.mediaRefused();
      return undefined;
    }
    await steps('media:begun');
    const document = await deliveries.handedOver(id);
    if (!document) return undefined;
    const bytes = await openForUs(deps, document);
    return { mediaType: document.mediaType, bytes, read: () => wasRead(deps, id) };
  };

const wasRead = async (
  { deliveries, events, steps }: ServeMediaDeps,
  id: DeliveryId,
): Promise<void> => {
  await deliveries.mediaRead(id);
  await steps('media:read');
  events.mediaServed();
};
