import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type { GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { CarrierArchive, NamedMedia } from '@kuvert/shared/ports/transport';
import type { Reception } from '@kuvert/shared/reception';

import { maxReceivedPages, receptionsOf } from '../rest/received.ts';
import { unlessMissing } from '../rest/refused.ts';
import { receptionFrom } from './reception.ts';
import { Fax, faxUrl, listFaxes, readFax, restOptions } from './rest.ts';
import type { TelnyxRestSettings } from './settings.ts';

/** What Telnyx keeps for us, by its REST interface. */
export const createTelnyxArchive = (
  settings: TelnyxRestSettings,
  fetch: GuardedFetch,
  clock: Clock,
): CarrierArchive => ({
  carrier: settings.carrier,
  received: (since, signal) => {
    const filter = {
      'filter[direction][eq]': 'inbound',
      'filter[created_at][gte]': since.toISOString(),
    };
    const entries = listFaxes(settings, fetch, filter, signal, maxReceivedPages);
    return receptionsOf(entries, Fax, (fax) =>
      isEnded(fax) ? receptionOf(fax, settings, clock.now()) : undefined,
    );
  },
  fetch: (media, signal) => fetchMedia(settings, fetch, media, signal),
  deleteCopy: async (id, signal) => {
    const request = { ...restOptions(settings, signal), method: 'DELETE' as const };
    await unlessMissing(fetch(faxUrl(settings, id), request));
  },
});

const isEnded = ({ direction, status }: Fax): boolean =>
  direction === 'inbound' && /^(received|failed)$/.test(status);

/** A link in the list may be over, or none of this fax's media: the fax itself is asked when they are fetched. */
const receptionOf = (
  { id, created_at: at, media_url: _link, ...fax }: Fax,
  settings: TelnyxRestSettings,
  now: Date,
): Reception =>
  receptionFrom({ ...fax, fax_id: id, failed: fax.status === 'failed', at }, settings, now);

/** What a link says that is over, or whose file is not there. */
const isOver = (error: unknown): boolean =>
  error instanceof KuvertError && ['fetch-refused', 'fetch-not-found'].includes(error.code);

/** Links are signed, and live ten minutes: they are asked for without our key, and renewed when they are over. */
const fetchMedia = async (
  settings: TelnyxRestSettings,
  fetch: GuardedFetch,
  { faxId, url }: NamedMedia,
  signal: AbortSignal,
): Promise<Uint8Array> => {
  const { maxMediaBytes: maxBytes, deadlineMs } = settings;
  const open = async (link: string) => (await fetch(link, { maxBytes, deadlineMs, signal })).bytes;
  if (url !== faxUrl(settings, faxId)) {
    try {
      return await open(url);
    } catch (error) {
      if (!isOver(error)) throw error;
    }
  }
  return open(await renewedLink(settings, fetch, faxId, signal));
};

/**
 * A link that lives another ten minutes. The refresh is documented ("Refreshes the inbound fax's media_url"); that the
 * fax then shows the link as `media_url`, or as `stored_media_url`, follows from its fields and is said nowhere outright.
 * @throws KuvertError `fetch-not-found` for a fax that has no link
 */
const renewedLink = async (
  settings: TelnyxRestSettings,
  fetch: GuardedFetch,
  id: string,
  signal: AbortSignal,
): Promise<string> => {
  const refresh = { ...restOptions(settings, signal), method: 'POST' as const };
  await fetch(`${faxUrl(settings, id)}/actions/refresh`, refresh);
  const fax = await readFax(settings, fetch, id, signal);
  const link = fax?.media_url ?? fax?.stored_media_url;
  if (!link) throw new KuvertError('fetch-not-found', 'the carrier names no media for this fax');
  return link;
};
