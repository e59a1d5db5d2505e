import type { Clock } from '@kuvert/shared/clock';
import type { FetchOptions, GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { CarrierArchive } from '@kuvert/shared/ports/transport';
import type { Reception } from '@kuvert/shared/reception';

import { maxListBytes } from '../rest/bounds.ts';
import { maxReceivedPages, receptionsOf } from '../rest/received.ts';
import { unlessMissing } from '../rest/refused.ts';
import { receptionFrom } from './reception.ts';
import { Fax } from './rest-answers.ts';
import { faxesUrl, listedFaxes } from './rest-list.ts';
import type { TwilioRestSettings } from './settings.ts';

/** What the carrier keeps for us, by its REST interface. */
export const createTwilioArchive = (
  settings: TwilioRestSettings,
  fetch: GuardedFetch,
  clock: Clock,
): CarrierArchive => {
  const credentials = { kind: 'basic', user: settings.user, password: settings.password } as const;
  const options = (signal: AbortSignal, maxBytes: number): FetchOptions => ({
    maxBytes,
    deadlineMs: settings.deadlineMs,
    credentials,
    signal,
  });

  return {
    carrier: settings.carrier,
    received: (since, signal) => {
      const query = { DateCreatedAfter: since.toISOString() };
      const list = options(signal, maxListBytes);
      const entries = listedFaxes(settings, fetch, query, list, maxReceivedPages);
      return receptionsOf(entries, Fax, (fax) =>
        isEnded(fax) ? receptionOf(fax, settings.carrier, clock.now()) : undefined,
      );
    },
    fetch: async ({ url }, signal) => {
      const { credentials: ours, ...open } = options(signal, settings.maxMediaBytes);
      // Media may lie on another host under a signed link: our credentials are for the carrier's own alone.
      const own = URL.parse(url)?.origin === new URL(settings.restOrigin).origin;
      const answer = await fetch(url, own && ours ? { ...open, credentials: ours } : open);
      return answer.bytes;
    },
    deleteCopy: async (faxId, signal) => {
      const request = { ...options(signal, maxListBytes), method: 'DELETE' as const };
      await unlessMissing(
        fetch(`${faxesUrl(settings)}/${encodeURIComponent(faxId)}.json`, request),
      );
    },
  };
};

/** The list also has what we sent and calls that are still going on. */
const isEnded = ({ direction, status }: Fax): boolean =>
  direction === 'inbound' && !/^(queued|processing|receiving|sending|initiated)$/i.test(status);

const receptionOf = (fax: Fax, carrier: string, now: Date): Reception =>
  receptionFrom(
    {
      faxSid: fax.sid,
      from: fax.from ?? undefined,
      to: fax.to ?? undefined,
      tsi: fax.remote_station_id ?? undefined,
      status: fax.status,
      errorCode: fax.error_code?.toString(),
      errorMessage: fax.error_message ?? undefined,
      pages: fax.num_pages?.toString(),
      mediaUrl: fax.media_url ?? undefined,
      at: fax.date_created ?? undefined,
    },
    carrier,
    now,
  );
