import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const names = [
  'database-ingest',
  'database-mailbox',
  'database-outbound',
  'hylafax-key',
  'link-key',
  'provider-secret',
  'object-store-key',
] as const;

export type SecretName = (typeof names)[number];

export interface ProductionSecrets {
  readonly file: (name: SecretName | 'master.age' | 'master-passphrase') => string;
  readonly text: (name: SecretName) => string;
}

/** Files as an operator makes them; the object store's key is given. */
export const makeSecrets = async (
  folder: string,
  objectStoreKey: string,
): Promise<ProductionSecrets> => {
  await mkdir(folder, { mode: 0o700 });
  const texts = new Map<string, string>();
  for (const name of names) {
    const text = name === 'object-store-key' ? objectStoreKey : randomBytes(32).toString('hex');
    texts.set(name, text);
    await writeFile(join(folder, name), `${text}\n`, { mode: 0o600 });
  }
  return { file: (name) => join(folder, name), text: (name) => texts.get(name) ?? '' };
};
