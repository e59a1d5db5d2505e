import { isToPartner } from '@kuvert/shared/routing/address';
import type { DeliveryStateName } from '@kuvert/shared/sending/delivery';
import type { SendingWay } from '../../../src/http/api.ts';

/** What a state of a delivery means to whoever looks: decides icon and colour. */
export type DeliveryTone =
  | 'outgoing-waits'
  | 'outgoing-calls'
  | 'outgoing-arrived'
  | 'outgoing-failed'
  | 'outgoing-unknown'
  | 'outgoing-cancelled';

export const deliveryTone = (
  state: DeliveryStateName,
  channel: SendingWay['channel'],
): DeliveryTone => {
  switch (state) {
    case 'queued':
    case 'preparing':
      return 'outgoing-waits';
    case 'submitting':
    case 'accepted':
    case 'dialling':
      return isToPartner(channel) ? 'outgoing-waits' : 'outgoing-calls';
    case 'delivered':
      return 'outgoing-arrived';
    case 'failed':
      return 'outgoing-failed';
    case 'unknown':
      return 'outgoing-unknown';
    case 'cancelled':
      return 'outgoing-cancelled';
  }
};
