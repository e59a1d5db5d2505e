import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { createFaxEngine } from '@kuvert/fax-document/engine';
import { createKeyProvider } from '@kuvert/platform/keys/provider';
import { silentLog } from '@kuvert/platform/logging/log';
import { createFolderStore } from '@kuvert/platform/objects/folder';
import { freePort } from '@kuvert/platform/postgres/free-port';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import { startOidc, type RunningOidc } from '@kuvert/simulators/oidc';
import { logIn, type LoggedIn } from '@kuvert/simulators/oidc/log-in';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { need } from '@kuvert/testkit/needs';

import type { LoginConfig, MailboxConfig } from '../config.ts';
import { parseLevels } from '../login/assurance.ts';
import { anyProvider } from '../login/presets.ts';
import { createMailbox, type Mailbox, type MailboxOverrides } from '../container.ts';
import {
  addDepartment,
  addMessage,
  addPerson,
  type FilledDepartment,
  type FilledMessage,
  type MessageChanges,
} from './fill.ts';
import {
  commissionedOnes,
  groupedOnes,
  people,
  roomPeople,
  severalOnes,
  type Subject,
} from './people.ts';
import { makeWebFolder } from './web-folder.ts';

const sample = fileURLToPath(
  new URL('../../../../packages/fax-document/samples/sp-3pages.tif', import.meta.url),
);
/** Of the mailbox at its identity provider. */
export const clientSecret = 'the-secret-of-the-tests-mailbox';

export const acrOf = {
  LoA3: 'http://id.sambi.se/loa/loa3',
  LoA4: 'http://id.sambi.se/loa/loa4',
} as const;

/** A whole mailbox: real database, folder, keys, engine and identity provider. */
export interface House {
  readonly origin: string;
  /** Of the partners' room. */
  readonly roomOrigin: string;
  readonly keys: KeyProvider;
  readonly operationsOrigin: string;
  readonly issuer: string;
  readonly config: MailboxConfig;
  readonly database: TestDatabase;
  readonly objects: ObjectStore;
  readonly mailbox: Mailbox;
  readonly oidc: RunningOidc;
  /** Anna and Bo are members of `care`, Cecilia of `school`, Nils of none. */
  readonly care: FilledDepartment;
  readonly school: FilledDepartment;
  readonly personIds: Readonly<Record<Subject, string>>;
  /** Three pages as they came and as a PDF. */
  readonly original: Uint8Array;
  readonly pdf: Uint8Array;
  receive(department: FilledDepartment, changes?: MessageChanges): Promise<FilledMessage>;
  logIn(subject: Subject): Promise<LoggedIn>;
  stop(): Promise<void>;
}

/** People log in by OpenID Connect. */
export type OidcConfig = MailboxConfig & { readonly login: LoginConfig };

