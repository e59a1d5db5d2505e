import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { codeOf } from '@kuvert/shared/errors';
import { readSecretBytes } from '@kuvert/platform/keys/secret-file';
import { createDurableFile } from '@kuvert/platform/system/durable-file';
import { errnoOf } from '@kuvert/platform/system/errno';

import { keyNames } from './backup/archive.ts';
import type { ArchivedKeys, NewHouse } from './backup/restore.ts';
import { CommandError } from './command-error.ts';
import type { House } from './house.ts';

/** Where a backup goes: made ready when the backup was proven, then a house like any other. */
export interface RestoreTarget {
  readonly open: (keys: ArchivedKeys) => Promise<NewHouse>;
  /** The restored house, to be looked over. */
  readonly house: () => Promise<House>;
}

/** Servers of one's own: an empty database, a store for the objects, places for the key files. */
export const serverTarget = (house: () => Promise<House>): RestoreTarget => ({
  house,
  open: async () => {
    const opened = await house();
    const { keyFile, passphraseFile } = opened.keyPaths();
    return {
      ownerUrl: opened.ownerUrl,
      rolePasswords: await opened.rolePasswords(),
      objects: await opened.objects(),
      placeKeys: async (keys) => {
        await placeKey(keyFile, keys.get(keyNames.masterKey));
        await placeKey(passphraseFile, keys.get(keyNames.passphrase));
      },
    };
  },
});

/**
 * Puts a key file in its place; the very same one may be there already.
 * @throws CommandError `house-not-empty` when another one is
 */
export const placeKey = async (path: string, bytes: Uint8Array | undefined): Promise<void> => {
  if (bytes === undefined) return;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await createDurableFile({ path, bytes, mode: 0o600 });
  } catch (cause) {
    if (errnoOf(cause) !== 'EEXIST')
      throw new CommandError('file-failed', `The key file ${path} can't be written.`, { cause });
    if (!Buffer.from(bytes).equals(await readSecretBytes(path)))
      throw new CommandError('house-not-empty', `There is another key file at ${path}.`, { cause });
  }
};

export interface FolderTargetDeps {
  readonly folder: string;
  readonly house: () => Promise<House>;
}

/** A new data folder: nothing of a house may be in it. */
export const folderTarget = ({ folder, house }: FolderTargetDeps): RestoreTarget => ({
  house,
  open: async (keys) => {
    const { layOutDataFolder, makeDataFolder } = await import('../local/data-folder.ts');
    const { keyFilesOf } = await import('./folder-house.ts');
    const laidOut = layOutDataFolder(folder);
    const files = keyFilesOf(laidOut);
    await assertNoKey(files.keyFile);
    await makeDataFolder(laidOut, process.getuid?.() === 0);
    await mkdir(laidOut.secrets, { recursive: true, mode: 0o700 });
    // before the house opens: it makes up every secret that isn't there
    await placeKey(files.passphraseFile, keys.get(keyNames.passphrase));
    const opened = await house();
    return {
      ownerUrl: opened.ownerUrl,
      rolePasswords: await opened.rolePasswords(),
      objects: await opened.objects(),
      placeKeys: async () => {
        await placeKey(files.keyFile, keys.get(keyNames.masterKey));
        await placeKey(files.recovery, keys.get(keyNames.recovery));
      },
    };
  },
});

const assertNoKey = async (path: string): Promise<void> => {
  try {
    await readSecretBytes(path);
  } catch (error) {
    if (codeOf(error) === 'key-missing') return;
    throw error;
  }
  throw new CommandError(
    'house-not-empty',
    `A backup is restored onto a new data folder alone; there is a key in ${join(dirname(path))} already.`,
  );
};
