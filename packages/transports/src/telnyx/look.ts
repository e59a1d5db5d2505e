import type { GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { CarrierReport, Lookup } from '@kuvert/shared/ports/outbound';

import { findOwn, lookedForSince, maxLookPages } from '../rest/recognition.ts';
import { clientStateOf } from './client-state.ts';
import { reportOf } from './report.ts';
import { Fax, listFaxes, readFax } from './rest.ts';
import type { TelnyxOutboundSettings } from './settings.ts';

/** How a fax is, as Telnyx says when it is asked. An order that was not answered is recognised by our send id. */
export const lookAtCarrier = async (
  settings: TelnyxOutboundSettings,
  fetch: GuardedFetch,
  lookup: Lookup,
  signal: AbortSignal,
): Promise<CarrierReport | undefined> => {
  const fax =
    lookup.carrierFaxId === undefined
      ? await recognise(settings, fetch, lookup, signal)
      : await readFax(settings, fetch, lookup.carrierFaxId, signal);
  return fax && reportOf({ ...fax, fax_id: fax.id });
};

const recognise = (
  settings: TelnyxOutboundSettings,
  fetch: GuardedFetch,
  { deliveryId, to, from, intentAt, taken }: Lookup,
  signal: AbortSignal,
): Promise<Fax | undefined> => {
  const filter = {
    'filter[direction][eq]': 'outbound',
    'filter[to][eq]': to,
    'filter[from][eq]': from,
    'filter[created_at][gte]': lookedForSince(intentAt).toISOString(),
  };
  const own = clientStateOf(deliveryId);
  return findOwn(
    listFaxes(settings, fetch, filter, signal, maxLookPages),
    Fax,
    ({ id, client_state: state }) => state === own && !taken.includes(id),
  );
};
