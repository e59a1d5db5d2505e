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
  /** Every line is in use. */
  | { readonly kind: 'lines-busy' }
  /** What is left takes no orders because of the account. */
  | { readonly kind: 'account-held' };

export interface Ways {
  /**
   * The first in the operator's order that may take this delivery now. One that could not be reached a moment ago
   * comes last. Pages that are made already go by carriers that take their kind alone.
   */
  choose(delivery: StoredDelivery): Promise<Chosen>;
  /** It could not be reached, now. */
  notReached(way: Way): void;
}

export const createWays = (
  ways: readonly Way[],
  deliveries: Pick<Deliveries, 'sent' | 'callsUnderWay' | 'mayCall'>,
  clock: Clock,
): Ways => {
  const unreachableUntil = new Map<string, number>();
  const isReachable = ({ transport: { carrier } }: Way): boolean =>
    clock.now().getTime() >= (unreachableUntil.get(carrier) ?? 0);
  const kinds = new Set(ways.map(({ transport: { mediaType } }) => mediaType));
  const madeAs = async ({ id }: StoredDelivery): Promise<string | undefined> =>
    kinds.size > 1 ? (await deliveries.sent(id))?.mediaType : undefined;
  const hasFreeLine = async ({ transport: { carrier }, atOnce }: Way): Promise<boolean> =>
    atOnce === undefined || (await deliveries.callsUnderWay(carrier)) < atOnce;
  return {
    notReached: ({ transport: { carrier } }) => {
      unreachableUntil.set(carrier, clock.now().getTime() + unreachableMs);
    },
    choose: async (delivery) => {
      const made = await madeAs(delivery);
      const fitting = ways.filter(
        ({ transport }) => made === undefined || made === transport.mediaType,
      );
      let held = false;
      for (const way of [
        ...fitting.filter(isReachable),
        ...fitting.filter((each) => !isReachable(each)),
      ]) {
        if (!(await hasFreeLine(way))) continue;
        if (await deliveries.mayCall(way.transport.carrier)) return { kind: 'way', way };
        held = true;
      }
      return { kind: held ? 'account-held' : 'lines-busy' };
    },
  };
};
