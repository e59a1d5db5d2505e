import type { Work } from '@kuvert/platform/work/work';
import { asId } from '@kuvert/shared/ids';
import type { DeliveryState } from '@kuvert/shared/sending/delivery';

import { askCarrier, type AskDeps } from './ask-carrier.ts';
import { withdrawMs } from './patience.ts';
import type { Deliveries, WorkFate } from './ports.ts';
import type { Steps } from './steps.ts';

export interface WithdrawDeps extends AskDeps {
  readonly deliveries: Deliveries;
  readonly steps: Steps;
}

/**
 * Has a fax that waits with its carrier taken out of the carrier's queue, since a person wished it. The carrier's word on
 * how it is then is kept like any other, so that nothing is called cancelled that was dialled; it is asked again until
 * the fax waits no more. After a crash the carrier still knows what was done, and says the same.
 */
export const withdraw =
  (deps: WithdrawDeps) =>
  async (work: Work, signal: AbortSignal): Promise<void> => {
    const { deliveries, steps } = deps;
    await steps('withdraw:claimed');
    const id = asId<'delivery'>(work.subject);
    const delivery = await deliveries.read(id);
    const error =
      delivery?.state.name === 'accepted'
        ? await askCarrier(deps, delivery, signal, async (transport, lookup) => {
            const report = await transport.withdraw?.(lookup, signal);
            await steps('withdraw:asked');
            return report;
          })
        : undefined;
    await deliveries.settle(id, { work, fate: againWhileItWaits(work, error) });
    await steps('withdraw:settled');
  };

const againWhileItWaits =
  ({ attempts }: Work, error: string | undefined) =>
  ({ name }: DeliveryState): WorkFate =>
    name === 'accepted' ? { kind: 'again', inMs: withdrawMs(attempts), error } : { kind: 'end' };
