import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { addDepartment, addMessage } from '@kuvert/mailbox/test-support/fill';
import { makeWebFolder } from '@kuvert/mailbox/test-support/web-folder';
import type { ReadingStep } from '@kuvert/mailbox/use-cases/read-by-machine';
import { createKeyFile, openKeyFile } from '@kuvert/platform/keys/key-file';
import { createFolderStore } from '@kuvert/platform/objects/folder';
import { freePort } from '@kuvert/platform/postgres/free-port';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { startCrashing, type CrashingProcess } from './crashing-process.ts';

/** The mailbox with one fax that waits to be read by machine. */
export interface MailboxSite {
  readonly database: TestDatabase;
  readonly objects: ObjectStore;
  readonly messageId: string;
  /** Starts the mailbox; with `killAt`, it dies when it comes to that step. */
  start(killAt?: ReadingStep): Promise<CrashingProcess>;
  remove(): Promise<void>;
}

export const prepareMailboxSite = async (): Promise<MailboxSite> => {
  const folder = await mkdtemp(join(tmpdir(), 'kuvert-faults-'));
  const database = await createTestDatabase();
  const objects = await createFolderStore(join(folder, 'objects'));
  const passphrase = randomBytes(32).toString('hex');
  const secret = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  };
  const keyFile = join(folder, 'master.age');
  await createKeyFile(keyFile, passphrase, 'generated');
  const keys = await openKeyFile(keyFile, passphrase);
  const department = await addDepartment(database, keys, 'Social services', '+46846500410');
  const content = { original: Buffer.from('II*\0 a fax'), pdf: Buffer.from('%PDF-1.7'), pages: 1 };
  const { id: messageId } = await addMessage(database, objects, department, content);
  await database.sql(
    `insert into work (id, service, kind, subject, due_at, created_at)
     values ($1, 'mailbox', 'recognise', $2, now(), now())`,
    [randomUUID(), messageId],
  );
  const port = await freePort();
  const environment = {
    KUVERT_MODE: 'demonstration',
    DATABASE_URL: database.urlOf('mailbox'),
    KUVERT_OBJECTS_DIR: join(folder, 'objects'),
    KUVERT_MAILBOX_PORT: String(port),
    KUVERT_MAILBOX_OPERATIONS_PORT: '0',
    KUVERT_MAILBOX_ORIGIN: `http://localhost:${port}`,
    KUVERT_OIDC_ISSUER: 'http://127.0.0.1:9',
    KUVERT_OIDC_CLIENT_ID: 'kuvert-mailbox',
    KUVERT_OIDC_CLIENT_SECRET_FILE: await secret('client-secret', 'secret'),
    KUVERT_KEY_FILE: keyFile,
    KUVERT_KEY_PASSPHRASE_FILE: await secret('passphrase', passphrase),
    KUVERT_RECOVERY_RECIPIENT: (await newHybridIdentity()).recipient,
    KUVERT_WEB_DIR: await makeWebFolder(join(folder, 'web')),
  };
  return {
    database,
    objects,
    messageId,
    start: (killAt) =>
      startCrashing('crashing-mailbox.ts', {
        ...environment,
        ...(killAt ? { KILL_AT: killAt } : {}),
      }),
    remove: async () => {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
