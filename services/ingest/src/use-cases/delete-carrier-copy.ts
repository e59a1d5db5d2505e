import { asId } from '@kuvert/shared/ids';
import { codeOf, KuvertError } from '@kuvert/shared/errors';
import type { CarrierArchive } from '@kuvert/shared/ports/transport';

import type { IngestEvents } from '../events.ts';
import { backOff, longestDeletionWaitMs } from './patience.ts';
import type { HeldWork, Ledger } from './ports.ts';
import type { Steps } from './steps.ts';

export interface DeleteCopyDeps {
  readonly ledger: Ledger;
  readonly archives: ReadonlyMap<string, Pick<CarrierArchive, 'deleteCopy'>>;
  readonly events: IngestEvents;
  readonly steps: Steps;
}

/** Deletes the carrier's copy of a fax that is safe with us; a failure is shown and tried again. */
export const deleteCarrierCopy =
  ({ ledger, archives, events, steps }: DeleteCopyDeps) =>
  async (work: HeldWork, signal: AbortSignal): Promise<void> => {
    await steps('delete-copy:claimed');
    const message = asId<'message'>(work.subject);
    const reception = await ledger.read(message);
    if (reception?.filed?.state !== 'available')
      throw new KuvertError('internal', 'the fax is not safe yet: its copy stays');
    try {
      const archive = archives.get(reception.carrier);
      if (!archive) throw new KuvertError('carrier-unknown', 'this carrier is not configured');
      await archive.deleteCopy(reception.faxId, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      const inMs = backOff(work.attempts, longestDeletionWaitMs);
      const fate = { kind: 'again', inMs, error: codeOf(error) } as const;
      await ledger.copySettled(message, 'delete-failed', work, fate);
      events.copyNotDeleted(reception.carrier, error);
      return;
    }
    await steps('delete-copy:deleted');
    await ledger.copySettled(message, 'deleted', work, { kind: 'end' });
    await steps('delete-copy:settled');
    events.copyDeleted(reception.carrier);
  };
