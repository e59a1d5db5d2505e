import { Registry } from 'prom-client';

import { createFaxEngine } from '@kuvert/fax-document/engine';
import { openBell, openObjectStore } from '@kuvert/platform/config/adapters';
import { openMessageServiceAccess } from '@kuvert/platform/config/message-service';
import { operationsApp } from '@kuvert/platform/http/operations';
import { createGate } from '@kuvert/platform/http/gate';
import { createSharedLimit } from '@kuvert/platform/limits/shared-limit';
import { createTokenAttempts } from '@kuvert/platform/limits/token-attempts';
import { listenHttp } from '@kuvert/platform/http/server';
import { stopAll, type Running } from '@kuvert/platform/lifecycle/lifecycle';
import type { Log } from '@kuvert/platform/logging/log';
import { partnerOf } from '@kuvert/platform/partners/partner-access';
import { openDatabase } from '@kuvert/platform/postgres/database';
import { watchProviders } from '@kuvert/platform/providers/watch-providers';
import { checkSchema, newestMigration } from '@kuvert/platform/postgres/schema-check';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { sha256Hex } from '@kuvert/platform/vault/digest';
import { createSealer } from '@kuvert/platform/vault/sealer';
import { schedulePeriodic } from '@kuvert/platform/work/periodic';
import { startWorker } from '@kuvert/platform/work/worker';
import { systemClock, type Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';
import type { Bell } from '@kuvert/shared/ports/bell';
import type { MessageService } from '@kuvert/shared/ports/message-service';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import { gateway, sdk } from '@kuvert/shared/reception';
import { createMessageService } from '@kuvert/transports/sdk/client/message-service';
import { messageFault } from '@kuvert/transports/sdk/message-fault';

import { openCarriers } from './carriers.ts';
import type { IngestConfig } from './config.ts';
import { createEvents } from './events.ts';
import { publicApp } from './http/app.ts';
import { partnerTokenPath, type PartnerDeps } from './http/partner.ts';

import { createLedger } from './ledger/ledger.ts';
import { createPartnerLedger } from './ledger/partner-ledger.ts';
import { createSdkLedger } from './ledger/sdk-ledger.ts';
import { acceptPartnerMessage } from './use-cases/accept-partner-message.ts';
import { issuePartnerToken } from './use-cases/issue-partner-token.ts';
import { acceptReception } from './use-cases/accept-reception.ts';
import type { Converter } from './use-cases/converter.ts';
import { deleteCarrierCopy } from './use-cases/delete-carrier-copy.ts';
import { pollMessageService } from './use-cases/poll-message-service.ts';
import { createIntakeDoor } from './use-cases/intake-door.ts';
import type { Steps } from './use-cases/steps.ts';
import { sweepCarrier } from './use-cases/sweep-carrier.ts';
import { takeIn } from './use-cases/take-in.ts';
import { workHandlers } from './work/handlers.ts';

/** What a test may put in the place of the real thing. */
export interface IngestOverrides {
  readonly clock?: Clock;
  readonly randomness?: Randomness;
  readonly objects?: ObjectStore;
  readonly bell?: Bell;
  readonly messageService?: MessageService;
  readonly converter?: Converter;
  readonly steps?: Steps;
  readonly leaseMs?: number;
  readonly workSweepMs?: number;
}

export interface Ingest extends Running {
  readonly origin: string;
  readonly operationsOrigin: string;
}

const leaseMs = 60_000;
const workSweepMs = 2_000;
/** How often is looked whether somebody still takes care of unassigned faxes, in case nothing comes. */
const attendanceMs = 30_000;
/** Held in memory at once, each with its seal and its PDF; and how many more may wait, unread. */
const largeBodies = 4;
const waitingBodies = 64;
/** The same of partners, beside carriers: none of them waits for the other. */
const partnerMessages = 2;
const minuteMs = 60_000;
/** Of one partner: a token lives for half an hour. */
const partnerTokensAMinute = 30;
const partnerRequestsAMinute = 300;

/** Wires the service: the one place where adapters are chosen. */
export const createIngest = async (
  config: IngestConfig,
  log: Log,
  overrides: IngestOverrides = {},
): Promise<Ingest> => {
  const stops: Stops = [];
  const stopping = new AbortController();
  let stopped: Promise<void> | undefined;
  try {
    const running = await start(config, log, overrides, stops, stopping);
    return {
      ...running,
      stop: () => (stopped ??= stopAll(stops)),
    };
  } catch (error) {
    stopping.abort();
    await stopAll(stops).catch((fault: unknown) => log.error('stop-failed', fault));
    throw error;
  }
};

type Stops = (() => Promise<void>)[];

/** Starts in order; whatever was started is in `stops`, to be stopped in reverse. */
const start = async (
  config: IngestConfig,
  log: Log,
  overrides: IngestOverrides,
  stops: Stops,
  stopping: AbortController,
): Promise<Omit<Ingest, 'stop'>> => {
  const registry = new Registry();
  const parts = await openParts(config, log, overrides, registry, stops);
  const { database, objects, bell, randomness, archives } = parts;
  const accept = acceptReception(parts);
  await parts.intake.look();
  stops.push(keepLooking(() => parts.intake.look(), log));
  await schedulePeriodic(database, randomness, 'ingest', 'sweep-carrier', archives.keys());
  const services = parts.messageService ? [sdk] : [];
  await schedulePeriodic(database, randomness, 'ingest', 'poll-sdk', services);
  const worker = await startWorker({
    service: 'ingest',
    handlers: workHandlers({
      'take-in': takeIn(parts),
      'delete-copy': deleteCarrierCopy(parts),
      'sweep-carrier': sweepCarrier({ ...parts, accept, everyMs: config.sweepEveryMs }),
      'poll-sdk': pollMessageService({
        ...parts,
        messages: createSdkLedger(database),
        accept: acceptPartnerMessage({ ...parts, door: sdk }),
        faultOf: messageFault,
        longestQuietMs: config.longestQuietMs,
      }),
    }),
    leaseMs: overrides.leaseMs ?? leaseMs,
    sweepMs: overrides.workSweepMs ?? workSweepMs,
    database,
    bell,
    randomness,
    log,
  });
  stops.push(worker.stop);
  const checks = {
    database: () => checkSchema(database, newestMigration),
    objects: () => objects.check(),
    bell: () => bell.check(),
    converter: () => parts.engine.warm(),
    intake: () => parts.intake.pass(),
  };
  const operations = await listenHttp(
    operationsApp({ service: 'ingest', version: '0.1.0', log, registry, checks }),
    { host: config.host, port: config.operationsPort },
  );
  stops.push(operations.stop);
  stops.push(
    watchProviders({
      ...{ service: 'ingest', database, clock: parts.clock },
      watched: [
        { kind: 'database', name: 'postgresql', check: checks.database },
        { kind: 'objects', name: config.objects.kind, check: checks.objects },
        { kind: 'bell', name: config.bell.kind, check: checks.bell },
      ],
      known: [
        ...[...parts.transports.keys()].map((name) => ({ kind: 'carrier', name }) as const),
        { kind: 'sdk', name: sdk, configured: parts.messageService !== undefined },
      ],
      failed: (error) => log.error('providers-not-written', error),
    }),
  );
  const app = publicApp(
    log,
    {
      transports: parts.transports,
      events: parts.events,
      accept: (reception) => accept(reception, 'webhook', stopping.signal),
      gate: createGate(largeBodies, waitingBodies),
      reportCopy: parts.ledger.copyReported,
    },
    partnerDeps(config, parts, stopping.signal),
    config.trustedProxies,
  );
  // Requests under way may end while the listener closes; what then still runs is cut short.
  stops.push(async () => stopping.abort());
  const webhooks = await listenHttp(app, { host: config.host, port: config.port });
  stops.push(webhooks.stop);
  log.info('started', { origin: webhooks.origin, operations: operations.origin });
  return { origin: webhooks.origin, operationsOrigin: operations.origin };
};

/** Looks every while until it is stopped; a look that fails is made again. */
const keepLooking = (look: () => Promise<void>, log: Log): (() => Promise<void>) => {
  const timer = setInterval(() => {
    look().catch((error: unknown) => log.error('attendance-not-known', error));
  }, attendanceMs);
  return async () => clearInterval(timer);
};

/** What partners' systems are served with. */
const partnerDeps = (
  { origin }: IngestConfig,
  parts: Awaited<ReturnType<typeof openParts>>,
  signal: AbortSignal,
): PartnerDeps => {
  const accept = acceptPartnerMessage({ ...parts, door: gateway });
  return {
    token: {
      issue: issuePartnerToken({ ...parts, audience: `${origin}${partnerTokenPath}` }),
      attempts: createTokenAttempts(parts, { what: 'partner-token', most: partnerTokensAMinute }),
    },
    partnerOf: partnerOf({
      ...parts,
      requests: createSharedLimit(parts, {
        ...{ what: 'partner-in', most: partnerRequestsAMinute, windowMs: minuteMs },
      }),
    }),
    accept: (partner, message) => accept(partner, message, signal),
    gate: createGate(partnerMessages, waitingBodies),
    events: parts.events,
    origin,
  };
};

/** Opens every adapter: together they are what the use cases ask for. */
const openParts = async (
  config: IngestConfig,
  log: Log,
  overrides: IngestOverrides,
  registry: Registry,
  stops: Stops,
) => {
  const clock = overrides.clock ?? systemClock;
  const randomness = overrides.randomness ?? systemRandomness;
  const database = openDatabase({
    url: config.databaseUrl,
    onError: (error) => log.error('database-connection-lost', error),
  });
  stops.push(database.close);
  await checkSchema(database, newestMigration);
  const objects = overrides.objects ?? (await openObjectStore(config.objects));
  const bell =
    overrides.bell ??
    (await openBell(config.bell, { onError: (error) => log.error('bell-failed', error) }));
  stops.push(bell.close);
  const engine = createFaxEngine({ maxBytes: config.media.maxBytes });
  stops.push(engine.close);
  const deps = { clock, randomness };
  const ledgerDeps = { database, clock, randomness, country: config.country };
  const ledger = createLedger(ledgerDeps);
  const events = createEvents(log, registry, () => clock.now());
  return {
    ...(await openCarriers(config, clock)),
    database,
    objects,
    bell,
    engine,
    clock,
    randomness,
    converter: overrides.converter ?? engine,
    ledgerDeps,
    ledger,
    partners: createPartnerLedger(ledgerDeps),
    messageService:
      overrides.messageService ??
      (config.messageService &&
        createMessageService(await openMessageServiceAccess(config.messageService, deps))),
    sealer: createSealer(),
    recovery: config.recovery,
    digest: sha256Hex,
    events,
    intake: createIntakeDoor({ isAttended: ledger.isAttended, events }),
    steps: overrides.steps ?? (() => Promise.resolve()),
  };
};
