import type { SealAndStoreDeps } from '@kuvert/platform/documents/seal-and-store';
import type { Database } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { DestinationRules } from '@kuvert/shared/sending/destination';

import type { Country } from '../store/summary.ts';

/** What composing works with. */
export interface DraftDeps extends SealAndStoreDeps<'attachment' | 'outgoing'> {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly keys: KeyProvider;
  readonly country: Country;
  /** ISO 3166 codes of where faxes may go. */
  readonly countries: DestinationRules['countries'];
}
