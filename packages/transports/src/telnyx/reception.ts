import { cleanText, someText } from '@kuvert/shared/clean-text';
import type { ReceivedMedia, Reception } from '@kuvert/shared/reception';

import { plausibleTime } from '../received-at.ts';
import { linkedMedia } from '../rest/media-link.ts';
import { pageCount, present } from '../text.ts';
import type { TelnyxPayload } from './event.ts';
import { faxUrl } from './rest.ts';
import type { TelnyxInboundSettings } from './settings.ts';

type Settings = Pick<TelnyxInboundSettings, 'carrier' | 'restOrigin'>;

/** One fax that came, by webhook or by REST; it has ended. */
export type ReceivedFax = Pick<
  TelnyxPayload,
  'fax_id' | 'from' | 'to' | 'media_url' | 'page_count' | 'partial_content' | 'failure_reason'
> & {
  readonly failed: boolean;
  readonly at: string | null | undefined;
};

export const receptionFrom = (fax: ReceivedFax, settings: Settings, now: Date): Reception => ({
  carrier: settings.carrier,
  eventId: `${fax.fax_id}:received`,
  faxId: fax.fax_id,
  from: cleanText(fax.from ?? ''),
  to: cleanText(fax.to ?? ''),
  receivedAt: plausibleTime(new Date(fax.at ?? ''), now),
  media: mediaOf(fax, settings),
  ...present({
    announcedPages: pageCount(fax.page_count?.toString()),
    errorText: errorText(fax),
  }),
});

/** What came has media, also when nobody gave a link to it that we could keep: the carrier names them when it is asked. */
const mediaOf = (
  { fax_id: id, media_url: url, failed }: ReceivedFax,
  settings: Settings,
): ReceivedMedia => {
  const given = linkedMedia(url);
  return failed || given.kind === 'link' ? given : { kind: 'link', url: faxUrl(settings, id) };
};

/** A part of a fax is filed as one: the carrier says so beside "received". */
const errorText = ({ failed, failure_reason: reason, partial_content: part }: ReceivedFax) => {
  if (failed) return someText(reason ?? undefined) ?? 'failed';
  return part ? 'partial_content' : undefined;
};
