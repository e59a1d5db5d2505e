/**
 * Why a fax certainly did not arrive whole. A carrier's own codes are mapped to these as data, beside its transport;
 * what is done about each is policy, and another thing.
 */
export const failureCauses = [
  'busy',
  /** The network, not the receiver, had no free line. */
  'congestion',
  'no-answer',
  /** A person or a telephone answered, or no fax tone came: perhaps the wrong number. */
  'voice',
  'invalid-number',
  /** Training, error correction or another step of the protocol (T.30) failed. */
  'training',
  /** The receiver can't take this resolution or size. */
  'capability',
  /** The call broke off: some pages may have arrived. */
  'partial',
  /** The document could not be made into a fax, here or at the carrier. */
  'conversion',
  /** The carrier could not fetch the document from us. */
  'media-not-fetched',
  /** The carrier's account: money, limits, permissions. */
  'account',
  /** The carrier refused the order for a reason of its own. */
  'refused',
  /** The recipient's system rejected the message by its receipt: there is no such function. */
  'rejected-address',
  /** Likewise: the message is more than it takes. */
  'rejected-size',
  /** Likewise: a file that it doesn't take. */
  'rejected-file',
  /** Likewise: the message is not formed as it wants it. */
  'rejected-form',
  /** Likewise: who sent it is not shown as it wants it. */
  'rejected-security',
  /** It broke the schema or the rules of SDK when it was to be handed over: it never left. */
  'message-invalid',
  /** Nothing here can fax: no carrier is configured. */
  'no-carrier',
  /** Nothing was ever handed over before the deadline. */
  'not-submitted',
  /** The carrier says that it failed, and no more. */
  'unspecified',
] as const;

export type FailureCause = (typeof failureCauses)[number];

/** Why nobody knows how it ended. The far end may have printed it: a person decides. */
export const unknownReasons = [
  /** The order was on its way to the carrier and no answer came, nor could it be found there. */
  'submit-unanswered',
  /** The carrier took the order and never told how it ended. */
  'never-told',
  /** All pages were sent; the receiver did not confirm the last one. */
  'no-response-after-last-page',
  /** The message service of SDK gave up: there was no receipt, or none could be had. */
  'exchange-error',
  /** It waited to be dialled when the backup was made that the house was restored from: it may have gone since. */
  'restored',
] as const;

export type UnknownReason = (typeof unknownReasons)[number];
