import type { GuardedFetch } from '@kuvert/shared/ports/fetch';
import type { CarrierReport, Lookup } from '@kuvert/shared/ports/outbound';

import { maxListBytes } from '../rest/bounds.ts';
import { parseJson } from '../rest/json.ts';
import { lookedForSince, maxLookPages } from '../rest/recognition.ts';
import { carrierRefused, unlessMissing } from '../rest/refused.ts';
import { pageCount } from '../text.ts';
import { reportOf } from './report.ts';
import { Fax } from './rest-answers.ts';
import { faxesUrl, listedFaxes } from './rest-list.ts';
import type { TwilioOutboundSettings } from './settings.ts';

/** How a fax is, as the carrier says when it is asked. */
export const lookAtCarrier = async (
  settings: TwilioOutboundSettings,
  fetch: GuardedFetch,
  lookup: Lookup,
  signal: AbortSignal,
): Promise<CarrierReport | undefined> => {
  const fax =
    lookup.carrierFaxId === undefined
      ? await recognise(settings, fetch, lookup, signal)
      : await readFax(settings, fetch, lookup.carrierFaxId, signal);
  return fax && reportOf(factsOf(fax));
};

const factsOf = (fax: Fax) => ({
  faxSid: fax.sid,
  status: fax.status,
  errorCode: fax.error_code?.toString(),
  pages: pageCount(fax.num_pages?.toString()),
});

const options = (settings: TwilioOutboundSettings, signal: AbortSignal) => ({
  maxBytes: maxListBytes,
  deadlineMs: settings.deadlineMs,
  credentials: { kind: 'basic' as const, user: settings.user, password: settings.password },
  signal,
});

const readFax = async (
  settings: TwilioOutboundSettings,
  fetch: GuardedFetch,
  faxId: string,
  signal: AbortSignal,
): Promise<Fax | undefined> => {
  const url = `${faxesUrl(settings)}/${encodeURIComponent(faxId)}.json`;
  const answer = await unlessMissing(fetch(url, options(settings, signal)));
  if (!answer) return undefined;
  const fax = parseJson(Fax, answer.bytes);
  if (fax?.sid !== faxId) throw refused();
  return fax;
};

/**
 * Finds the fax of an order whose answer never came: the one that was to be fetched by this delivery's link; else the
 * only one to this number, from this number, since the intent, that no other delivery has. Two of them: none is surely it.
 */
const recognise = async (
  settings: TwilioOutboundSettings,
  fetch: GuardedFetch,
  lookup: Lookup,
  signal: AbortSignal,
): Promise<Fax | undefined> => {
  const found = (await list(settings, fetch, lookup, signal)).filter((fax) => isLike(fax, lookup));
  const byLink = found.filter(({ media_url: url }) => url?.includes(lookup.deliveryId));
  if (byLink.length > 0) return byLink[0];
  const others = found.filter(({ media_url: url }) => !url?.startsWith(settings.publicOrigin));
  return others.length === 1 ? others[0] : undefined;
};

const isLike = (fax: Fax, { to, from, intentAt, taken }: Lookup): boolean => {
  const created = Date.parse(fax.date_created ?? '');
  return (
    fax.direction === 'outbound' &&
    fax.to === to &&
    fax.from === from &&
    created >= lookedForSince(intentAt).getTime() &&
    !taken.includes(fax.sid)
  );
};

const list = async (
  settings: TwilioOutboundSettings,
  fetch: GuardedFetch,
  { to, from, intentAt }: Lookup,
  signal: AbortSignal,
): Promise<readonly Fax[]> => {
  const since = lookedForSince(intentAt).toISOString();
  const query = { To: to, From: from, DateCreatedAfter: since };
  const faxes: Fax[] = [];
  for await (const entry of listedFaxes(
    settings,
    fetch,
    query,
    options(settings, signal),
    maxLookPages,
  )) {
    const { data: fax } = Fax.safeParse(entry);
    // one that can't be read may be the one that is looked for
    if (!fax) throw refused();
    faxes.push(fax);
  }
  return faxes;
};

const refused = (): Error => carrierRefused("the carrier's answer on a fax is not as documented");
