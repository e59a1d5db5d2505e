import { cleanText, someText } from '@kuvert/shared/clean-text';
import { KuvertError } from '@kuvert/shared/errors';
import { receptionLimits, type ReceivedMedia, type Reception } from '@kuvert/shared/reception';

import { plausibleTime } from '../received-at.ts';
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

/** Sids are UUIDs (SignalWire) or `FX` and hex digits (Twilio); part of a path when we fetch and delete. */
export const faxSid = /^[\w-]{1,128}$/;

/** @throws KuvertError `request-invalid` without a fax id */
export const receptionFrom = (facts: FaxFacts, carrier: string, now: Date): Reception => {
  if (!faxSid.test(facts.faxSid ?? '')) throw new KuvertError('request-invalid', 'no fax id');
  const faxId = String(facts.faxSid);
  const media = mediaOf(facts.mediaUrl);
  return {
    carrier,
    eventId: `${faxId}:received`,
    faxId,
    from: cleanText(facts.from ?? ''),
    to: cleanText(facts.to ?? ''),
    receivedAt: plausibleTime(new Date(facts.at ?? ''), now),
    media,
    ...present({
      tsi: someText(facts.tsi),
      announcedPages: pageCount(facts.pages),
      errorText: errorText(facts),
    }),
  };
};

/**
 * A link that is none is as good as no media: filed, so that somebody can ring back. It is kept as it will be asked for,
 * in visible ASCII alone.
 */
const mediaOf = (text: string | undefined): ReceivedMedia => {
  const url = text && text.length <= receptionLimits.url ? URL.parse(text) : null;
  return url ? { kind: 'link', url: url.href } : { kind: 'none' };
};

/** A fax may fail and still have pages: the error goes with it. `0` means no error. */
const errorText = (facts: FaxFacts): string | undefined => {
  const words = [facts.errorCode === '0' ? undefined : facts.errorCode, facts.errorMessage];
  const told = someText(words.filter(Boolean).join(' '));
  const received = facts.status === undefined || /^(received|delivered)?$/i.test(facts.status);
  return told ?? (received ? undefined : someText(facts.status));
};
