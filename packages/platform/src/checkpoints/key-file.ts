import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { KuvertError } from '@kuvert/shared/errors';

import { readSecretFile } from '../keys/secret-file.ts';
import { createDurableFile } from '../system/durable-file.ts';
import { errnoOf } from '../system/errno.ts';

/**
 * Makes a key that signs checkpoints: PKCS #8 in PEM at `path`, mode 0600, and its public half at `path.pub`.
 * @throws KuvertError `key-exists`, `configuration-wrong`
 */
export const createCheckpointKey = async (path: string): Promise<void> => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const secret = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const open = String(publicKey.export({ type: 'spki', format: 'pem' }));
  await create(path, secret, 0o600);
  await create(`${path}.pub`, open, 0o644);
};

const create = async (path: string, bytes: string, mode: number): Promise<void> => {
  try {
    await createDurableFile({ path, bytes, mode });
  } catch (cause) {
    throw errnoOf(cause) === 'EEXIST'
      ? new KuvertError('key-exists', `There is a file at ${path} already.`, { cause })
      : new KuvertError('configuration-wrong', `The file ${path} can't be made.`, { cause });
  }
};

/** @throws KuvertError `configuration-wrong` when it is no Ed25519 key, or others may read it */
export const readCheckpointKey = async (path: string): Promise<KeyObject> =>
  ed25519(path, createPrivateKey, await readSecretFile(path));

/** The public half, which checks. @throws KuvertError `configuration-wrong` */
export const readCheckpointPublicKey = async (path: string): Promise<KeyObject> => {
  try {
    return ed25519(path, createPublicKey, await readFile(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof KuvertError) throw cause;
    throw new KuvertError('configuration-wrong', `The file ${path} can't be read.`, { cause });
  }
};

const ed25519 = (path: string, parse: (pem: string) => KeyObject, pem: string): KeyObject => {
  const key = parsed(path, parse, pem);
  if (key.asymmetricKeyType !== 'ed25519') throw wrongKey(path);
  return key;
};

const parsed = (path: string, parse: (pem: string) => KeyObject, pem: string): KeyObject => {
  try {
    return parse(pem);
  } catch {
    throw wrongKey(path); // without a cause: it could quote the key
  }
};

const wrongKey = (path: string): KuvertError =>
  new KuvertError('configuration-wrong', `The file ${path} holds no Ed25519 key in PEM.`);
