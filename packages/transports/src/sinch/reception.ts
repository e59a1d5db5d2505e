import { cleanText } from '@kuvert/shared/clean-text';
import type { ReceivedMedia, Reception } from '@kuvert/shared/reception';

import { plausibleTime } from '../received-at.ts';
import { evidenceCode } from '../rest/fields.ts';
import { pageCount, present } from '../text.ts';
import type { Fax } from './fax.ts';

/** What a fax that came is, with the media that it has. */
export const receptionFrom = (
  fax: Fax,
  media: ReceivedMedia,
  carrier: string,
  now: Date,
): Reception => ({
  carrier,
  eventId: `${fax.id}:received`,
  faxId: fax.id,
  from: cleanText(fax.from ?? ''),
  to: cleanText(fax.to ?? ''),
  receivedAt: plausibleTime(new Date(fax.completedTime ?? fax.createTime ?? ''), now),
  media,
  ...present({
    announcedPages: pageCount(fax.numberOfPages?.toString()),
    errorText: errorText(fax),
  }),
});

/** A fax may fail and still have pages: the error goes with it. */
const errorText = ({ status, errorType, errorCode }: Fax): string | undefined => {
  const codes = [evidenceCode(errorType), evidenceCode(errorCode)].filter(Boolean);
  if (codes.length > 0) return codes.join(' ');
  return status === 'COMPLETED' ? undefined : cleanText(status) || 'failed';
};
