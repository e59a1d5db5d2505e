import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

import { silentLog } from '@kuvert/platform/logging/log';
import { freePort } from '@kuvert/platform/postgres/free-port';
import { newHybridIdentity, type IdentityPair } from '@kuvert/platform/vault/hybrid';
import { startCarrier, type SendOptions, type SimulatedCarrier } from '@kuvert/simulators/carrier';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import type { IngestConfig } from '../config.ts';
import { createIngest, type Ingest, type IngestOverrides } from '../container.ts';

export const numbers = { social: '+46846500410', unknown: '+46846500499' } as const;
export const from = '+46317001234';

const account = {
  accountSid: 'account-1',
  signingKey: 'signing-key',
  token: 'rest-token',
} as const;
export const hylafaxKey = 'a key of thirty-two characters or more';

/** A database with departments and keys, a carrier and a folder for objects: all that ingest needs. */
export interface House {
  readonly database: TestDatabase;
  readonly carrier: SimulatedCarrier;
  readonly config: IngestConfig;
  readonly to: SendOptions;
  readonly objectsFolder: string;
  readonly departments: { readonly social: string; readonly unassigned: string };
  readonly social: IdentityPair;
  readonly recovery: IdentityPair;
  /** Starts ingest; stopped with the house. */
  ingest(overrides?: IngestOverrides, config?: Partial<IngestConfig>): Promise<Ingest>;
  close(): Promise<void>;
}

export const openHouse = async (): Promise<House> => {
  const database = await createTestDatabase();
  const carrier = await startCarrier(account);
  const objectsFolder = await mkdtemp(join(tmpdir(), 'kuvert-ingest-'));
  const [social, unassigned, recovery] = await Promise.all([
    newHybridIdentity(),
    newHybridIdentity(),
    newHybridIdentity(),
  ]);
  const departments = {
    social: await addDepartment(database, 'Social', social, false),
    unassigned: await addDepartment(database, 'Unassigned', unassigned, true),
  };
  await addHandler(database, departments.unassigned);
  await database.sql('insert into fax_number values ($1, $2)', [
    numbers.social,
    departments.social,
  ]);
  const port = await freePort();
  const config = configOf(database, carrier, recovery, objectsFolder, port);
  const running: Ingest[] = [];
  return {
    database,
    carrier,
    config,
    to: { publicOrigin: config.origin },
    objectsFolder,
    departments,
    social,
    recovery,
    ingest: async (overrides = {}, changes = {}) => {
      const ingest = await createIngest({ ...config, ...changes }, silentLog, {
        workSweepMs: 50,
        ...overrides,
      });
      running.push(ingest);
      return ingest;
    },
    close: async () => {
      for (const ingest of running) await ingest.stop();
      await carrier.stop();
      await database.drop();
      await rm(objectsFolder, { recursive: true, force: true });
    },
  };
};

/** A TIFF as a real machine received it. */
export const sample = (name: string): Promise<Buffer> =>
  readFile(new URL(`../../../../packages/fax-document/samples/${name}`, import.meta.url));

const addDepartment = async (
  { sql }: TestDatabase,
  name: string,
  { recipient }: IdentityPair,
  unassigned: boolean,
): Promise<string> => {
  const id = randomUUID();
  await sql('insert into department values ($1, $2, $3, now())', [id, name, unassigned]);
  await sql('insert into department_key values ($1, $2, $3, now())', [randomUUID(), id, recipient]);
  return id;
};

/** Without whom ingest takes nothing in. */
export const addHandler = async ({ sql }: TestDatabase, department: string): Promise<string> => {
  const id = randomUUID();
  await sql(
    `insert into person (id, issuer, subject, name, created_at) values ($1, 'https://id', $1, 'Erik', now())`,
    [id],
  );
  await sql(
    'insert into membership (person_id, department_id, created_at) values ($1, $2, now())',
    [id, department],
  );
  return id;
};

const configOf = (
  database: TestDatabase,
  carrier: SimulatedCarrier,
  recovery: IdentityPair,
  folder: string,
  port: number,
): IngestConfig => ({
  mode: 'demonstration',
  databaseUrl: database.urlOf('ingest'),
  host: '127.0.0.1',
  port,
  operationsPort: 0,
  origin: `http://127.0.0.1:${port}`,
  trustedProxies: ['loopback'],
  recovery: recovery.recipient,
  country: 'SE',
  media: { allowLoopback: true, maxBytes: 4 * 1024 * 1024, deadlineMs: 2_000 },
  sweepEveryMs: 300_000,
  messageService: undefined,
  longestQuietMs: 60_000,
  twilio: {
    carrier: 'signalwire',
    accountSid: account.accountSid,
    signingKey: { kind: 'value', text: account.signingKey },
    restOrigin: carrier.origin,
    restToken: { kind: 'value', text: account.token },
    mediaHosts: [],
  },
  telnyx: undefined,
  sinch: undefined,
  hylafax: { carrier: 'hylafax', key: { kind: 'value', text: hylafaxKey } },
  objects: { kind: 'folder', folder },
  bell: { kind: 'in-process' },
});