/** `configure` has the last word on the configuration; its folder is gone at the end. */
export const startHouse = async (
  overrides: MailboxOverrides = {},
  configure: (config: OidcConfig, folder: string) => Promise<MailboxConfig> | MailboxConfig = (
    config,
  ) => config,
): Promise<House> => {
  const folder = await mkdtemp(join(tmpdir(), 'kuvert-mailbox-'));
  const database = await createTestDatabase();
  const objects = overrides.objects ?? (await createFolderStore(join(folder, 'objects')));
  const keys = createKeyProvider(await newHybridIdentity());
  const [port, roomPort] = [await freePort(), await freePort()];
  const origin = `http://localhost:${port}`;
  const roomOrigin = `http://localhost:${roomPort}`;
  const oidc = await startOidc({
    people: [...people, ...roomPeople, severalOnes, ...groupedOnes, ...commissionedOnes],
    clientId: 'kuvert-mailbox',
    clientSecret,
    // the second one is for who asks for it
    acr: [acrOf.LoA3, acrOf.LoA4],
    redirectUris: [`${origin}/login/callback`, `${roomOrigin}/login/callback`],
  });
  const usual = await configOf(folder, database, { port, roomPort }, oidc.issuer);
  // Machines read and compare documents where that is tested: else it takes longer than the tests.
  const processes = overrides.reader || overrides.comparer ? 1 : 0;
  const config = await configure({ ...usual, text: { ...usual.text, processes } }, folder);
  const engine = createFaxEngine({ processes: 1 });
  const mailbox = await createMailbox(config, {
    log: silentLog,
    keys,
    engine,
    // once: tests count what the service does
    providersEveryMs: 24 * 60 * 60_000,
    ...overrides,
    objects,
  });
  const care = await addDepartment(database, keys, 'Hemsjukvården', '+46225111111');
  const school = await addDepartment(database, keys, 'Elevhälsan', '+46225333333');
  const joins = (subject: Subject, departments: readonly FilledDepartment[]): Promise<string> => {
    const person = people.find((each) => each.subject === subject) ?? people[0];
    return addPerson(database, oidc.issuer, person, departments);
  };
  const personIds = {
    anna: await joins('anna', [care]),
    bo: await joins('bo', [care]),
    cecilia: await joins('cecilia', [school]),
    nobody: await joins('nobody', []),
    frida: await joins('frida', []),
  };
  await database.sql('insert into front_desk values ($1, now())', [personIds.frida]);
  const original = await readFile(sample);
  const fax = await need('fax');
  const pdf = Buffer.from(fax.pdf, 'base64');
  return {
    origin,
    roomOrigin,
    keys,
    operationsOrigin: mailbox.operationsOrigin,
    issuer: oidc.issuer,
    config,
    database,
    objects,
    mailbox,
    oidc,
    care,
    school,
    personIds,
    original,
    pdf,
    receive: (department, changes) =>
      addMessage(database, objects, department, { pdf, original, pages: fax.pages }, changes),
    logIn: (subject) => logIn(origin, subject),
    stop: async () => {
      await mailbox.stop();
      await engine.close();
      await oidc.stop();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
};

const configOf = async (
  folder: string,
  database: TestDatabase,
  { port, roomPort }: { readonly port: number; readonly roomPort: number },
  issuer: string,
): Promise<OidcConfig> => {
  const secretFile = join(folder, 'client-secret');
  await writeFile(secretFile, clientSecret, { mode: 0o600 });
  return {
    mode: 'demonstration',
    databaseUrl: database.urlOf('mailbox'),
    host: '127.0.0.1',
    port,
    operationsPort: 0,
    origin: `http://localhost:${port}`,
    trustedProxies: ['loopback'],
    room: { port: roomPort, origin: `http://localhost:${roomPort}` },
    loginsAMinute: 10_000,
    login: {
      issuer,
      clientId: 'kuvert-mailbox',
      proof: { kind: 'secret', file: secretFile },
      acr: [acrOf.LoA3],
      levels: parseLevels('') ?? new Map(),
      unsaid: null,
      preset: anyProvider,
      idTokenSeconds: 300,
      logsOutThere: true,
      isForStaff: true,
      allowHttp: true,
    },
    card: undefined,
    saml: undefined,
    keys: { file: '', passphraseFile: '' },
    objects: { kind: 'folder', folder: join(folder, 'objects') },
    bell: { kind: 'in-process' },
    recovery: (await newHybridIdentity()).recipient,
    text: { language: 'swe', processes: 0 },
    linkKeyFile: undefined,
    session: { idleMs: 30 * 60_000, absoluteMs: 10 * 60 * 60_000 },
    webFolder: await makeWebFolder(join(folder, 'web')),
    sending: {
      organisation: 'Exempelkommun',
      countries: ['SE', 'DK'],
      undoMs: 10_000,
      deadlineMs: 4 * 60 * 60_000,
    },
    exportFolder: undefined,
    checkpoints: undefined,
    timeZone: 'Europe/Stockholm',
    country: 'SE',
  };
};
