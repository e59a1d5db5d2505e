import { readFile } from 'node:fs/promises';

import { Registry } from 'prom-client';

import { createFaxEngine } from '@kuvert/fax-document/engine';
import { openBell, openObjectStore } from '@kuvert/platform/config/adapters';
import { openMessageServiceAccess } from '@kuvert/platform/config/message-service';
import { openSmtpServer } from '@kuvert/platform/config/smtp';
import { createWebhookCall } from '@kuvert/platform/fetch/webhook-call';
import { createGate } from '@kuvert/platform/http/gate';
import { createSharedLimit } from '@kuvert/platform/limits/shared-limit';
import { operationsApp, type Checks } from '@kuvert/platform/http/operations';
import { listenHttp } from '@kuvert/platform/http/server';
import { readLinkKey } from '@kuvert/platform/keys/link-key';
import { stopAll, type Running } from '@kuvert/platform/lifecycle/lifecycle';
import type { Log } from '@kuvert/platform/logging/log';
import { partnerOf } from '@kuvert/platform/partners/partner-access';
import { createSmtpNotifier } from '@kuvert/platform/notices/smtp-notifier';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { checkSchema, newestMigration } from '@kuvert/platform/postgres/schema-check';
import type { KnownProvider } from '@kuvert/platform/providers/provider-health';
import { watchProviders, type WatchedProvider } from '@kuvert/platform/providers/watch-providers';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { sha256Hex } from '@kuvert/platform/vault/digest';
import { createOpener } from '@kuvert/platform/vault/opener';
import { createSealer } from '@kuvert/platform/vault/sealer';
import { schedulePeriodic } from '@kuvert/platform/work/periodic';
import { startWorker } from '@kuvert/platform/work/worker';
import { systemClock, type Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';
import type { Bell } from '@kuvert/shared/ports/bell';
import type { Notifier } from '@kuvert/shared/ports/notifier';
import type { MessageService } from '@kuvert/shared/ports/message-service';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import type { WebhookCall } from '@kuvert/shared/ports/webhook-call';
import { sdk } from '@kuvert/shared/reception';
import { createMessageService } from '@kuvert/transports/sdk/client/message-service';

import { openCarriers } from './carriers.ts';
import type { NoticesConfig } from './config-notices.ts';
import type { WebhooksConfig } from './config-webhooks.ts';
import type { OutboundConfig, SendingConfig } from './config.ts';
import { createEvents } from './events.ts';
import { publicApp } from './http/app.ts';
import { createNoticeEvents } from './notice-events.ts';
import { openOwnKey } from './own-key.ts';
import { createPageMaker } from './page-maker.ts';
import { startSideWorker } from './side-worker.ts';
import { createDeliveries } from './store/deliveries.ts';
import { createPartnerReplies } from './store/partner-replies.ts';
import { createNotices } from './store/notices.ts';
import { createSdkSendings } from './store/sdk-sendings.ts';
import { createWebhooks, dueWebhooks, purgeWebhooks } from './store/webhooks.ts';
import { deliverWebhook } from './use-cases/deliver-webhook.ts';
import { deliverInHouse, type PdfMaker } from './use-cases/deliver-in-house.ts';
import { deliverToRoom } from './use-cases/deliver-to-room.ts';
import { dispatch } from './use-cases/dispatch.ts';
import { follow } from './use-cases/follow.ts';
import { followBySdk } from './use-cases/follow-by-sdk.ts';
import { createMediaLinks } from './use-cases/media-links.ts';
import { offerToPartner } from './use-cases/offer-to-partner.ts';
import { prepareSent, type PageMaker } from './use-cases/prepare-sent.ts';
import { takeReport } from './use-cases/report.ts';
import { sendBySdk } from './use-cases/send-by-sdk.ts';
import { servePartner } from './use-cases/serve-partner.ts';
import { sendNotice } from './use-cases/send-notice.ts';
import { serveMedia } from './use-cases/serve-media.ts';
import type { Steps } from './use-cases/steps.ts';
import { withdraw } from './use-cases/withdraw.ts';
import { createWays } from './use-cases/ways.ts';
import { createWebhookEvents } from './webhook-events.ts';
import { workHandlers } from './work/handlers.ts';
import { noticeHandler, remindDepartmentHandler, untakenHandler } from './work/notices.ts';
import { purgeWebhooksHandler, purgeWebhooksKind, webhookHandler } from './work/webhooks.ts';

/** What a test may put in the place of the real thing. */
export interface OutboundOverrides {
  readonly clock?: Clock;
  readonly randomness?: Randomness;
  readonly objects?: ObjectStore;
  readonly bell?: Bell;
  readonly messageService?: MessageService;
  readonly pages?: PageMaker & PdfMaker;
  readonly steps?: Steps;
  readonly callWebhook?: WebhookCall;
  readonly notifier?: Notifier;
  readonly leaseMs?: number;
  readonly workSweepMs?: number;
}

export interface Outbound extends Running {
  /** Where carriers and partners fetch and tell; undefined while no way is configured. */
  readonly origin: string | undefined;
  readonly operationsOrigin: string;
}

const leaseMs = 60_000;
const workSweepMs = 2_000;
/** An endpoint is told of four events in this time, if it is quick. */
const webhookSweepMs = 1_000;
/** Webhooks under way at once, all endpoints together: each waits for somebody else's machine. */
const webhooksAtOnce = 32;
/** Connections to the mail server. */
const noticesAtOnce = 4;
/** Documents in memory at once for carriers that fetch, and how many fetches may wait. */
const mediaAtOnce = 4;
const mediaWaiting = 64;
/** Of one partner: polling and fetching. */
const partnerRequestsAMinute = 600;

type Stops = (() => Promise<void>)[];

/** Wires the service: the one place where adapters are chosen. Without any way out it has its listener for operators alone. */
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
  if (config.webhooks)
    await startWebhooks(config.webhooks, database, log, registry, overrides, stops);
  if (config.notices) await startNotices(config.notices, database, log, registry, overrides, stops);
  const checks = {
    database: () => checkSchema(database, newestMigration),
    ...sending?.checks,
  };
  const operations = await listenHttp(
    operationsApp({ service: 'outbound', version: '0.1.0', log, registry, checks }),
    { host: config.host, port: config.operationsPort },
  );
  stops.push(operations.stop);
  stops.push(
    watchProviders({
      ...{ service: 'outbound', database, clock: overrides.clock ?? systemClock },
      watched: [
        { kind: 'database', name: 'postgresql', check: checks.database },
        ...(sending?.watched ?? []),
      ],
      known: [
        { kind: 'mail', name: 'smtp', configured: config.notices !== undefined },
        ...(sending?.known ?? []),
      ],
      failed: (error) => log.error('providers-not-written', error),
    }),
  );
  log.info('started', { origin: sending?.origin, operations: operations.origin });
  return { origin: sending?.origin, operationsOrigin: operations.origin };
};

