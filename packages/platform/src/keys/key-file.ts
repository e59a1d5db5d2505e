import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { KuvertError } from '@kuvert/shared/errors';
import { asId } from '@kuvert/shared/ids';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { Identity, Recipient } from '@kuvert/shared/ports/vault';
import { createDurableFile, replaceDurableFile } from '../system/durable-file.ts';
import { errnoOf } from '../system/errno.ts';
import { encrypterFor, newHybridIdentity, recipientOf } from '../vault/hybrid.ts';
import type { IdentityPair } from '../vault/hybrid.ts';
import { createKeyProvider } from './provider.ts';
import { readSecretBytes } from './secret-file.ts';
import type { SecretFileOptions } from './secret-file.ts';

/**
 * Whence the passphrase came: a generated one of at least 128 random bits needs no slow derivation,
 * one that a person made up does. The base-2 logarithm of scrypt's work factor.
 */
const workFactors = { generated: 15, human: 18 } as const;

/** 128 bits in base64url, hex or longer alphabets have at least so many characters. */
const generatedLength = 22;

/** Where the public half lies: beside the key file, readable by what creates departments. */
export const publicHalfPath = (path: string): string => join(dirname(path), 'master.pub');

/**
 * Makes a new key: a hybrid age identity in an age file under `passphrase`, mode 0600.
 * @throws KuvertError `key-exists` when there is a file already: a key is never overwritten;
 * `configuration-wrong` when a passphrase called generated is too short to be one.
 */
export const createIdentityFile = async (
  path: string,
  passphrase: string,
  made: keyof typeof workFactors,
): Promise<Recipient> => {
  if (passphrase === '' || (made === 'generated' && passphrase.length < generatedLength)) {
    throw new KuvertError('configuration-wrong', 'The passphrase of the key file is too short.');
  }
  const { identity, recipient } = await newHybridIdentity();
  const bytes = await encryptWithPassphrase(identity, passphrase, workFactors[made]);
  try {
    await createDurableFile({ path, bytes, mode: 0o600 });
  } catch (cause) {
    throw errnoOf(cause) === 'EEXIST'
      ? new KuvertError('key-exists', `There is a key file at ${path} already.`, { cause })
      : new KuvertError('configuration-wrong', `The key file ${path} can't be made.`, { cause });
  }
  return recipient;
};

/** Makes a new master key, as {@link createIdentityFile} does, and its public half beside it. */
export const createKeyFile = async (
  path: string,
  passphrase: string,
  made: keyof typeof workFactors,
): Promise<Recipient> => {
  const recipient = await createIdentityFile(path, passphrase, made);
  await writePublicHalf(path, recipient);
  return recipient;
};

/**
 * Opens a key that stands for itself.
 * @throws KuvertError `key-missing`, `passphrase-wrong`; `configuration-wrong` when others may read the file.
 */
export const openIdentityFile = async (
  path: string,
  passphrase: string,
  options: SecretFileOptions = {},
): Promise<IdentityPair> => {
  const identity = await decryptWithPassphrase(await readSecretBytes(path, options), passphrase);
  return { identity, recipient: await recipientOf(identity) };
};

/**
 * Opens the master key. Puts the public half in its place when a crash kept it from being written.
 * @throws KuvertError `key-missing`, `passphrase-wrong`; `configuration-wrong` when others may read the file,
 * or when the public half beside it belongs to another key: departments would be locked to a stranger.
 */
export const openKeyFile = async (
  path: string,
  passphrase: string,
  options: SecretFileOptions = {},
): Promise<KeyProvider> => {
  const { identity, recipient } = await openIdentityFile(path, passphrase, options);
  const beside = await readRecipient(publicHalfPath(path));
  if (beside === undefined) await writePublicHalf(path, recipient);
  else if (beside !== recipient) {
    throw new KuvertError(
      'configuration-wrong',
      `The public half ${publicHalfPath(path)} does not belong to the key file ${path}.`,
    );
  }
  return createKeyProvider({ identity, recipient });
};

/**
 * Reads a public half (or any file with one recipient on its first line).
 * @throws KuvertError `key-missing`, `recipient-not-hybrid`
 */
export const readPublicHalf = async (path: string): Promise<Recipient> => {
  const recipient = await readRecipient(path);
  if (recipient === undefined) throw new KuvertError('key-missing', `There is no file ${path}.`);
  encrypterFor([recipient]);
  return recipient;
};

const readRecipient = async (path: string): Promise<Recipient | undefined> => {
  try {
    return asId<'recipient'>((await readFile(path, 'utf8')).trim());
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return undefined;
    throw new KuvertError('configuration-wrong', `The file ${path} can't be read.`, { cause });
  }
};

const writePublicHalf = (keyFile: string, recipient: Recipient): Promise<void> =>
  replaceDurableFile({ path: publicHalfPath(keyFile), bytes: `${recipient}\n`, mode: 0o644 });

const encryptWithPassphrase = (
  identity: Identity,
  passphrase: string,
  workFactor: number,
): Promise<Uint8Array> => {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(workFactor);
  return encrypter.encrypt(`${identity}\n`);
};

const decryptWithPassphrase = async (bytes: Uint8Array, passphrase: string): Promise<Identity> => {
  try {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    return asId<'identity'>((await decrypter.decrypt(bytes, 'text')).trim());
  } catch (cause) {
    throw new KuvertError('passphrase-wrong', 'The key file does not open with its passphrase.', {
      cause,
    });
  }
};
