import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import {
  addMember,
  addNumber,
  addPerson,
  createDepartment,
} from '@kuvert/infra/cli/actions/departments';
import { readConfig } from '@kuvert/ingest/config';
import { createIngest } from '@kuvert/ingest/container';
import type { Converter } from '@kuvert/ingest/use-cases/converter';
import type { StepName } from '@kuvert/ingest/use-cases/steps';
import { createKeyWrapper } from '@kuvert/platform/keys/wrapper';
import type { Running } from '@kuvert/platform/lifecycle/lifecycle';
import { silentLog } from '@kuvert/platform/logging/log';
import { openDatabase } from '@kuvert/platform/postgres/database';
import { freePort } from '@kuvert/platform/postgres/free-port';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';
import { systemClock } from '@kuvert/shared/clock';
import { startCarrier, type SimulatedCarrier } from '@kuvert/simulators/carrier';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { startCrashing, type CrashingProcess } from './crashing-process.ts';
import { haste } from './haste.ts';

export const dialled = '+46846500410';
const token = 'the-carrier-token';
const hylafaxKey = randomBytes(32).toString('hex');

/** Ingest with all that is around it, to be killed and started again on the same data. */
export interface IngestSite {
  readonly database: TestDatabase;
  readonly carrier: SimulatedCarrier;
  readonly origin: string;
  readonly hylafax: { readonly url: string; readonly keyFile: string; readonly spool: string };
  /** Starts ingest as a process; with `killAt`, it dies when it comes to that step. */
  start(killAt?: StepName, extra?: Readonly<Record<string, string>>): Promise<IngestProcess>;
  /** Starts what goes on after one that died, in this process: a start of its own takes seconds. */
  goOn(converter: Converter, extra?: Readonly<Record<string, string>>): Promise<Running>;
  remove(): Promise<void>;
}

export type IngestProcess = CrashingProcess;

/** One department with one number, a carrier, and a HylaFAX spool. */
export const prepareSite = async (): Promise<IngestSite> => {
  const folder = await mkdtemp(join(tmpdir(), 'kuvert-faults-'));
  const database = await createTestDatabase();
  await addDepartments(database.ownerUrl);
  const carrier = await startCarrier({ accountSid: 'account', signingKey: 'signing-key', token });
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const keyFile = join(folder, 'hylafax-key');
  await writeFile(keyFile, hylafaxKey, { mode: 0o600 });
  const environment = {
    KUVERT_MODE: 'demonstration',
    DATABASE_URL: database.urlOf('ingest'),
    KUVERT_OBJECTS_DIR: join(folder, 'objects'),
    KUVERT_INGEST_PORT: String(port),
    KUVERT_INGEST_OPERATIONS_PORT: '0',
    KUVERT_INGEST_ORIGIN: origin,
    KUVERT_RECOVERY_RECIPIENT: (await newHybridIdentity()).recipient,
    KUVERT_MEDIA_LOOPBACK: 'true',
    KUVERT_SWEEP_SECONDS: '1',
    KUVERT_TWILIO_ACCOUNT_SID: 'account',
    KUVERT_TWILIO_SIGNING_KEY: 'signing-key',
    KUVERT_TWILIO_REST_ORIGIN: carrier.origin,
    KUVERT_TWILIO_REST_TOKEN: token,
    KUVERT_HYLAFAX_KEY_FILE: keyFile,
  };
  return {
    database,
    carrier,
    origin,
    hylafax: { url: `${origin}/webhooks/hylafax`, keyFile, spool: join(folder, 'spool') },
    start: (killAt, extra) =>
      startCrashing('crashing-ingest.ts', {
        ...environment,
        ...extra,
        ...(killAt ? { KILL_AT: killAt } : {}),
      }),
    goOn: (converter, extra) =>
      createIngest(readConfig({ ...environment, ...extra }), silentLog, { ...haste, converter }),
    remove: async () => {
      await carrier.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const addDepartments = async (ownerUrl: string): Promise<void> => {
  const database = openDatabase({ url: ownerUrl, max: 1, onError: () => undefined });
  const keyWrapper = createKeyWrapper((await newHybridIdentity()).recipient);
  const deps = { database, keyWrapper, clock: systemClock, randomness: systemRandomness };
  const { departmentId } = await createDepartment(deps)({ name: 'Social services' });
  await addNumber(deps)({ number: dialled, departmentId });
  const unassigned = await createDepartment(deps)({ name: 'Unassigned', unassigned: true });
  const personId = await addPerson(deps)({ issuer: 'https://id', subject: 'erik', name: 'Erik' });
  await addMember(deps)({ personId, departmentId: unassigned.departmentId });
  await database.close();
};

const patienceMs = 30_000;

/** Asks until the answer is true. */
export const until = async (what: string, ask: () => Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await pause(50);
  }
};
