import { cleanText, someText } from '@kuvert/shared/clean-text';
import { KuvertError } from '@kuvert/shared/errors';
import type { Reception } from '@kuvert/shared/reception';

import { plausibleTime } from '../received-at.ts';
import { faxId as faxIdPattern } from '../rest/fields.ts';
import { linkedMedia } from '../rest/media-link.ts';
import { pageCount, present } from '../text.ts';

/** One received fax in the dialect's words, by webhook or by REST. */
export interface FaxFacts {
  readonly faxSid: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly tsi: string | undefined;
  readonly status: string | undefined;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
  readonly pages: string | undefined;
  readonly mediaUrl: string | undefined;
  readonly at: string | undefined;
}

/** @throws KuvertError `request-invalid` without a fax id */
export const receptionFrom = (facts: FaxFacts, carrier: string, now: Date): Reception => {
  if (!faxIdPattern.test(facts.faxSid ?? '')) throw new KuvertError('request-invalid', 'no fax id');
  const faxId = String(facts.faxSid);
  return {
    carrier,
    eventId: `${faxId}:received`,
    faxId,
    from: cleanText(facts.from ?? ''),
    to: cleanText(facts.to ?? ''),
    receivedAt: plausibleTime(new Date(facts.at ?? ''), now),
    media: linkedMedia(facts.mediaUrl),
    ...present({
      tsi: someText(facts.tsi),
      announcedPages: pageCount(facts.pages),
      errorText: errorText(facts),
    }),
  };
};

/** A fax may fail and still have pages: the error goes with it. `0` means no error. */
const errorText = (facts: FaxFacts): string | undefined => {
  const words = [facts.errorCode === '0' ? undefined : facts.errorCode, facts.errorMessage];
  const told = someText(words.filter(Boolean).join(' '));
  const received = facts.status === undefined || /^(received|delivered)?$/i.test(facts.status);
  return told ?? (received ? undefined : someText(facts.status));
};
