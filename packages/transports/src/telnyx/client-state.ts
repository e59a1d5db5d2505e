import type { DeliveryId } from '@kuvert/shared/ids';

/** Our send id as Telnyx gives it back with all that it says of a fax; it wants base64. */
export const clientStateOf = (id: DeliveryId): string => Buffer.from(id).toString('base64');
