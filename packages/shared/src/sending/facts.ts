import type { FailureCause, UnknownReason } from './causes.ts';

/** What the house itself does or finds out about a delivery. */
export type HouseFact =
  /** The document is opened and gets its header line. */
  | { readonly kind: 'preparing' }
  /** It lies in the mailbox of the department of this house that it is for. */
  | { readonly kind: 'filed' }
  /** The intent: from here on nothing but a person dials again. */
  | { readonly kind: 'submitting' }
  /** The order surely did not reach the carrier: nothing was written to it, or it said "not now". */
  | { readonly kind: 'not-reached' }
  /** The carrier took no order because of our account with it: back in the queue until that is mended. */
  | { readonly kind: 'account-held' }
  /** It ended before anything was handed over: no document, or the deadline. */
  | { readonly kind: 'given-up'; readonly cause: FailureCause }
  /** A person took it back before it was handed over. */
  | { readonly kind: 'taken-back' }
  /** The house was restored from a backup in which it still waited. */
  | { readonly kind: 'restored' }
  /** For too long nobody has told how it is. */
  | { readonly kind: 'silence'; readonly reason: UnknownReason };

/** What a carrier says of a delivery, by its answer, a callback or a poll; in any order, any number of times. */
export type CarrierFact =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'dialling' }
  | { readonly kind: 'delivered'; readonly pages?: number }
  | { readonly kind: 'failed'; readonly cause: FailureCause; readonly pages?: number }
  /** All was sent and the last page not confirmed. */
  | {
      readonly kind: 'unconfirmed';
      readonly reason: UnknownReason;
      readonly pages?: number;
    }
  /** The carrier gave the order up before it was done, such as by its console. */
  | { readonly kind: 'cancelled' };

export type DeliveryFact = HouseFact | CarrierFact;

export type DeliveryFactKind = DeliveryFact['kind'];

/** Who told: ourselves, a callback of the carrier, or our asking it. */
export type FactSource = 'house' | 'callback' | 'poll';
