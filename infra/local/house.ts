import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { stopAll } from '@kuvert/platform/lifecycle/lifecycle';
import { openDatabase } from '@kuvert/platform/postgres/database';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@kuvert/platform/postgres/embedded';
import { migrate, serviceRoles, type ServiceName } from '@kuvert/platform/postgres/migrate';
import { replaceDurableFile } from '@kuvert/platform/system/durable-file';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { systemClock } from '@kuvert/shared/clock';
import { startCarrier, type SimulatedCarrier } from '@kuvert/simulators/carrier';
import { startOidc } from '@kuvert/simulators/oidc';

import { registerOutboundKey } from '../cli/actions/outbound-key.ts';
import type { DataFolder } from './data-folder.ts';
import { makeDataFolder } from './data-folder.ts';
import { demonstrationPeople, seedDemonstration } from './demonstration.ts';
import { startFaxCounter } from './fax-counter.ts';
import { lockFolder } from './folder-lock.ts';
import type { HouseFile } from './house-file.ts';
import { openDemonstrationKeys, type DemonstrationKeys } from './keys.ts';
import type { Ports } from './ports.ts';
import type { Progress } from './progress.ts';
import { openSecrets, type Secrets } from './secrets.ts';
import { demonstrationEnvironments } from './service-environments.ts';
import { superviseService, type SupervisedService } from './supervised-service.ts';
import { buildWeb } from './web-build.ts';

export interface HouseOptions {
  readonly checkout: string;
  readonly folder: DataFolder;
  readonly ports: Ports;
  readonly progress: Progress;
  /** False for throw-away houses: data needn't survive a power cut. */
  readonly durable: boolean;
  /** Variables on top of the demonstration's own, a service. */
  readonly extra?: Partial<Record<ServiceName, Readonly<Record<string, string>>>>;
  /** Told when a service went down by itself, and when it can't be kept up. */
  readonly onTrouble: (line: string) => void;
}

/** The whole house on one machine, as a demonstration: real services, a simulated carrier and provider. */
export interface House {
  readonly mailboxOrigin: string;
  readonly ingestOrigin: string;
  readonly issuer: string;
  readonly ownerUrl: string;
  readonly carrier: SimulatedCarrier;
  readonly keys: DemonstrationKeys;
  readonly secrets: Secrets;
  readonly services: Readonly<Record<ServiceName, SupervisedService>>;
  /** True when its data were made by this start. */
  readonly isNew: boolean;
  stop(): Promise<void>;
}

/** The simulated carrier's: slow enough to be watched. */
const callPaceMs = 1_500;

