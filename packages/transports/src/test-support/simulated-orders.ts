import { scriptedNumbers, type OrderDesk, type OrderFault } from '@kuvert/simulators/carrier';

import type { KnownFax, Meets } from './outbound-contract.ts';

const faults: Readonly<Record<Meets, OrderFault | undefined>> = {
  'takes it': undefined,
  'refuses it': { kind: 'refused', status: 422, code: 21_211 },
  'says not now': { kind: 'refused', status: 429 },
  // nobody listens where it is looked for
  'is not there': undefined,
  'does not answer': { kind: 'mute' },
  'answers with a fault of its own': { kind: 'broken', status: 503 },
  'answers nonsense': { kind: 'nonsense' },
};

/** Sets a simulated carrier: what the next order meets, and the delivered faxes that it has; `markOf` is our send id there. */
export const setOrders = (
  orders: OrderDesk,
  meets: Meets,
  knows: readonly KnownFax[],
  markOf: (deliveryId: string) => string,
): void => {
  orders.forget();
  orders.setTelling('never');
  orders.setFault(faults[meets]);
  const script = scriptedNumbers['+46313900601']?.script ?? { end: 'never' as const };
  for (const { faxId, to, from, createdAt, deliveryId } of knows)
    orders.know({
      sid: faxId,
      to,
      from,
      at: createdAt,
      mark: deliveryId === undefined ? undefined : markOf(deliveryId),
      quality: 'fine',
      mediaUrl: 'http://127.0.0.1:1/media',
      statusCallback: undefined,
      script,
      status: 'delivered',
      pages: 2,
    });
};
