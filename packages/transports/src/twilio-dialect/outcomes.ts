import type { FailureCause, UnknownReason } from '@kuvert/shared/sending/causes';
import type { CarrierFact } from '@kuvert/shared/sending/facts';

import { causeOfStatus } from '../rest/refused.ts';

/** A fax that was sent, in the dialect's words, by callback or by REST. */
export interface SentFaxFacts {
  readonly status: string;
  readonly errorCode: string | undefined;
  readonly pages: number | undefined;
}

type Outcome = { readonly cause: FailureCause } | { readonly unknown: UnknownReason };

/**
 * Results of a fax call: FreeSWITCH's `fax_result_code` (spandsp's T.30 results), which SignalWire passes on, and
 * Twilio's own codes (34…). What isn't listed is a failure of unspecified cause.
 */
const results: Readonly<Record<string, Outcome>> = {
  // no fax tone, or nothing after it: perhaps a person has answered
  1: { cause: 'voice' },
  2: { cause: 'voice' },
  3: { cause: 'voice' },
  // training, error correction and the rest of the protocol
  4: { cause: 'training' },
  5: { cause: 'training' },
  6: { cause: 'training' },
  13: { cause: 'training' },
  14: { cause: 'training' },
  16: { cause: 'training' },
  17: { cause: 'training' },
  19: { cause: 'training' },
  20: { cause: 'training' },
  22: { cause: 'training' },
  48: { cause: 'training' },
  // the receiver can't take it
  8: { cause: 'capability' },
  9: { cause: 'capability' },
  11: { cause: 'capability' },
  12: { cause: 'capability' },
  // it went away after a page
  15: { cause: 'partial' },
  18: { cause: 'partial' },
  49: { cause: 'partial' },
  // "no response after sending a page": that may be the last one, and printed
  21: { unknown: 'no-response-after-last-page' },
  // the file that the carrier made of the document
  41: { cause: 'conversion' },
  42: { cause: 'conversion' },
  43: { cause: 'conversion' },
  44: { cause: 'conversion' },
  45: { cause: 'conversion' },
  46: { cause: 'conversion' },
  34002: { cause: 'busy' },
  34003: { cause: 'no-answer' },
  34004: { cause: 'training' },
  34005: { cause: 'account' },
};

/**
 * What a status means; undefined for one that says nothing or isn't known. How many pages were confirmed is told of
 * a delivered fax alone: whether `NumPages` of a failed one counts what was sent or what there was is not documented.
 */
export const factOf = ({ status, errorCode, pages }: SentFaxFacts): CarrierFact | undefined => {
  switch (status.toLowerCase()) {
    case 'queued':
    case 'processing':
      return { kind: 'accepted' };
    case 'initiated':
    case 'ringing':
    case 'answered':
    case 'sending':
      return { kind: 'dialling' };
    case 'delivered':
      return { kind: 'delivered', ...(pages === undefined ? {} : { pages }) };
    case 'busy':
      return { kind: 'failed', cause: 'busy' };
    case 'no-answer':
      return { kind: 'failed', cause: 'no-answer' };
    case 'canceled':
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'failed':
      return failure(errorCode);
    default:
      return undefined;
  }
};

const failure = (errorCode: string | undefined): CarrierFact => {
  const outcome = results[errorCode ?? ''] ?? { cause: 'unspecified' };
  return 'unknown' in outcome
    ? { kind: 'unconfirmed', reason: outcome.unknown }
    : { kind: 'failed', cause: outcome.cause };
};

/** Codes of an order that was refused: the number, then the account. */
const refusals: Readonly<Record<string, FailureCause>> = {
  13223: 'invalid-number',
  13224: 'invalid-number',
  21211: 'invalid-number',
  21214: 'invalid-number',
  21217: 'invalid-number',
  21401: 'invalid-number',
  21421: 'invalid-number',
  20003: 'account',
  20005: 'account',
  21210: 'account',
  21212: 'account',
  21606: 'account',
  10001: 'account',
};

/** Why an order was refused, by the dialect's code, else by the status of the answer. */
export const refusalOf = (status: number, code: string | undefined): FailureCause => {
  const known = refusals[code ?? ''];
  return known ?? causeOfStatus(status);
};
