import type { Clock } from '@kuvert/shared/clock';
import type { OutboundTransport } from '@kuvert/shared/ports/outbound';

import { unreachableMs } from './patience.ts';
import type { Deliveries, StoredDelivery } from './ports.ts';

/** A way out, and how many calls may be under way by it at once; undefined: any number. */
export interface Way {
  readonly transport: OutboundTransport;
  readonly atOnce: number | undefined;
}

export type Chosen =
  | { readonly kind: 'way'; readonly way: Way }
  /** Every line is in use; `first` is the way that comes first when one falls free. */
  | { readonly kind: 'lines-busy'; readonly first: Way }
  /** Nothing is faxed from here. */
  | { readonly kind: 'no-carrier' }
  /** What is left takes no orders because of the account. */
  | { readonly kind: 'account-held' };

export interface Ways {
  /**
   * The first in the operator's order that may take this delivery now. One that could not be reached a moment ago
   * comes last, and so does the one by which modems did not come to terms.
   */
  choose(delivery: StoredDelivery): Promise<Chosen>;
  /** It could not be reached, now. */
  notReached(way: Way): void;
}

export const createWays = (
  ways: readonly Way[],
  deliveries: Pick<Deliveries, 'callsUnderWay' | 'mayCall'>,
  clock: Clock,
): Ways => {
  const unreachableUntil = new Map<string, number>();
  const isReachable = ({ transport: { carrier } }: Way): boolean =>
    clock.now().getTime() >= (unreachableUntil.get(carrier) ?? 0);
  const hasFreeLine = async ({ transport: { carrier }, atOnce }: Way): Promise<boolean> =>
    atOnce === undefined || (await deliveries.callsUnderWay(carrier)) < atOnce;
  return {
    notReached: ({ transport: { carrier } }) => {
      unreachableUntil.set(carrier, clock.now().getTime() + unreachableMs);
    },
    choose: async (delivery) => {
      if (ways.length === 0) return { kind: 'no-carrier' };
      let held = false;
      const busy: Way[] = [];
      const isLast = (way: Way): boolean =>
        !isReachable(way) || way.transport.carrier === delivery.gentlerThan;
      for (const way of [...ways.filter((each) => !isLast(each)), ...ways.filter(isLast)]) {
        if (!(await hasFreeLine(way))) {
          busy.push(way);
          continue;
        }
        if (await deliveries.mayCall(way.transport.carrier)) return { kind: 'way', way };
        held = true;
      }
      const [first] = busy;
      return first && !held ? { kind: 'lines-busy', first } : { kind: 'account-held' };
    },
  };
};
