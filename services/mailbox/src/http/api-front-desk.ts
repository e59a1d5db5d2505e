import type { AttentionReason } from '@kuvert/shared/attention';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { IntegrityMark } from '@kuvert/shared/integrity';

import type { Handling } from './api.ts';
import type { ShownNumber } from './api-parts.ts';

/** What the front desk sees: nothing of what is on the pages, who has it, or what people wrote. */
export interface FoundFax {
  readonly id: string;
  readonly departmentId: string;
  readonly department: string;
  readonly from: ShownNumber;
  readonly to: ShownNumber;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly state: FaxState;
}

export type FaxState =
  /** A carrier told of it; it is being taken in. */
  | { readonly kind: 'arriving' }
  /** The call came, and nothing that can be shown. */
  | { readonly kind: 'failed'; readonly reason: AttentionReason }
  | {
      readonly kind: 'arrived';
      readonly pages: number;
      readonly announcedPages: number | null;
      readonly mark: IntegrityMark;
      readonly damagedLines: number;
      readonly handling: Exclude<Handling['state'], 'forwarded'>;
      /** ISO 8601; null while nobody has taken it. */
      readonly handledAt: string | null;
    };

export interface FrontDeskAnswer {
  /** Newest first. */
  readonly faxes: readonly FoundFax[];
  readonly isMore: boolean;
  /** The login that answers for every department, where this one doesn't. */
  readonly demands: LevelOfAssurance | null;
}
