import type { Clock } from '@kuvert/shared/clock';
import type { GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { CarrierArchive } from '@kuvert/shared/ports/transport';
import type { Reception } from '@kuvert/shared/reception';

import { maxReceivedPages, receptionsOf } from '../rest/received.ts';
import { unlessMissing } from '../rest/refused.ts';
import { Fax, hasFile } from './fax.ts';
import { receptionFrom } from './reception.ts';
import { faxUrl, fileUrl, listFaxes, restOptions } from './rest.ts';
import type { SinchRestSettings } from './settings.ts';

/** What Sinch keeps for us where its storage is on, by its REST interface. */
export const createSinchArchive = (
  settings: SinchRestSettings,
  fetch: GuardedFetch,
  clock: Clock,
): CarrierArchive => ({
  carrier: settings.carrier,
  received: (since, signal) => {
    const filter = { direction: 'INBOUND' };
    const entries = listFaxes(settings, fetch, filter, since, signal, maxReceivedPages);
    return receptionsOf(entries, Fax, (fax) => receptionOf(fax, settings, clock.now()));
  },
  fetch: async ({ faxId }, signal) => {
    const options = restOptions(settings, signal, settings.maxMediaBytes);
    return (await fetch(fileUrl(settings, faxId), options)).bytes;
  },
  // what stays is the log of the call, which has no content
  deleteCopy: async (id, signal) => {
    const request = { ...restOptions(settings, signal), method: 'DELETE' as const };
    await unlessMissing(fetch(`${faxUrl(settings, id)}/file`, request));
  },
});

/**
 * A fax whose pages the carrier doesn't have (any more) was taken in already, or comes by its webhook, which is repeated
 * for days: were it filed now without a document, that webhook would be one of a fax that is known, and its pages lost.
 */
const receptionOf = (fax: Fax, settings: SinchRestSettings, now: Date): Reception | undefined => {
  const ended = /^(COMPLETED|FAILURE)$/.test(fax.status);
  const kept = hasFile(fax) ?? fax.status === 'COMPLETED';
  if (fax.direction !== 'INBOUND' || !ended || !kept) return undefined;
  const media = { kind: 'link', url: fileUrl(settings, fax.id) } as const;
  return receptionFrom(fax, media, settings.carrier, now);
};
