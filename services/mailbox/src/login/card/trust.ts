import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { CardRules, CardTrust, Loa } from '@kuvert/identity/certificate/check-certificate';
import { certificatePemsOf, certificatesOf } from '@kuvert/identity/certificate/read-file';
import { readSecretFile } from '@kuvert/platform/keys/secret-file';
import { errnoOf } from '@kuvert/platform/system/errno';
import { KuvertError } from '@kuvert/shared/errors';

import type { CardConfig } from './card-config.ts';

/** What the configuration's files hold. */
export interface CardFiles {
  readonly trust: Pick<CardTrust, 'anchors' | 'intermediates'>;
  readonly rules: CardRules;
  /** Whose certificates the TLS layer takes, in PEM: of cards, or of the proxy that passes them on. */
  readonly ca: readonly string[];
  /** Of the listener itself, in PEM, the CAs above it behind it. */
  readonly certificate: string;
  readonly key: string;
  readonly goodUntil: Date;
}

/** Below it nobody logs in by card, whichever policies are named. */
const leastLoa = 3;

/** @throws KuvertError `configuration-wrong`, `key-missing` */
export const readCardFiles = async (config: CardConfig): Promise<CardFiles> => {
  const [roots, cas] = [await readPem(config.rootsFile), await readPem(config.casFile)];
  const certificate = await readPem(config.certificateFile);
  const policies = [...config.policies].map(
    // LoA1 to LoA4
    ([policy, level]) => [policy, Number(level.slice(3)) as Loa] as const,
  );
  return {
    trust: { anchors: certificatesOf(roots), intermediates: certificatesOf(cas) },
    rules: { issuers: new Set(config.issuers), policies: new Map(policies), leastLoa },
    ca: config.proxy
      ? certificatePemsOf(await readPem(config.proxy.caFile))
      : [roots, cas].flatMap(certificatePemsOf),
    certificate: certificate.toString('utf8'),
    key: await readSecretFile(config.keyFile),
    goodUntil: new Date(new X509Certificate(certificate).validTo),
  };
};

const readPem = async (path: string): Promise<Buffer> => {
  const file = await readFile(path).catch((cause: unknown) => {
    throw errnoOf(cause) === 'ENOENT'
      ? new KuvertError('key-missing', `There is no file ${path}.`, { cause })
      : new KuvertError('configuration-wrong', `The file ${path} can't be read.`, { cause });
  });
  if (certificatesOf(file).length > 0) return file;
  throw new KuvertError('configuration-wrong', `The file ${path} holds no certificate.`);
};
