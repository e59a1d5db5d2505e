import { availableParallelism } from 'node:os';

import { Registry } from 'prom-client';

import { createFaxEngine, type FaxEngine } from '@kuvert/fax-document/engine';
import { systemClock, type Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';
import type { Bell } from '@kuvert/shared/ports/bell';
import { mailboxWorkKinds } from '@kuvert/shared/mailbox-work';
import type { ExportPlace } from '@kuvert/shared/ports/export-place';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import { readCheckpointKey } from '@kuvert/platform/checkpoints/key-file';
import { openBell, openObjectStore } from '@kuvert/platform/config/adapters';
import { createExportPlace } from '@kuvert/platform/export/folder';
import { createSharedLimit } from '@kuvert/platform/limits/shared-limit';
import { operationsApp } from '@kuvert/platform/http/operations';
import { listenHttp } from '@kuvert/platform/http/server';
import { openKeyFile } from '@kuvert/platform/keys/key-file';
import { readLinkKey } from '@kuvert/platform/keys/link-key';
import { readSecretFile } from '@kuvert/platform/keys/secret-file';
import { stopAll, type Running } from '@kuvert/platform/lifecycle/lifecycle';
import { createLog, type Log } from '@kuvert/platform/logging/log';
import { openDatabase } from '@kuvert/platform/postgres/database';
import { listen } from '@kuvert/platform/postgres/listener';
import { roomRole } from '@kuvert/platform/postgres/migrate';
import { checkSchema, newestMigration } from '@kuvert/platform/postgres/schema-check';
import type { KnownProvider } from '@kuvert/platform/providers/provider-health';
import { watchProviders } from '@kuvert/platform/providers/watch-providers';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';
import { schedulePeriodic } from '@kuvert/platform/work/periodic';
import { startWorker } from '@kuvert/platform/work/worker';

import { assemble, type Parts } from './assemble.ts';
import { assembleCard, cardTimes, type CardTimes } from './assemble-card.ts';
import { assembleSaml, type AssembledSaml } from './assemble-saml.ts';
import { assembleRoom } from './assemble-room.ts';
import type { MailboxConfig, RoomConfig } from './config.ts';
import { createEvents } from './events.ts';
import { mailboxApp } from './http/app.ts';
import { roomApp } from './http/room/app.ts';
import { readWeb } from './http/web.ts';
import { messageChannel, parseNotice } from './live/channel.ts';
import { createLiveHub, type LiveHub } from './live/hub.ts';
import type { CardConfig } from './login/card/card-config.ts';
import { listenToCards } from './login/card/listener.ts';
import { readCardFiles } from './login/card/trust.ts';
import { readSamlFiles } from './login/saml/saml-files.ts';
import { readClientProof } from './login/client-proof.ts';
import { writeListenerDown } from './store/card-crls.ts';
import { writeServiceDown } from './store/saml.ts';
import { noteHandshake } from './use-cases/log-in-by-card.ts';
import type { PageComparer } from './use-cases/find-resends.ts';
import type { SystemSendStep } from './use-cases/send-by-system.ts';
import type { TextReader } from './use-cases/text-reader.ts';
import { addMissingKind } from './work/add-missing.ts';
import {
  auditChain,
  endCheckpoints,
  writeCheckpointKind,
  type Checkpoints,
} from './work/write-checkpoint.ts';
import { allSessions, endSessionsKind } from './work/end-sessions.ts';
import { workHandlers, type WorkStep } from './work/handlers.ts';

/** What a test puts in the place of the real thing. */
export interface MailboxOverrides {
  readonly log?: Log;
  readonly clock?: Clock;
  readonly randomness?: Randomness;
  readonly engine?: FaxEngine;
  readonly objects?: ObjectStore;
  readonly keys?: KeyProvider;
  readonly bell?: Bell;
  readonly reader?: TextReader;
  readonly comparer?: PageComparer;
  /** Called between any two steps of background work. */
  readonly steps?: (name: WorkStep) => Promise<void>;
  readonly exportPlace?: ExportPlace;
  /** Called between any two steps of what a business system sends. */
  readonly systemSteps?: (name: SystemSendStep) => Promise<void>;
  /** Between two heartbeats of a live stream. */
  readonly heartbeatMs?: number;
  readonly leaseMs?: number;
  readonly workSweepMs?: number;
  /** Between two looks at what the mailbox leans on. */
  readonly providersEveryMs?: number | undefined;
  readonly cardTimes?: CardTimes;
}

export interface Mailbox extends Running {
  /** Where it listens; browsers come by the configured origin. */
  readonly origin: string;
  readonly operationsOrigin: string;
  /** Where it listens to smart cards. */
  readonly cardOrigin: string | undefined;
}

const version = '0.1.0';
/** Beside the mailbox's own. */
const roomConnections = 5;
const heartbeatMs = 15_000;
const leaseMs = 60_000;
const workSweepMs = 2_000;
/** The largest file by a line of one megabit a second. */
const uploadMs = 240_000;
/** A fax of many pages; below what proxies wait for an answer. */
const composeMs = 55_000;

/**
 * Wires the mailbox and starts it. What began to run is stopped again when something fails.
 * @throws KuvertError `configuration-wrong`, `key-missing`, `passphrase-wrong`, `object-store-failed`
 */
export const createMailbox = async (
  config: MailboxConfig,
  overrides: MailboxOverrides = {},
): Promise<Mailbox> => {
  const stops: (() => Promise<void>)[] = [];
  try {
    return await start(config, overrides, stops);
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
};

const start = async (
  config: MailboxConfig,
  overrides: MailboxOverrides,
  stops: (() => Promise<void>)[],
): Promise<Mailbox> => {
  const log = overrides.log ?? createLog('mailbox');
  const randomness = overrides.randomness ?? systemRandomness;
  const registry = new Registry();
  const events = createEvents(log, registry);
  const connection = { url: config.databaseUrl, onError: events.databaseConnectionLost };
  const database = openDatabase(connection);
  stops.push(database.close);
  await checkSchema(database, newestMigration);

  const objects = overrides.objects ?? (await openObjectStore(config.objects));
  const engine = overrides.engine ?? createFaxEngine();
  if (!overrides.engine) stops.push(() => engine.close());
  const bell = overrides.bell ?? (await openBell(config.bell, { onError: events.bellFailed }));
  if (!overrides.bell) stops.push(bell.close);
  const hub = createLiveHub(events.streamsOpen);
  const clock = overrides.clock ?? systemClock;
  const keys = overrides.keys ?? (await openKeys(config));
  const composer = openComposer(overrides, stops);
  const shared: Omit<Parts, 'saml'> = {
    database,
    objects,
    engine,
    composer,
    events,
    hub,
    randomness,
    clock,
    keys,
    web: await readWeb(config.webFolder),
    proof: config.login && (await readClientProof(config.login.proof)),
    linkKey: await readLinkKey(config.linkKeyFile, randomness),
    endings: [],
    heartbeatMs: overrides.heartbeatMs ?? heartbeatMs,
    systemSteps: overrides.systemSteps ?? (() => Promise.resolve()),
  };
  const parts: Parts = { ...shared, saml: await startSaml(config, shared, stops) };
  const mailbox = assemble(config, parts);
  stops.push(async () => mailbox.forget());

  await schedulePeriodic(database, randomness, 'mailbox', addMissingKind, mailboxWorkKinds);
  await schedulePeriodic(database, randomness, 'mailbox', endSessionsKind, [allSessions]);
  const checkpoints = await openCheckpoints(config);
  if (checkpoints)
    await schedulePeriodic(database, randomness, 'mailbox', writeCheckpointKind, [auditChain]);
  else await endCheckpoints(database);
  const background = openBackgroundEngine(config, stops);
  const worker = await startWorker({
    service: 'mailbox',
    handlers: workHandlers(config, {
      database,
      bell,
      objects,
      keys,
      clock,
      randomness,
      events,
      reader: overrides.reader ?? background,
      comparer: overrides.comparer ?? background,
      composer,
      checkpoints,
      place: overrides.exportPlace ?? openExportPlace(config),
      steps: overrides.steps ?? (() => Promise.resolve()),
    }),
    leaseMs: overrides.leaseMs ?? leaseMs,
    sweepMs: overrides.workSweepMs ?? workSweepMs,
    database,
    bell,
    randomness,
    log,
  });
  stops.push(worker.stop);

  const { mode, origin, trustedProxies } = config;
  const listening = await listenHttp(
    mailboxApp({ ...mailbox, mode, origin, trustedProxies, version, log }),
    { host: config.host, port: config.port, requestMs: uploadMs },
  );
  stops.push(listening.stop);
  if (config.room) await startRoom(config, config.room, parts, log, stops);
  const cardOrigin =
    config.card && (await startCard(config, config.card, parts, { ...overrides, log }, stops));
  stops.push(async () => hub.endAll()); // else they would keep the listener from stopping
  const notices = listenToNotices(connection, hub);
  stops.push(notices.close);
  await notices.connected;
  const checks = {
    database: () => checkSchema(database, newestMigration),
    objects: () => objects.check(),
    bell: () => bell.check(),
  };
  const operations = await listenHttp(
    operationsApp({ service: 'mailbox', version, log, registry, checks }),
    { host: config.host, port: config.operationsPort },
  );
  stops.push(operations.stop);
  stops.push(
    watchProviders({
      ...{ service: 'mailbox', database, clock },
      watched: [
        { kind: 'database', name: 'postgresql', check: checks.database },
        { kind: 'objects', name: config.objects.kind, check: checks.objects },
        { kind: 'bell', name: config.bell.kind, check: checks.bell },
        { kind: 'keys', name: 'key-file', check: await keyCheck(keys) },
      ],
      known: knownProviders(config),
      failed: events.databaseConnectionLost,
      everyMs: overrides.providersEveryMs,
    }),
  );
  events.started({ origin: listening.origin, operations: operations.origin });
  let stopped: Promise<void> | undefined;
  return {
    origin: listening.origin,
    cardOrigin,
    operationsOrigin: operations.origin,
    stop: () => (stopped ??= stopAll(stops)),
  };
};

/** Its connections are the role `kuvert_room`'s: of the mailbox's rows none can be asked for. */
const startRoom = async (
  config: MailboxConfig,
  room: RoomConfig,
  parts: Parts,
  log: Log,
  stops: (() => Promise<void>)[],
): Promise<void> => {
  const database = openDatabase({
    url: config.databaseUrl,
    role: roomRole,
    max: roomConnections,
    onError: parts.events.databaseConnectionLost,
  });
  stops.push(database.close);
  const { routes, forget } = assembleRoom(config, room, parts, database);
  stops.push(async () => forget());
  const { mode, trustedProxies } = config;
  const app = roomApp({ mode, trustedProxies, log, web: parts.web, routes });
  const { stop } = await listenHttp(app, {
    host: config.host,
    port: room.port,
    requestMs: uploadMs,
  });
  stops.push(stop);
};

/** Configured, and good to write to before anything starts. */
const openCheckpoints = async ({ checkpoints }: MailboxConfig): Promise<Checkpoints | undefined> =>
  checkpoints && {
    place: await openObjectStore(checkpoints.place),
    key: await readCheckpointKey(checkpoints.keyFile),
  };

/** Metadata that are due are asked for anew so often. */
const metadataSweepMs = 30_000;

/** The mailbox starts while the identity provider is away. */
const startSaml = async (
  config: MailboxConfig,
  parts: Omit<Parts, 'saml'>,
  stops: (() => Promise<void>)[],
): Promise<AssembledSaml | undefined> => {
  if (!config.saml) return undefined;
  const files = await readSamlFiles(config.saml);
  await writeServiceDown(parts.database, { entityId: config.saml.entityId, ...files });
  const assembled = assembleSaml(config, config.saml, files, parts);
  const { keeper } = assembled;
  const refresh = (): void => {
    keeper.refresh().catch(parts.events.databaseConnectionLost);
  };
  refresh();
  const sweep = setInterval(refresh, metadataSweepMs);
  stops.push(async () => clearInterval(sweep));
  return assembled;
};

/** Lists that are due are asked for anew so often. */
const listSweepMs = 30_000;
/** TLS refusals that are written down a minute; what is more is counted alone. */
const auditedHandshakes = { what: 'card-handshakes', most: 30, windowMs: 60_000 } as const;

const startCard = async (
  config: MailboxConfig,
  card: CardConfig,
  parts: Parts,
  { log, cardTimes: times = cardTimes }: MailboxOverrides & { readonly log: Log },
  stops: (() => Promise<void>)[],
): Promise<string> => {
  const { database, events } = parts;
  const files = await readCardFiles(card);
  await writeListenerDown(database, { origin: card.origin, goodUntil: files.goodUntil });
  const { app, keeper } = assembleCard(config, card, files, parts, { log, times });
  const sweep = setInterval(() => void keeper.refresh(), listSweepMs);
  stops.push(async () => clearInterval(sweep));
  const share = createSharedLimit(parts, auditedHandshakes);
  const { origin, stop } = await listenToCards(app, {
    ...files,
    host: config.host,
    port: card.port,
    refused: (code) => {
      events.cardHandshakeFailed(code);
      share
        .take('all')
        .then((wait) => (wait === 0 ? noteHandshake(database, code) : undefined))
        .catch(events.databaseConnectionLost);
    },
  });
  stops.push(stop);
  return origin;
};

/** What is called when somebody logs in, or when there is something to do. */
const knownProviders = ({
  login,
  saml,
  card,
  text,
  checkpoints,
}: MailboxConfig): readonly KnownProvider[] => [
  { kind: 'openid', name: 'openid', configured: login !== undefined },
  { kind: 'saml', name: 'saml', configured: saml !== undefined },
  { kind: 'cards', name: 'cards', configured: card !== undefined },
  { kind: 'text', name: 'text', configured: text.processes !== 0 },
  { kind: 'checkpoints', name: 'checkpoints', configured: checkpoints !== undefined },
];

/** That the master key opens what it wraps. */
const keyCheck = async (keys: KeyProvider): Promise<() => Promise<unknown>> => {
  const { identity } = await newHybridIdentity();
  return async () => keys.unwrap(await keys.wrap(identity));
};

const openExportPlace = ({ exportFolder }: MailboxConfig): ExportPlace | undefined =>
  exportFolder === undefined ? undefined : createExportPlace(exportFolder);

/** After a lost connection notices may be missing, so all browsers connect again and ask anew. */
const listenToNotices = (
  connection: Parameters<typeof listen>[0],
  hub: LiveHub,
): { readonly connected: Promise<void>; readonly close: () => Promise<void> } => {
  const { promise: connected, resolve } = Promise.withResolvers<void>();
  const { close } = listen(
    connection,
    messageChannel,
    (payload) => {
      const event = parseNotice(payload);
      if (event && 'endedSession' in event) hub.endSession(event.endedSession);
      else if (event) hub.publish(event);
    },
    () => {
      hub.endAll();
      resolve();
    },
  );
  return { connected, close };
};

/** An engine of its own: pages that people wait for are never behind pages that a machine reads or compares. */
const openBackgroundEngine = (
  { text }: MailboxConfig,
  stops: (() => Promise<void>)[],
): FaxEngine | undefined => {
  if (text.processes === 0) return undefined;
  const recognisers = text.processes ?? Math.max(1, availableParallelism() - 1);
  const engine = createFaxEngine({ processes: 1, recognisers });
  stops.push(() => engine.close());
  return engine;
};

const openComposer = (
  { engine }: MailboxOverrides,
  stops: (() => Promise<void>)[],
): Pick<FaxEngine, 'toFax' | 'toPdf' | 'record'> => {
  if (engine) return engine;
  const composer = createFaxEngine({ processes: 1, timeoutMs: composeMs });
  stops.push(() => composer.close());
  return composer;
};

const openKeys = async ({ keys }: MailboxConfig): Promise<KeyProvider> =>
  openKeyFile(keys.file, await readSecretFile(keys.passphraseFile));
