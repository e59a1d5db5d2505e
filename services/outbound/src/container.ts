import { Registry } from 'prom-client';

import { createFaxEngine } from '@kuvert/fax-document/engine';
import { openBell, openObjectStore } from '@kuvert/platform/config/adapters';
import { createGate } from '@kuvert/platform/http/gate';
import { operationsApp, type Checks } from '@kuvert/platform/http/operations';
import { listenHttp } from '@kuvert/platform/http/server';
import { readLinkKey } from '@kuvert/platform/keys/link-key';
import { stopAll, type Running } from '@kuvert/platform/lifecycle/lifecycle';
import type { Log } from '@kuvert/platform/logging/log';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { checkSchema, newestMigration } from '@kuvert/platform/postgres/schema-check';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { sha256Hex } from '@kuvert/platform/vault/digest';
import { createOpener } from '@kuvert/platform/vault/opener';
import { createSealer } from '@kuvert/platform/vault/sealer';
import { startWorker } from '@kuvert/platform/work/worker';
import { systemClock, type Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';
import type { Bell } from '@kuvert/shared/ports/bell';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';

import { openCarriers } from './carriers.ts';
import type { OutboundConfig, SendingConfig } from './config.ts';
import { createEvents } from './events.ts';
import { publicApp } from './http/app.ts';
import { openOwnKey } from './own-key.ts';
import { createPageMaker } from './page-maker.ts';
import { createDeliveries } from './store/deliveries.ts';
import { dispatch } from './use-cases/dispatch.ts';
import { follow } from './use-cases/follow.ts';
import { createMediaLinks } from './use-cases/media-links.ts';
import { prepareSent, type PageMaker } from './use-cases/prepare-sent.ts';
import { takeReport } from './use-cases/report.ts';
import { serveMedia } from './use-cases/serve-media.ts';
import type { Steps } from './use-cases/steps.ts';
import { createWays } from './use-cases/ways.ts';
import { workHandlers } from './work/handlers.ts';

/** What a test may put in the place of the real thing. */
export interface OutboundOverrides {
  readonly clock?: Clock;
  readonly randomness?: Randomness;
  readonly objects?: ObjectStore;
  readonly bell?: Bell;
  readonly pages?: PageMaker;
  readonly steps?: Steps;
  readonly leaseMs?: number;
  readonly workSweepMs?: number;
}

export interface Outbound extends Running {
  /** Where carriers fetch and tell; undefined while no carrier is configured. */
  readonly origin: string | undefined;
  readonly operationsOrigin: string;
}

const leaseMs = 60_000;
const workSweepMs = 2_000;
/** Documents in memory at once for carriers that fetch, and how many fetches may wait. */
const mediaAtOnce = 4;
const mediaWaiting = 64;

type Stops = (() => Promise<void>)[];

/** Wires the service: the one place where adapters are chosen. Without a carrier it has its listener for operators alone. */
export const createOutbound = async (
  config: OutboundConfig,
  log: Log,
  overrides: OutboundOverrides = {},
): Promise<Outbound> => {
  const stops: Stops = [];
  let stopped: Promise<void> | undefined;
  try {
    const running = await start(config, log, overrides, stops);
    return { ...running, stop: () => (stopped ??= stopAll(stops)) };
  } catch (error) {
    await stopAll(stops).catch((fault: unknown) => log.error('stop-failed', fault));
    throw error;
  }
};

const start = async (
  config: OutboundConfig,
  log: Log,
  overrides: OutboundOverrides,
  stops: Stops,
): Promise<Omit<Outbound, 'stop'>> => {
  const registry = new Registry();
  const database = openDatabase({
    url: config.databaseUrl,
    onError: (error) => log.error('database-connection-lost', error),
  });
  stops.push(database.close);
  await checkSchema(database, newestMigration);
  const sending =
    config.sending &&
    (await startSending(config.host, config.sending, database, log, registry, overrides, stops));
  const checks = {
    database: () => checkSchema(database, newestMigration),
    ...sending?.checks,
  };
  const operations = await listenHttp(
    operationsApp({ service: 'outbound', version: '0.1.0', log, registry, checks }),
    { host: config.host, port: config.operationsPort },
  );
  stops.push(operations.stop);
  log.info('started', { origin: sending?.origin, operations: operations.origin });
  return { origin: sending?.origin, operationsOrigin: operations.origin };
};

const startSending = async (
  host: string,
  config: SendingConfig,
  database: Database,
  log: Log,
  registry: Registry,
  overrides: OutboundOverrides,
  stops: Stops,
): Promise<{ readonly origin: string; readonly checks: Checks }> => {
  const parts = await openParts(config, database, log, registry, overrides, stops);
  const { transports, objects, bell, engine } = parts;
  // Carriers fetch as soon as an order is handed over: the listener is there before.
  const app = publicApp(log, {
    transports,
    take: takeReport(parts),
    serve: serveMedia(parts),
    gate: createGate(mediaAtOnce, mediaWaiting),
    events: parts.events,
    steps: parts.steps,
  });
  const listening = await listenHttp(app, { host, port: config.port });
  stops.push(listening.stop);
  const worker = await startWorker({
    service: 'outbound',
    handlers: workHandlers({
      dispatch: dispatch({ ...parts, prepare: prepareSent(parts) }),
      follow: follow({ ...parts, patience: config.patience }),
    }),
    leaseMs: overrides.leaseMs ?? leaseMs,
    sweepMs: overrides.workSweepMs ?? workSweepMs,
    database,
    bell,
    randomness: parts.randomness,
    log,
  });
  stops.push(worker.stop);
  return {
    origin: listening.origin,
    checks: {
      objects: () => objects.check(),
      bell: () => bell.check(),
      converter: () => engine.warm(),
    },
  };
};

/** Opens every adapter: together they are what the use cases ask for. */
const openParts = async (
  config: SendingConfig,
  database: Database,
  log: Log,
  registry: Registry,
  overrides: OutboundOverrides,
  stops: Stops,
) => {
  const clock = overrides.clock ?? systemClock;
  const randomness = overrides.randomness ?? systemRandomness;
  const objects = overrides.objects ?? (await openObjectStore(config.objects));
  const bell =
    overrides.bell ??
    (await openBell(config.bell, { onError: (error) => log.error('bell-failed', error) }));
  stops.push(bell.close);
  const engine = createFaxEngine();
  stops.push(engine.close);
  const { transports, ways } = await openCarriers(config, clock);
  const steps: Steps = overrides.steps ?? (() => Promise.resolve());
  const linkKey = await readLinkKey(config.linkKeyFile, randomness);
  const deliveries = createDeliveries(database, {
    clock,
    randomness,
    minuteMs: config.minuteMs,
    steps,
    bell,
  });
  return {
    database,
    clock,
    randomness,
    objects,
    bell,
    engine,
    transports,
    ways: createWays(ways, deliveries, clock),
    ownKey: await openOwnKey(database, config.key),
    deliveries,
    links: createMediaLinks(config.origin, linkKey, clock),
    pages: overrides.pages ?? createPageMaker(engine),
    sealer: createSealer(),
    opener: createOpener(),
    digest: sha256Hex,
    recovery: config.recovery,
    country: config.country,
    timeZone: config.timeZone,
    events: createEvents(log, registry),
    steps,
  };
};