/** @throws KuvertError `configuration-wrong` when the folder is in use or a part is missing */
export const startHouse = async (options: HouseOptions): Promise<House> => {
  const { checkout, folder, ports, progress } = options;
  await makeDataFolder(folder);
  const lock = await lockFolder(folder.path);
  const stops = [lock.release];
  try {
    await progress.step('user interface', () => buildWeb(checkout));
    const secrets = await openSecrets(folder.secrets, systemRandomness);
    const keys = await progress.step('keys', () =>
      openDemonstrationKeys(
        folder.keys,
        secrets.text('master-passphrase'),
        secrets.text('outbound-passphrase'),
      ),
    );
    const postgres = await progress.step('database', () => startDatabase(options, secrets));
    stops.push(postgres.stop);
    const provider = await progress.step('demonstration identity provider', () =>
      startOidc({
        port: ports.provider,
        people: demonstrationPeople.map(({ subject, name, departments }) => ({
          subject,
          name,
          about: departments.join(', '),
        })),
        clientId: 'kuvert-mailbox',
        clientSecret: secrets.text('provider-secret'),
        redirectUris: [`http://localhost:${ports.mailbox}/login/callback`],
      }),
    );
    stops.push(provider.stop);
    const isNew = await progress.step('departments and people', () =>
      seed(postgres.url, keys, provider.issuer),
    );
    const carrier = await progress.step('simulated carrier', () =>
      startCarrier({
        port: ports.carrier,
        accountSid: secrets.text('carrier-account'),
        signingKey: secrets.text('carrier-signing-key'),
        token: secrets.text('carrier-token'),
        paceMs: callPaceMs,
      }),
    );
    stops.push(carrier.stop);
    const services = await startServices(options, { secrets, keys, postgres, provider, carrier });
    stops.push(() => stopServices(services));
    const ingestOrigin = `http://127.0.0.1:${ports.ingest}`;
    const counter = await startFaxCounter(carrier, ingestOrigin, systemRandomness);
    stops.push(counter.stop);
    const house: HouseFile = {
      pid: process.pid,
      ownerUrl: postgres.url,
      mailboxOrigin: `http://localhost:${ports.mailbox}`,
      ingestOrigin,
      faxOrigin: counter.origin,
      faxToken: counter.token,
    };
    await replaceDurableFile({ path: folder.houseFile, bytes: JSON.stringify(house), mode: 0o600 });
    stops.push(() => rm(folder.houseFile, { force: true }));
    return {
      ...house,
      issuer: provider.issuer,
      carrier,
      keys,
      secrets,
      services,
      isNew,
      stop: () => stopAll(stops),
    };
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
};

const startDatabase = async (
  { checkout, durable, folder }: HouseOptions,
  secrets: Secrets,
): Promise<EmbeddedPostgres> => {
  const postgres = await startEmbeddedPostgres({
    dataFolder: folder.postgres,
    binariesFolder: folder.programs,
    logFile: await freshLog(join(folder.logs, 'postgres.log')),
    password: secrets.text('database-owner'),
    durable,
  });
  try {
    await migrate(postgres.url, join(checkout, 'infra/migrations'), {
      ingest: secrets.text('database-ingest'),
      mailbox: secrets.text('database-mailbox'),
      outbound: secrets.text('database-outbound'),
    });
    return postgres;
  } catch (error) {
    await postgres.stop();
    throw error;
  }
};

const seed = async (
  ownerUrl: string,
  keys: DemonstrationKeys,
  issuer: string,
): Promise<boolean> => {
  const database = openDatabase({ url: ownerUrl, max: 1, onError: () => undefined });
  try {
    const deps = { database, clock: systemClock, randomness: systemRandomness };
    await registerOutboundKey(deps)({ recipient: keys.outboundRecipient });
    return await seedDemonstration({ ...deps, keyWrapper: keys.keyWrapper }, issuer);
  } finally {
    await database.close();
  }
};

interface Neighbours {
  readonly secrets: Secrets;
  readonly keys: DemonstrationKeys;
  readonly postgres: EmbeddedPostgres;
  readonly provider: { readonly issuer: string };
  readonly carrier: SimulatedCarrier;
}

const startServices = async (
  options: HouseOptions,
  { secrets, keys, postgres, provider, carrier }: Neighbours,
): Promise<Record<ServiceName, SupervisedService>> => {
  const { folder, ports, progress } = options;
  const environments = demonstrationEnvironments({
    folder,
    ports,
    secrets,
    keys,
    issuer: provider.issuer,
    carrierOrigin: carrier.origin,
    databaseUrl: postgres.url,
  });
  const start = async (name: ServiceName): Promise<SupervisedService> =>
    superviseService(
      {
        name,
        environment: { ...environments[name], ...options.extra?.[name] },
        logFile: await freshLog(join(folder.logs, `${name}.log`)),
        compiled: false,
      },
      options.onTrouble,
    );
  const started = await progress.step('ingest, mailbox, outbound', () =>
    Promise.allSettled((Object.keys(serviceRoles) as ServiceName[]).map(start)),
  );
  const failure = started.find((result) => result.status === 'rejected');
  const [ingest, mailbox, outbound] = started.map((result) =>
    result.status === 'fulfilled' ? result.value : undefined,
  );
  if (ingest && mailbox && outbound) return { ingest, mailbox, outbound };
  await Promise.all([ingest, mailbox, outbound].map(async (service) => service?.stop()));
  throw failure?.reason;
};

const stopServices = async (services: Record<ServiceName, SupervisedService>): Promise<void> => {
  await Promise.all(Object.values(services).map((service) => service.stop()));
};

const maxLogBytes = 10 * 1024 * 1024;

/** Puts a log that grew large aside, one generation back. */
const freshLog = async (path: string): Promise<string> => {
  const found = await stat(path).catch(() => undefined);
  if (found && found.size > maxLogBytes) await rename(path, `${path}.1`);
  return path;
};
