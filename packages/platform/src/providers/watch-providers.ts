import type { Clock } from '@kuvert/shared/clock';
import { codeOf, KuvertError } from '@kuvert/shared/errors';
import type { AnnouncedKind } from '@kuvert/shared/providers/provider';

import type { Checks } from '../http/operations.ts';
import type { Database } from '../postgres/database.ts';
import type { ServiceName } from '../postgres/migrate.ts';
import { within } from '../system/within.ts';
import { announceProviders, noteProvider, type KnownProvider } from './provider-health.ts';

/** A check that the service makes for `/readyz` as well, and what stands behind it. */
export interface WatchedProvider {
  readonly kind: AnnouncedKind;
  readonly name: string;
  readonly check: Checks[string];
}

export interface WatchOptions {
  readonly service: ServiceName;
  readonly database: Database;
  readonly clock: Clock;
  /** What is asked each minute whether it works. */
  readonly watched: readonly WatchedProvider[];
  /** What the service calls when there is something to do, and notes then. */
  readonly known: readonly KnownProvider[];
  /** The database could not be written to. */
  readonly failed: (error: unknown) => void;
  readonly everyMs?: number | undefined;
}

const minuteMs = 60_000;
/** What doesn't answer by then doesn't work. */
const answerMs = 10_000;
/** Signed requests are refused when clocks differ by minutes; timelines look odd long before. */
const mostClockMs = 10_000;

/** Says at once and every minute what the service leans on and how that goes, until what it returns is called. */
export const watchProviders = (options: WatchOptions): (() => Promise<void>) => {
  const { everyMs = minuteMs, failed } = options;
  let looking = look(options).catch(failed);
  const timer = setInterval(() => {
    looking = looking.then(() => look(options)).catch(failed);
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await looking;
  };
};

const look = async (options: WatchOptions): Promise<void> => {
  const { database, service, clock, known, watched } = options;
  const all: readonly WatchedProvider[] = [
    ...watched,
    { kind: 'clock', name: 'clock', check: () => sameTime(database, clock) },
  ];
  const self = { kind: 'service', name: service } as const;
  await announceProviders(database, service, [self, ...all, ...known], clock.now());
  await noteProvider(database, service, self, 'success', clock.now());
  for (const each of all)
    await noteProvider(database, service, each, await outcomeOf(each.check), clock.now());
};

const outcomeOf = async (
  check: WatchedProvider['check'],
): Promise<'success' | { code: string }> => {
  try {
    await within(answerMs, check(), () => new KuvertError('internal', 'no answer in time'));
    return 'success';
  } catch (error) {
    return { code: codeOf(error) };
  }
};

const sameTime = async (database: Database, clock: Clock): Promise<void> => {
  const { rows } = await database.query<{ now: Date }>('select clock_timestamp() as now');
  const differs = Math.abs((rows[0]?.now ?? clock.now()).getTime() - clock.now().getTime());
  if (differs > mostClockMs) throw new ClockDiffers();
};

/** This machine and the database have different times. */
class ClockDiffers extends Error {
  readonly code = 'clock-differs';
}
