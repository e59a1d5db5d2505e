import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { certificatePemsOf } from '@kuvert/identity/certificate/read-file';
import { readSecretFile } from '@kuvert/platform/keys/secret-file';
import { errnoOf } from '@kuvert/platform/system/errno';
import { KuvertError } from '@kuvert/shared/errors';

import type { SamlConfig } from './saml-config.ts';

/** What the configuration's files hold. */
export interface SamlFiles {
  /** Signs our requests and opens what is encrypted for us, in PEM. */
  readonly key: string;
  /** Of the key, in PEM. */
  readonly certificate: string;
  readonly goodUntil: Date;
  /** The key, and the one before it. */
  readonly decryptionKeys: readonly string[];
  /** Who signs the identity provider's metadata, in PEM. */
  readonly metadataSignedBy: readonly string[];
}

/** @throws KuvertError `configuration-wrong`, `key-missing` */
export const readSamlFiles = async (config: SamlConfig): Promise<SamlFiles> => {
  const key = await readKey(config.keyFile);
  const [certificate = ''] = await readCertificates(config.certificateFile);
  const read = new X509Certificate(certificate);
  if (!read.checkPrivateKey(createPrivateKey(key)))
    throw wrong(`${config.certificateFile} is not the certificate of the key ${config.keyFile}.`);
  const previous = config.previousKeyFile;
  const { certificateFile: signer } = config.metadata;
  return {
    ...{ key, certificate },
    goodUntil: new Date(read.validTo),
    decryptionKeys: [key, ...(previous === undefined ? [] : [await readKey(previous)])],
    metadataSignedBy: signer === undefined ? [] : await readCertificates(signer),
  };
};

const wrong = (message: string, cause?: unknown): KuvertError =>
  new KuvertError('configuration-wrong', message, { cause });

const readKey = async (file: string): Promise<string> => {
  const key = parse(await readSecretFile(file));
  const { modulusLength = 0 } = key?.asymmetricKeyDetails ?? {};
  if (key?.asymmetricKeyType !== 'rsa' || modulusLength < 2048)
    throw wrong(`The file ${file} holds no RSA key of 2048 bits or more in PEM.`);
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
};

const parse = (pem: string): KeyObject | undefined => {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined; // without a cause: it could quote the key
  }
};

const readCertificates = async (file: string): Promise<readonly string[]> => {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw errnoOf(cause) === 'ENOENT'
      ? new KuvertError('key-missing', `There is no file ${file}.`, { cause })
      : wrong(`The file ${file} can't be read.`, cause);
  });
  const pems = certificatePemsOf(bytes);
  if (pems.length === 0) throw wrong(`The file ${file} holds no certificate.`);
  return pems;
};
