import type { GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { CarrierReport, Lookup } from '@kuvert/shared/ports/outbound';

import { findOwn, lookedForSince, maxLookPages } from '../rest/recognition.ts';
import { Fax } from './fax.ts';
import { reportOf } from './report.ts';
import { listFaxes, readFax } from './rest.ts';
import type { SinchOutboundSettings } from './settings.ts';
import { sendIdLabel } from './submit.ts';

/** How a fax is, as Sinch says when it is asked. An order that was not answered is recognised by our send id. */
export const lookAtCarrier = async (
  settings: SinchOutboundSettings,
  fetch: GuardedFetch,
  lookup: Lookup,
  signal: AbortSignal,
): Promise<CarrierReport | undefined> => {
  const fax =
    lookup.carrierFaxId === undefined
      ? await recognise(settings, fetch, lookup, signal)
      : await readFax(settings, fetch, lookup.carrierFaxId, signal);
  return fax && reportOf(fax);
};

const recognise = (
  settings: SinchOutboundSettings,
  fetch: GuardedFetch,
  { deliveryId, to, intentAt, taken }: Lookup,
  signal: AbortSignal,
): Promise<Fax | undefined> => {
  const filter = { direction: 'OUTBOUND', to };
  return findOwn(
    listFaxes(settings, fetch, filter, lookedForSince(intentAt), signal, maxLookPages),
    Fax,
    ({ id, labels }) => labels?.[sendIdLabel] === deliveryId && !taken.includes(id),
  );
};