interface Sending {
  readonly origin: string;
  readonly checks: Checks;
  /** What it leans on. */
  readonly watched: readonly WatchedProvider[];
  readonly known: readonly KnownProvider[];
}

const startSending = async (
  host: string,
  config: SendingConfig,
  database: Database,
  log: Log,
  registry: Registry,
  overrides: OutboundOverrides,
  stops: Stops,
): Promise<Sending> => {
  const parts = await openParts(config, database, log, registry, overrides, stops);
  const { transports, objects, bell, engine } = parts;
  // Carriers fetch as soon as an order is handed over: the listener is there before.
  const app = publicApp(
    log,
    {
      transports,
      take: takeReport(parts),
      serve: serveMedia(parts),
      gate: createGate(mediaAtOnce, mediaWaiting),
      events: parts.events,
      steps: parts.steps,
    },
    {
      origin: config.origin,
      partnerOf: partnerOf({
        ...parts,
        requests: createSharedLimit(parts, {
          ...{ what: 'partner-out', most: partnerRequestsAMinute, windowMs: 60_000 },
        }),
      }),
      service: servePartner(parts),
      gate: createGate(mediaAtOnce, mediaWaiting),
    },
  );
  const listening = await listenHttp(app, { host, port: config.port });
  stops.push(listening.stop);
  const worker = await startWorker({
    service: 'outbound',
    handlers: workHandlers({
      dispatch: dispatch({
        ...parts,
        prepare: prepareSent(parts),
        deliverInHouse: deliverInHouse(parts),
        offerToPartner: offerToPartner(parts),
        sendBySdk: sendBySdk(parts),
        followBySdk: followBySdk(parts),
        deliverToRoom: deliverToRoom(parts),
      }),
      follow: follow({ ...parts, patience: config.patience }),
      withdraw: withdraw(parts),
    }),
    leaseMs: overrides.leaseMs ?? leaseMs,
    sweepMs: overrides.workSweepMs ?? workSweepMs,
    database,
    bell,
    randomness: parts.randomness,
    log,
  });
  stops.push(worker.stop);
  const checks = {
    objects: () => objects.check(),
    bell: () => bell.check(),
    converter: () => engine.warm(),
  };
  return {
    origin: listening.origin,
    checks,
    watched: [
      { kind: 'objects', name: config.objects.kind, check: checks.objects },
      { kind: 'bell', name: config.bell.kind, check: checks.bell },
    ],
    known: [
      ...[...transports.keys()].map((name) => ({ kind: 'carrier', name }) as const),
      { kind: 'sdk', name: sdk, configured: parts.messageService !== undefined },
    ],
  };
};

