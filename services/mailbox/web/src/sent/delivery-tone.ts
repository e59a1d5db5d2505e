import type { DeliveryStateName } from '@kuvert/shared/sending/delivery';

/** What a state of a delivery means to whoever looks: decides icon and colour. */
export type DeliveryTone =
  | 'outgoing-waits'
  | 'outgoing-calls'
  | 'outgoing-arrived'
  | 'outgoing-failed'
  | 'outgoing-unknown'
  | 'outgoing-cancelled';

export const deliveryTone = (state: DeliveryStateName): DeliveryTone => {
  switch (state) {
    case 'queued':
    case 'preparing':
      return 'outgoing-waits';
    case 'submitting':
    case 'accepted':
    case 'dialling':
      return 'outgoing-calls';
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
