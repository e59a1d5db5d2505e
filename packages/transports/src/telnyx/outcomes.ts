import type { FailureCause, UnknownReason } from '@kuvert/shared/sending/causes';
import type { CarrierFact } from '@kuvert/shared/sending/facts';

/** A fax that was sent, by webhook or by REST. */
export interface SentFaxFacts {
  readonly status: string;
  readonly reason: string | undefined;
  readonly pages: number | undefined;
}

type Outcome =
  | { readonly cause: FailureCause }
  | { readonly unknown: UnknownReason }
  | { readonly cancelled: true };

/**
 * `failure_reason` (Telnyx API reference, "Fax"; what each means: support article "Fax API – Error List"). What isn't
 * listed is a failure of unspecified cause.
 */
const reasons: Readonly<Record<string, Outcome>> = {
  user_busy: { cause: 'busy' },
  // no free line on the way: at Telnyx, at ours of it, or at a carrier behind it
  service_unavailable: { cause: 'congestion' },
  receiver_communication_error: { cause: 'congestion' },
  receiver_recovery_on_timer_expire: { cause: 'congestion' },
  destination_unreachable: { cause: 'congestion' },
  user_channel_limit_exceeded: { cause: 'congestion' },
  outbound_profile_channel_limit_exceeded: { cause: 'congestion' },
  connection_channel_limit_exceeded: { cause: 'congestion' },
  receiver_no_answer: { cause: 'no-answer' },
  receiver_no_response: { cause: 'no-answer' },
  // no fax tone, or somebody declined the call: perhaps a person
  fax_initial_communication_timeout: { cause: 'voice' },
  receiver_decline: { cause: 'voice' },
  receiver_invalid_number_format: { cause: 'invalid-number' },
  receiver_unallocated_number: { cause: 'invalid-number' },
  destination_invalid: { cause: 'invalid-number' },
  receiver_incompatible_destination: { cause: 'invalid-number' },
  invalid_ecm_response_from_receiver: { cause: 'training' },
  receiver_call_dropped: { cause: 'partial' },
  sender_call_dropped: { cause: 'partial' },
  carrier_lost: { cause: 'partial' },
  // "includes scenarios such as no response after sending a page": that may be the last one, and printed
  fax_signaling_error: { unknown: 'no-response-after-last-page' },
  // documented as a reason of a failure, with the advice to report it
  success: { unknown: 'never-told' },
  sender_canceled: { cancelled: true },
  file_format_invalid: { cause: 'conversion' },
  file_size_limit_exceeded: { cause: 'conversion' },
  page_count_limit_exceeded: { cause: 'conversion' },
  media_processing_exception: { cause: 'conversion' },
  file_download_failed: { cause: 'media-not-fetched' },
  account_disabled: { cause: 'account' },
  no_outbound_profile: { cause: 'account' },
  outbound_profile_daily_spend_limit_exceeded: { cause: 'account' },
  unverified_origination_number: { cause: 'account' },
  unverified_destination_not_allowed: { cause: 'account' },
  // this destination alone: other faxes still go
  destination_not_in_service_plan: { cause: 'refused' },
  destination_not_in_countries_whitelist: { cause: 'refused' },
};

/**
 * What a status means; undefined for one that says nothing or isn't known. Pages are counted as confirmed of a delivered
 * fax alone: a failed one's are not documented.
 */
export const factOf = ({ status, reason, pages }: SentFaxFacts): CarrierFact | undefined => {
  switch (status) {
    case 'queued':
    case 'media.processed':
      return { kind: 'accepted' };
    case 'originated':
    case 'sending':
    // as the guide writes it; the reference has `sending`
    case 'sending.started':
      return { kind: 'dialling' };
    case 'delivered':
      return { kind: 'delivered', ...(pages === undefined ? {} : { pages }) };
    case 'failed':
      return failure(reason);
    default:
      return undefined;
  }
};

const failure = (reason: string | undefined): CarrierFact => {
  const outcome = (Object.hasOwn(reasons, reason ?? '') && reasons[reason ?? '']) || {
    cause: 'unspecified' as const,
  };
  if ('unknown' in outcome) return { kind: 'unconfirmed', reason: outcome.unknown };
  return 'cause' in outcome ? { kind: 'failed', cause: outcome.cause } : { kind: 'cancelled' };
};
