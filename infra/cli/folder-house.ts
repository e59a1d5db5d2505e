import { join } from 'node:path';

import { createFolderStore } from '@kuvert/platform/objects/folder';
import { openKeyFile, publicHalfPath, readPublicHalf } from '@kuvert/platform/keys/key-file';
import { createKeyWrapper } from '@kuvert/platform/keys/wrapper';
import { startEmbeddedPostgres } from '@kuvert/platform/postgres/embedded';
import { codeOf } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';

import { layOutDataFolder, makeDataFolder, type DataFolder } from '../local/data-folder.ts';
import { lockFolder } from '../local/folder-lock.ts';
import { readHouseFile } from '../local/house-file.ts';
import { openSecrets } from '../local/secrets.ts';
import { CommandError } from './command-error.ts';
import type { House } from './house.ts';
import { openOwnerDatabase } from './owner-database.ts';

/** What `pnpm start` calls the files of a data folder's keys. */
export const keyFilesOf = (folder: DataFolder) => ({
  keyFile: join(folder.keys, 'master.age'),
  passphraseFile: join(folder.secrets, 'master-passphrase'),
  recovery: join(folder.keys, 'recovery.pub'),
});

/** A house of `pnpm start` by its data folder: the running one, or its database started for as long as it is open. */
export const openFolderHouse = async (path: string, randomness: Randomness): Promise<House> => {
  const folder = layOutDataFolder(path);
  const { ownerUrl, stop } = await databaseOf(folder, randomness);
  try {
    const database = await openOwnerDatabase(ownerUrl);
    return folderHouse(folder, ownerUrl, database, randomness, async () => {
      await database.close();
      await stop();
    });
  } catch (error) {
    await stop();
    throw error;
  }
};

const folderHouse = (
  folder: DataFolder,
  ownerUrl: string,
  database: House['database'],
  randomness: Randomness,
  close: () => Promise<void>,
): House => {
  const { keyFile, passphraseFile, recovery } = keyFilesOf(folder);
  const secrets = () => openSecrets(folder.secrets, randomness);
  return {
    ownerUrl,
    database,
    objects: () => createFolderStore(folder.objects),
    makeObjects: () => createFolderStore(folder.objects),
    objectsFolder: folder.objects,
    keyPaths: () => ({ keyFile, passphraseFile }),
    keyWrapper: async () => createKeyWrapper(await readPublicHalf(publicHalfPath(keyFile))),
    keyProvider: async () => openKeyFile(keyFile, (await secrets()).text('master-passphrase')),
    recoveryRecipient: () =>
      readPublicHalf(recovery).catch((error: unknown) => {
        if (codeOf(error) === 'key-missing') return undefined;
        throw error;
      }),
    rolePasswords: async () => {
      const { text } = await secrets();
      return {
        ingest: text('database-ingest'),
        mailbox: text('database-mailbox'),
        outbound: text('database-outbound'),
      };
    },
    close,
  };
};

interface OwnDatabase {
  readonly ownerUrl: string;
  readonly stop: () => Promise<void>;
}

const databaseOf = async (folder: DataFolder, randomness: Randomness): Promise<OwnDatabase> => {
  const running = await readHouseFile(folder.houseFile);
  if (running && isAlive(running.pid))
    return { ownerUrl: running.ownerUrl, stop: () => Promise.resolve() };
  return startDatabase(folder, randomness);
};

/** Starts the folder's own PostgreSQL, made when it isn't there, while no house runs on it. */
export const startDatabase = async (
  folder: DataFolder,
  randomness: Randomness,
): Promise<OwnDatabase> => {
  await makeDataFolder(folder, process.getuid?.() === 0);
  const lock = await lockFolder(folder.path).catch((cause: unknown) => {
    throw new CommandError('house-running', `Another program uses ${folder.path} now.`, { cause });
  });
  try {
    const secrets = await openSecrets(folder.secrets, randomness);
    const postgres = await startEmbeddedPostgres({
      dataFolder: folder.postgres,
      binariesFolder: folder.programs,
      logFile: join(folder.logs, 'postgres.log'),
      password: secrets.text('database-owner'),
      durable: true,
    });
    return {
      ownerUrl: postgres.url,
      stop: async () => {
        await postgres.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // somebody else's process lives too
    return codeOf(error) === 'EPERM';
  }
};
