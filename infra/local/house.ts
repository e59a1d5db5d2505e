import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { stopAll } from '@kuvert/platform/lifecycle/lifecycle';
import { openDatabase } from '@kuvert/platform/postgres/database';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@kuvert/platform/postgres/embedded';
import { migrate, serviceRoles, type ServiceName } from '@kuvert/platform/postgres/migrate';
import { replaceDurableFile } from '@kuvert/platform/system/durable-file';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { systemClock } from '@kuvert/shared/clock';
import { startCardOffice } from '@kuvert/simulators/cards/office';
import { startCarrier, type SimulatedCarrier } from '@kuvert/simulators/carrier';
import { startMailPage } from '@kuvert/simulators/mail-page';
import { startMailServer } from '@kuvert/simulators/mail-server';
import type { SimulatedMessageService } from '@kuvert/simulators/message-service';
import { startMessageServiceControl } from '@kuvert/simulators/message-service/control';
import { startOidc } from '@kuvert/simulators/oidc';

import { registerOutboundKey } from '../cli/actions/outbound-key.ts';
import { openDemonstrationCards, type DemonstrationCards } from './cards.ts';
import type { DataFolder } from './data-folder.ts';
import { makeDataFolder } from './data-folder.ts';
import {
  demonstrationAcr,
  demonstrationPeople,
  demonstrationRoom,
  seedApiClient,
  seedDemonstration,
  seedHospital,
  seedPartner,
  seedRoom,
} from './demonstration.ts';
import { startFaxCounter } from './fax-counter.ts';
import { startHospital } from './hospital.ts';
import { lockFolder } from './folder-lock.ts';
import type { HouseFile, PartnerFile } from './house-file.ts';
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
  /** Of the partners' room. */
  readonly roomOrigin: string;
  readonly ingestOrigin: string;
  readonly issuer: string;
  readonly ownerUrl: string;
  readonly carrier: SimulatedCarrier;
  /** SDK's, with the hospital behind it. */
  readonly messageService: SimulatedMessageService;
  readonly keys: DemonstrationKeys;
  readonly secrets: Secrets;
  readonly services: Readonly<Record<ServiceName, SupervisedService>>;
  /** True when its data were made by this start. */
  readonly isNew: boolean;
  /** Where the notices that the simulated mail server got are shown. */
  readonly mailOrigin: string;
  /** Where the smart cards of its people lie, and the page that has them. */
  readonly cards: { readonly folder: string; readonly origin: string };
  /** Of the business system that the API can be tried as. */
  readonly apiClientId: string;
  readonly partner: PartnerFile;
  stop(): Promise<void>;
}

/** The simulated carrier's: slow enough to be watched. */
const callPaceMs = 1_500;
/** Notices that the simulated mail server shows. */
const keptMails = 100;

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
        people: [
          ...demonstrationPeople.map(({ subject, name, hsaId, departments }) => ({
            ...{ subject, name, claims: { employeeHsaId: hsaId } },
            about: departments.join(', '),
          })),
          {
            ...demonstrationRoom.person,
            claims: { employeeHsaId: demonstrationRoom.person.hsaId },
            about: demonstrationRoom.name,
          },
        ],
        clientId: 'kuvert-mailbox',
        clientSecret: secrets.text('provider-secret'),
        acr: demonstrationAcr,
        redirectUris: [ports.mailbox, ports.room].map(
          (port) => `http://localhost:${port}/login/callback`,
        ),
      }),
    );
    stops.push(provider.stop);
    const cards = await progress.step('smart cards', () =>
      openDemonstrationCards(folder.keys, `http://127.0.0.1:${ports.cardOffice}`, systemClock),
    );
    const mailboxOrigin = `http://localhost:${ports.mailbox}`;
    const cardOffice = await startCardOffice({
      ...{ authority: cards.authority, port: ports.cardOffice },
      loginUrl: `${mailboxOrigin}/login`,
    });
    stops.push(cardOffice.stop);
    const { isNew, apiClientId, partnerId } = await progress.step('departments and people', () =>
      seed(postgres.url, keys, provider.issuer, secrets.text('api-client-secret')),
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
    const mail = await startMailServer({ port: ports.mail, keep: keptMails });
    stops.push(mail.stop);
    const mailPage = await startMailPage(mail, ports.mailPage);
    stops.push(mailPage.stop);
    const messageService = await startHospital(keys.sdkPublicKey, ports.messageService);
    stops.push(messageService.stop);
    const controlToken = systemRandomness.token(32);
    const control = await startMessageServiceControl(messageService, controlToken);
    stops.push(control.stop);
    const neighbours = { secrets, keys, cards, postgres, provider, carrier, mail, messageService };
    const services = await startServices(options, neighbours);
    stops.push(() => stopServices(services));
    const ingestOrigin = `http://127.0.0.1:${ports.ingest}`;
    const counter = await startFaxCounter(carrier, ingestOrigin, systemRandomness);
    stops.push(counter.stop);
    const house: HouseFile = {
      pid: process.pid,
      ownerUrl: postgres.url,
      mailboxOrigin,
      ingestOrigin,
      faxOrigin: counter.origin,
      faxToken: counter.token,
      partner: {
        clientId: partnerId,
        keyFile: keys.partnerKeyFile,
        fetchOrigin: `http://127.0.0.1:${ports.outbound}`,
      },
      sdk: { origin: control.origin, token: controlToken },
    };
    await replaceDurableFile({ path: folder.houseFile, bytes: JSON.stringify(house), mode: 0o600 });
    stops.push(() => rm(folder.houseFile, { force: true }));
    return {
      ...house,
      roomOrigin: `http://localhost:${ports.room}`,
      issuer: provider.issuer,
      carrier,
      messageService,
      keys,
      secrets,
      services,
      isNew,
      mailOrigin: mailPage.origin,
      cards: { folder: cards.folder, origin: cardOffice.origin },
      apiClientId,
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
  apiSecret: string,
): Promise<Pick<House, 'isNew' | 'apiClientId'> & { readonly partnerId: string }> => {
  const database = openDatabase({ url: ownerUrl, max: 1, onError: () => undefined });
  try {
    const deps = { database, clock: systemClock, randomness: systemRandomness };
    await registerOutboundKey(deps)({ recipient: keys.outboundRecipient });
    const seeding = { ...deps, keyWrapper: keys.keyWrapper };
    const isNew = await seedDemonstration(seeding, issuer);
    const apiClientId = await seedApiClient(seeding, apiSecret);
    const partnerId = await seedPartner(seeding, keys.partnerPublicKey);
    await seedHospital(seeding);
    await seedRoom(seeding, issuer);
    return { isNew, apiClientId, partnerId };
  } finally {
    await database.close();
  }
};

interface Neighbours {
  readonly secrets: Secrets;
  readonly keys: DemonstrationKeys;
  readonly cards: DemonstrationCards;
  readonly postgres: EmbeddedPostgres;
  readonly provider: { readonly issuer: string };
  readonly carrier: SimulatedCarrier;
  readonly mail: { readonly port: number };
  readonly messageService: Pick<SimulatedMessageService, 'baseUrl' | 'tokenUrl'>;
}

const startServices = async (
  options: HouseOptions,
  { secrets, keys, cards, postgres, provider, carrier, mail, messageService }: Neighbours,
): Promise<Record<ServiceName, SupervisedService>> => {
  const { folder, ports, progress } = options;
  const environments = demonstrationEnvironments({
    folder,
    ports,
    secrets,
    keys,
    cards,
    issuer: provider.issuer,
    carrierOrigin: carrier.origin,
    mailPort: mail.port,
    messageService,
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
