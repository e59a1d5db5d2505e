import type { VerifiedAssertion } from '@kuvert/platform/oauth/client-assertion';
import type { OwnMessage } from '@kuvert/platform/partners/own-message';
import type { ActingPartner } from '@kuvert/platform/partners/partner-access';
import type { DepartmentId, KeyId, PartnerFunctionId, PartnerId } from '@kuvert/shared/ids';
import type { PartnerScope, SentAttributes } from '@kuvert/shared/partners/client-api';
import type { PartnerDoor } from '@kuvert/shared/reception';
import type { AskedReferral } from '@kuvert/shared/referrals/answer-by';

import type { Filed, Filing } from './ports.ts';

/** A function that a message is from. */
export interface SendingFunction {
  readonly id: PartnerFunctionId;
  readonly name: string;
  /** Under which people know it, E.164. */
  readonly number: string;
}

/** What is filed of a partner's message besides what is filed of every message. */
export interface PartnerFacts {
  readonly partner: ActingPartner;
  readonly from: SendingFunction;
  readonly attributes: SentAttributes;
  readonly conversationId: string;
  /** Null: it is none. */
  readonly referral: AskedReferral | null;
  readonly contentSha256: string;
  /** For whom `details` are sealed. */
  readonly keyId: KeyId;
  readonly details: Uint8Array;
  readonly at: Date;
}

export interface NewToken {
  readonly secret: string;
  readonly scopes: readonly PartnerScope[];
  readonly expiresAt: Date;
}

/** What ingest knows and keeps of partners. */
export interface PartnerLedger {
  /** The public keys of a partner that is switched on; none of any other. */
  keysOf(partner: PartnerId): Promise<readonly string[]>;
  /** Keeps the assertion as used and the token as given, audited; false when the assertion was used before. */
  grant(partner: PartnerId, assertion: VerifiedAssertion, token: NewToken): Promise<boolean>;
  /** Puts on record that a partner that there is got no token. */
  refuse(
    partner: PartnerId,
    reason: 'assertion-wrong' | 'assertion-used' | 'scope-wrong',
  ): Promise<void>;
  /** What was taken under the partner's id, deleted or not. */
  taken(partner: PartnerId, messageId: string): Promise<OwnMessage | undefined>;
  takenSince(partner: PartnerId, since: Date): Promise<number>;
  departmentAt(organisation: string, address: string): Promise<DepartmentId | undefined>;
  /** The function that has the address at that door. */
  functionAt(
    partner: PartnerId,
    door: PartnerDoor,
    address: string,
  ): Promise<SendingFunction | undefined>;
  /** A partner that is switched on, by its organisation. */
  partnerOf(organisation: string): Promise<ActingPartner | undefined>;
  /** Everything in one transaction; undefined when another request with the same id was first. */
  file(filing: Filing, facts: PartnerFacts): Promise<Filed | undefined>;
}
