import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { readSecretFile } from '@kuvert/platform/keys/secret-file';
import { createDurableFile } from '@kuvert/platform/system/durable-file';
import { codeOf } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';

/** What a house of its own makes up at its first start and keeps: a file of mode 0600 each. */
const names = [
  'database-owner',
  'database-ingest',
  'database-mailbox',
  'database-outbound',
  'master-passphrase',
  'link-key',
  'outbound-passphrase',
  'outbound-link-key',
  'carrier-account',
  'carrier-signing-key',
  'carrier-token',
  'hylafax-key',
  'provider-secret',
  'api-client-secret',
] as const;

export type SecretName = (typeof names)[number];

export interface Secrets {
  /** The secret itself. */
  readonly text: (name: SecretName) => string;
  /** The file that holds it, for services that read it themselves. */
  readonly file: (name: SecretName) => string;
}

/** Reads the secrets in `folder`; makes those that are missing, 256 random bits each. */
export const openSecrets = async (folder: string, randomness: Randomness): Promise<Secrets> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fileOf = (name: SecretName): string => join(folder, name);
  const texts = new Map<SecretName, string>();
  for (const name of names) texts.set(name, await openSecret(fileOf(name), randomness));
  return { file: fileOf, text: (name) => texts.get(name) ?? '' };
};

const openSecret = async (file: string, randomness: Randomness): Promise<string> => {
  try {
    return await readSecretFile(file);
  } catch (error) {
    if (codeOf(error) !== 'key-missing') throw error;
    await createDurableFile({ path: file, bytes: `${randomness.token(32)}\n`, mode: 0o600 });
    return readSecretFile(file);
  }
};
