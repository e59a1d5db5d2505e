import { asId } from '@kuvert/shared/ids';
import { readCheckpointPublicKey } from '@kuvert/platform/checkpoints/key-file';
import { openKeptObjects, openObjectStore } from '@kuvert/platform/config/adapters';
import { openKeyFile, publicHalfPath, readPublicHalf } from '@kuvert/platform/keys/key-file';
import { readSecretFile } from '@kuvert/platform/keys/secret-file';
import { createKeyWrapper } from '@kuvert/platform/keys/wrapper';

import {
  keyPathsOf,
  readCheckpointSource,
  readObjectStore,
  required,
  type CommandConfig,
} from './config.ts';
import type { House } from './house.ts';
import { openOwnerDatabase } from './owner-database.ts';

/** The house that the environment describes: servers of its own. */
export const openServerHouse = async (config: CommandConfig): Promise<House> => {
  const ownerUrl = required(config, 'KUVERT_OWNER_URL');
  const keyPaths = () => keyPathsOf(config);
  const password = (name: `KUVERT_${'INGEST' | 'MAILBOX' | 'OUTBOUND'}_PASSWORD_FILE`) =>
    readSecretFile(required(config, name));
  const database = await openOwnerDatabase(ownerUrl);
  return {
    ownerUrl,
    database,
    objects: async () => openObjectStore(readObjectStore(config)),
    makeObjects: async () => openObjectStore(readObjectStore(config), { createBucket: true }),
    objectsFolder: config.KUVERT_OBJECTS_DIR,
    keyPaths,
    keyWrapper: async () =>
      createKeyWrapper(await readPublicHalf(publicHalfPath(keyPaths().keyFile))),
    keyProvider: async () => {
      const { keyFile, passphraseFile } = keyPaths();
      return openKeyFile(keyFile, await readSecretFile(passphraseFile));
    },
    recoveryRecipient: async () =>
      config.KUVERT_RECOVERY_RECIPIENT === undefined
        ? undefined
        : asId<'recipient'>(config.KUVERT_RECOVERY_RECIPIENT),
    checkpoints: async () => {
      const source = readCheckpointSource(config);
      return (
        source && {
          place: await openKeptObjects(source.place),
          publicKeys: [await readCheckpointPublicKey(source.publicKeyFile)],
        }
      );
    },
    rolePasswords: async () => ({
      ingest: await password('KUVERT_INGEST_PASSWORD_FILE'),
      mailbox: await password('KUVERT_MAILBOX_PASSWORD_FILE'),
      outbound: await password('KUVERT_OUTBOUND_PASSWORD_FILE'),
    }),
    close: database.close,
  };
};
