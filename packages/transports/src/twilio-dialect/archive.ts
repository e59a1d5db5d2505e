import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type { FetchOptions, GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { CarrierArchive } from '@kuvert/shared/ports/transport';
import type { Reception } from '@kuvert/shared/reception';

import { receptionFrom } from './reception.ts';
import { Fax } from './rest-answers.ts';
import { carrierRefused, faxesUrl, listedFaxes, maxListBytes } from './rest-list.ts';
import type { TwilioRestSettings } from './settings.ts';

/** With the page size: more faxes than a municipality gets in a week. A list that never ends is cut here. */
const maxPages = 200;

/** What the carrier keeps for us, by its REST interface. */
export const createTwilioArchive = (
  settings: TwilioRestSettings,
  fetch: GuardedFetch,
  clock: Clock,
): CarrierArchive => {
  const credentials = { user: settings.user, password: settings.password };
  const options = (signal: AbortSignal, maxBytes: number): FetchOptions => ({
    maxBytes,
    deadlineMs: settings.deadlineMs,
    basicAuth: credentials,
    signal,
  });

  return {
    carrier: settings.carrier,
    async *received(since, signal) {
      let odd = false;
      const query = { DateCreatedAfter: since.toISOString() };
      const list = options(signal, maxListBytes);
      for await (const entry of listedFaxes(settings, fetch, query, list, maxPages)) {
        const { data: fax } = Fax.safeParse(entry);
        odd ||= fax === undefined;
        if (fax && isEnded(fax)) yield receptionOf(fax, settings.carrier, clock.now());
      }
      if (odd) throw carrierRefused("the carrier's list has faxes that are not as documented");
    },
    fetch: async (url, signal) => {
      const { basicAuth, ...open } = options(signal, settings.maxMediaBytes);
      // Media may lie on another host under a signed link: our credentials are for the carrier's own alone.
      const own = URL.parse(url)?.origin === new URL(settings.restOrigin).origin;
      const answer = await fetch(url, own && basicAuth ? { ...open, basicAuth } : open);
      return answer.bytes;
    },
    deleteCopy: async (faxId, signal) => {
      const request = { ...options(signal, maxListBytes), method: 'DELETE' as const };
      try {
        await fetch(`${faxesUrl(settings)}/${encodeURIComponent(faxId)}.json`, request);
      } catch (error) {
        if (!(error instanceof KuvertError && error.code === 'fetch-not-found')) throw error;
      }
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
