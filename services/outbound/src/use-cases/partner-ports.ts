import type { DeliveryId, PartnerId } from '@kuvert/shared/ids';
import type { MessageData } from '@kuvert/shared/partners/client-api';

import type { ToldReferral } from '@kuvert/shared/partners/fhir/referral-task';

import type { Effect, SealedForUs } from './ports.ts';

/** What lies ready for a partner, but for what is sealed. */
export interface PartnerReply {
  readonly id: DeliveryId;
  /** Label and references, sealed for us. */
  readonly envelope: Uint8Array;
  /** Its attributes without label and references. */
  readonly attributes: Omit<MessageData['attributes'], 'label' | 'digitalDocument'>;
}

export type Taken =
  | { readonly kind: 'taken'; readonly effect: Effect }
  /** It was never given to the partner: who deletes it would lose it. */
  | { readonly kind: 'not-fetched' }
  | { readonly kind: 'unknown' };

/** What partners fetch, in PostgreSQL, as the role `kuvert_outbound`. */
export interface PartnerReplies {
  /** Ready for the partner, oldest first. */
  list(partner: PartnerId, most: number): Promise<readonly PartnerReply[]>;
  read(partner: PartnerId, id: string): Promise<PartnerReply | undefined>;
  pages(id: DeliveryId): Promise<SealedForUs | undefined>;
  /** Keeps that the partner is given the whole. */
  given(id: DeliveryId): Promise<void>;
  /** The partner has it, and says so by deleting it: delivered. */
  take(partner: PartnerId, id: string): Promise<Taken>;
  /** Messages that the partner itself sent. */
  own(partner: PartnerId, most: number, id?: string): Promise<readonly MessageData[]>;
  /** How the partner's referrals go: one of them, or those that changed at `since` or later, the longest unchanged first. */
  referrals(
    partner: PartnerId,
    which: { readonly id?: string; readonly since?: Date; readonly most: number },
  ): Promise<readonly ToldReferral[]>;
  /** The partner wants to hear no more of one that it sent; false when there is none. */
  forgetOwn(partner: PartnerId, id: string): Promise<boolean>;
}
