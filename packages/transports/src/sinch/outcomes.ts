import type { FailureCause, UnknownReason } from '@kuvert/shared/sending/causes';
import type { CarrierFact } from '@kuvert/shared/sending/facts';

/** A fax that was sent, by callback or by REST. */
export interface SentFaxFacts {
  readonly status: string;
  readonly errorType: string | undefined;
  readonly errorCode: string | undefined;
  /** Pages of the fax. */
  readonly pages: number | undefined;
  /** `pagesSentSuccessfully`: "to the receiving side". */
  readonly confirmed: number | undefined;
}

type Outcome =
  | { readonly cause: FailureCause }
  | { readonly unknown: UnknownReason }
  | { readonly cancelled: true };

/**
 * `errorType` and `errorCode` (Sinch Fax API 3.0, "Error Messages", which words them as its modems do). What isn't
 * listed is a failure of unspecified cause.
 */
const errors: Readonly<Record<string, Outcome>> = {
  'CALL_ERROR 11': { cause: 'partial' },
  'CALL_ERROR 15': { cause: 'congestion' },
  'CALL_ERROR 16': { cause: 'no-answer' },
  'CALL_ERROR 17': { cause: 'busy' },
  // hung up at once, or no fax machine answered: perhaps a person
  'CALL_ERROR 19': { cause: 'voice' },
  'CALL_ERROR 30': { cause: 'voice' },
  'CALL_ERROR 32': { cause: 'invalid-number' },
  'CALL_ERROR 34': { cause: 'invalid-number' },
  'CALL_ERROR 43': { cause: 'congestion' },
  'CALL_ERROR 49': { cause: 'invalid-number' },
  // training, error correction and the rest of the protocol
  'FAX_ERROR 6': { cause: 'training' },
  'FAX_ERROR 10': { cause: 'training' },
  'FAX_ERROR 12': { cause: 'training' },
  'FAX_ERROR 18': { cause: 'training' },
  'FAX_ERROR 20': { cause: 'training' },
  'FAX_ERROR 22': { cause: 'training' },
  'FAX_ERROR 26': { cause: 'training' },
  'FAX_ERROR 28': { cause: 'training' },
  'FAX_ERROR 38': { cause: 'training' },
  'FAX_ERROR 41': { cause: 'training' },
  'FAX_ERROR 63': { cause: 'training' },
  'FAX_ERROR 77': { cause: 'training' },
  'FAX_ERROR 80': { cause: 'training' },
  'FAX_ERROR 82': { cause: 'training' },
  // the receiver can't take it
  'FAX_ERROR 7': { cause: 'capability' },
  'FAX_ERROR 25': { cause: 'capability' },
  'FAX_ERROR 31': { cause: 'capability' },
  'FAX_ERROR 68': { cause: 'capability' },
  // "no response after sending a page": that may be the last one, and printed
  'FAX_ERROR 8': { unknown: 'no-response-after-last-page' },
  // no fax tone, or nothing after it
  'FAX_ERROR 13': { cause: 'voice' },
  'FAX_ERROR 14': { cause: 'voice' },
  'FAX_ERROR 132': { cause: 'voice' },
  // it went away after a page
  'FAX_ERROR 21': { cause: 'partial' },
  'FAX_ERROR 29': { cause: 'partial' },
  'FAX_ERROR 53': { cause: 'partial' },
  'FAX_ERROR 60': { cause: 'partial' },
  'FAX_ERROR 84': { cause: 'partial' },
  'FAX_ERROR 131': { cause: 'partial' },
  'FAX_ERROR 40': { cause: 'congestion' },
  'FAX_ERROR 44': { cause: 'congestion' },
  'FAX_ERROR 48': { cause: 'no-answer' },
  'FAX_ERROR 46': { cause: 'account' },
  'FAX_ERROR 75': { cancelled: true },
  'FAX_ERROR 113': { cause: 'media-not-fetched' },
  // this destination alone: other faxes still go
  'FAX_ERROR 133': { cause: 'refused' },
  'DOCUMENT_CONVERSION_ERROR 4': { cause: 'conversion' },
  'DOCUMENT_CONVERSION_ERROR 54': { cause: 'media-not-fetched' },
  'DOCUMENT_CONVERSION_ERROR 55': { cause: 'media-not-fetched' },
  'DOCUMENT_CONVERSION_ERROR 57': { cause: 'conversion' },
  'DOCUMENT_CONVERSION_ERROR 69': { cause: 'conversion' },
  'DOCUMENT_CONVERSION_ERROR 128': { cause: 'conversion' },
  'DOCUMENT_CONVERSION_ERROR 129': { cause: 'conversion' },
  'DOCUMENT_CONVERSION_ERROR 130': { cause: 'conversion' },
  'DOCUMENT_CONVERSION_ERROR 133': { cause: 'conversion' },
};

/** What a status means; undefined for one that says nothing or isn't known. */
export const factOf = (facts: SentFaxFacts): CarrierFact | undefined => {
  switch (facts.status) {
    case 'QUEUED':
      return { kind: 'accepted' };
    case 'IN_PROGRESS':
      return { kind: 'dialling' };
    case 'COMPLETED':
      return completed(facts);
    case 'FAILURE':
      return failure(facts);
    default:
      return undefined;
  }
};

/** "Completed" with fewer pages than there are is no delivered fax. */
const completed = ({ pages, confirmed }: SentFaxFacts): CarrierFact => {
  if (confirmed === undefined) return { kind: 'delivered' };
  return pages !== undefined && confirmed < pages
    ? { kind: 'failed', cause: 'partial', pages: confirmed }
    : { kind: 'delivered', pages: confirmed };
};

/** Whatever broke the call: pages that were confirmed have arrived. */
const failure = ({ errorType, errorCode, confirmed = 0 }: SentFaxFacts): CarrierFact => {
  const key = `${errorType ?? ''} ${errorCode ?? ''}`;
  const outcome = (Object.hasOwn(errors, key) && errors[key]) || { cause: 'unspecified' as const };
  const arrived = confirmed > 0 ? { pages: confirmed } : {};
  if ('unknown' in outcome) return { kind: 'unconfirmed', reason: outcome.unknown, ...arrived };
  if (confirmed > 0) return { kind: 'failed', cause: 'partial', pages: confirmed };
  return 'cause' in outcome ? { kind: 'failed', cause: outcome.cause } : { kind: 'cancelled' };
};
