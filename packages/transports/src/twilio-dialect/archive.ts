import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type { FetchOptions, GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { CarrierArchive } from '@kuvert/shared/ports/transport';
import type { Reception } from '@kuvert/shared/reception';

import { Fax, FaxPage } from './rest-answers.ts';
import { receptionFrom } from './reception.ts';
import type { TwilioRestSettings } from './settings.ts';

const pageSize = 100;
/** With the page size: more faxes than a municipality gets in a week. A list that never ends is cut here. */
const maxPages = 200;
const maxListBytes = 4 * 1024 * 1024;

/** What the carrier keeps for us, by its REST interface. */
export const createTwilioArchive = (
  settings: TwilioRestSettings,
  fetch: GuardedFetch,
  clock: Clock,
): CarrierArchive => {
  const faxes = `${settings.restOrigin}/api/laml/2010-04-01/Accounts/${settings.accountSid}/Faxes`;
  const credentials = { user: settings.user, password: settings.password };
  const options = (signal: AbortSignal, maxBytes: number): FetchOptions => ({
    maxBytes,
    deadlineMs: settings.deadlineMs,
    basicAuth: credentials,
    signal,
  });

  const listPage = async (url: string, signal: AbortSignal): Promise<FaxPage> =>
    parsePage((await fetch(url, options(signal, maxListBytes))).bytes);

  return {
    carrier: settings.carrier,
    async *received(since, signal) {
      const query = new URLSearchParams({
        DateCreatedAfter: since.toISOString(),
        PageSize: String(pageSize),
      });
      let url: string | undefined = `${faxes}.json?${query.toString()}`;
      let odd = false;
      for (let page = 0; url !== undefined; page++) {
        if (page === maxPages) throw refused("the carrier's list does not end");
        const { faxes: found, next_page_uri: next }: FaxPage = await listPage(url, signal);
        for (const entry of found) {
          const { data: fax } = Fax.safeParse(entry);
          odd ||= fax === undefined;
          if (fax && isEnded(fax)) yield receptionOf(fax, settings.carrier, clock.now());
        }
        url = nextUrl(next, settings.restOrigin);
      }
      if (odd) throw refused("the carrier's list has faxes that are not as documented");
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
        await fetch(`${faxes}/${encodeURIComponent(faxId)}.json`, request);
      } catch (error) {
        if (!(error instanceof KuvertError && error.code === 'fetch-not-found')) throw error;
      }
    },
  };
};

const parsePage = (bytes: Uint8Array): FaxPage => {
  try {
    return FaxPage.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    // without a cause: a JSON fault quotes what it read
    throw refused("the carrier's list is not as documented");
  }
};

const refused = (message: string): KuvertError => new KuvertError('carrier-refused', message);

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

/** The next page is a path; one that leads to another host is not followed, and the list is not whole without it. */
const nextUrl = (next: string | null | undefined, restOrigin: string): string | undefined => {
  if (!next) return undefined;
  const url = URL.parse(next, restOrigin);
  if (url?.origin !== new URL(restOrigin).origin)
    throw refused("the carrier's list goes on at another host");
  return url.href;
};
