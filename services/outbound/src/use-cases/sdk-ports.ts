import type { DeliveryId } from '@kuvert/shared/ids';

import type { PartnerReply } from './partner-ports.ts';

/** What goes by SDK, in PostgreSQL, as the role `kuvert_outbound`. */
export interface SdkSendings {
  /**
   * Addresses what is being prepared and commits the intent, before anything leaves. `no-address`, with nothing changed,
   * while partners have no name for the department.
   */
  intend(id: DeliveryId): Promise<'intended' | 'not-preparing' | 'no-address'>;
  /** As it was addressed; the same however often it is sent. */
  read(id: DeliveryId): Promise<PartnerReply | undefined>;
}
