import type { Clock } from '@kuvert/shared/clock';
import { codeOf } from '@kuvert/shared/errors';
import type { CarrierArchive } from '@kuvert/shared/ports/transport';
import type { Reception } from '@kuvert/shared/reception';

import type { IngestEvents } from '../events.ts';
import type { acceptReception } from './accept-reception.ts';
import type { IntakeDoor } from './intake-door.ts';
import { closedWaitMs } from './patience.ts';
import type { HeldWork, Ledger } from './ports.ts';
import type { Steps } from './steps.ts';

export interface SweepDeps {
  readonly ledger: Pick<Ledger, 'checkedAt' | 'orderedAt' | 'carrierChecked' | 'settle'>;
  readonly archives: ReadonlyMap<string, Pick<CarrierArchive, 'received'>>;
  readonly accept: ReturnType<typeof acceptReception>;
  readonly events: Pick<IngestEvents, 'swept' | 'sweepFailed'>;
  readonly intake: Pick<IntakeDoor, 'isOpen'>;
  readonly clock: Clock;
  readonly steps: Steps;
  readonly everyMs: number;
}

const dayMs = 86_400_000;
const overlapMs = dayMs;
const firstLookMs = 7 * dayMs;
const afterFaultMs = 60_000;

/**
 * Asks a carrier what it holds for us and takes in what no webhook told: carriers don't repeat a report that
 * we missed. Looks back a day before the last check, so that a fax under way then is found now. Waits while nothing is taken
 * in: what the carrier holds stays there.
 */
export const sweepCarrier =
  (deps: SweepDeps) =>
  async (work: HeldWork, signal: AbortSignal): Promise<void> => {
    const { ledger, events, clock, steps, everyMs } = deps;
    await steps('sweep:claimed');
    const carrier = work.subject;
    const archive = deps.archives.get(carrier);
    if (!archive) {
      await ledger.settle(work, { kind: 'end', error: 'carrier-unknown' });
      return;
    }
    if (!(await deps.intake.isOpen()))
      return ledger.settle(work, { kind: 'again', inMs: closedWaitMs });
    const begun = clock.now();
    try {
      const found = await acceptAll(deps, archive, await sinceWhen(ledger, work), signal);
      await steps('sweep:accepted');
      await ledger.carrierChecked(carrier, { at: begun }, work, { kind: 'again', inMs: everyMs });
      await steps('sweep:settled');
      events.swept(carrier, found);
    } catch (error) {
      if (signal.aborted || codeOf(error) === 'lease-lost') throw error;
      const inMs = Math.min(afterFaultMs, everyMs);
      const code = codeOf(error);
      await ledger.carrierChecked(carrier, { error: code }, work, {
        kind: 'again',
        inMs,
        error: code,
      });
      events.sweepFailed(carrier, error);
    }
  };

const sinceWhen = async (
  ledger: Pick<Ledger, 'checkedAt' | 'orderedAt'>,
  work: HeldWork,
): Promise<Date> => {
  const last = await ledger.checkedAt(work.subject);
  if (last) return new Date(last.getTime() - overlapMs);
  // not from now: the first look may have waited for days
  return new Date((await ledger.orderedAt(work)).getTime() - firstLookMs);
};

/**
 * The whole list is read first: what is accepted gets deleted at the carrier, which would move later pages past us.
 * What can't be had or kept (a page, one fax) keeps nobody else's fax out; it fails the sweep when all others are in.
 */
const acceptAll = async (
  { accept }: SweepDeps,
  archive: Pick<CarrierArchive, 'received'>,
  since: Date,
  signal: AbortSignal,
): Promise<number> => {
  const listed: Reception[] = [];
  const faults: unknown[] = [];
  try {
    for await (const reception of archive.received(since, signal)) listed.push(reception);
  } catch (error) {
    faults.push(error);
  }
  for (const reception of listed) {
    signal.throwIfAborted();
    await accept(reception, 'sweep', signal).catch((error: unknown) => faults.push(error));
  }
  if (faults.length > 0) throw faults[0];
  return listed.length;
};