/** Whatever webhooks do, no fax waits for it. */
const startWebhooks = async (
  { key, privateHosts, caFile, allowLoopback }: WebhooksConfig,
  database: Database,
  log: Log,
  registry: Registry,
  overrides: OutboundOverrides,
  stops: Stops,
): Promise<void> => {
  const randomness = overrides.randomness ?? systemRandomness;
  const ca = caFile === undefined ? {} : { ca: await readFile(caFile, 'utf8') };
  const events = createWebhookEvents(log, registry);
  const deliver = deliverWebhook({
    webhooks: createWebhooks(database),
    call: overrides.callWebhook ?? createWebhookCall({ privateHosts, allowLoopback, ...ca }),
    ownKey: await openOwnKey(database, key),
    events,
    clock: overrides.clock ?? systemClock,
    randomness,
  });
  const purge = () => purgeWebhooks(database).then(events.purged);
  await schedulePeriodic(database, randomness, 'outbound', purgeWebhooksKind, ['all']);
  await startSideWorker(
    { database, log, randomness, stops, leaseMs: overrides.leaseMs ?? leaseMs },
    {
      handlers: [webhookHandler(deliver), purgeWebhooksHandler(database, purge)],
      due: dueWebhooks(database),
      sweepMs: overrides.workSweepMs ?? webhookSweepMs,
      atOnce: webhooksAtOnce,
    },
  );
};

/** Notices are few, and the mail server may have bad days: they, too, stand in no fax's way. */
const startNotices = async (
  { from, links, smtp, timeZone }: NoticesConfig,
  database: Database,
  log: Log,
  registry: Registry,
  overrides: OutboundOverrides,
  stops: Stops,
): Promise<void> => {
  const notices = createNotices(database);
  const clock = overrides.clock ?? systemClock;
  const send = sendNotice({
    notices,
    notifier:
      overrides.notifier ?? createSmtpNotifier({ from, server: await openSmtpServer(smtp) }),
    clock,
    events: createNoticeEvents(log, registry),
    links,
  });
  await startSideWorker(
    {
      ...{ database, log, stops },
      randomness: overrides.randomness ?? systemRandomness,
      leaseMs: overrides.leaseMs ?? leaseMs,
    },
    {
      handlers: [
        noticeHandler(send),
        untakenHandler(notices),
        remindDepartmentHandler(notices, clock, timeZone),
      ],
      sweepMs: overrides.workSweepMs ?? workSweepMs,
      atOnce: noticesAtOnce,
    },
  );
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
  const deps = { clock, randomness };
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
  const tellDeps = { clock, randomness, minuteMs: config.minuteMs, steps };
  const deliveries = createDeliveries(database, { ...tellDeps, bell });
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
    replies: createPartnerReplies(database, tellDeps),
    sendings: createSdkSendings(database, tellDeps),
    messageService:
      overrides.messageService ??
      (config.messageService &&
        createMessageService(await openMessageServiceAccess(config.messageService, deps))),
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
