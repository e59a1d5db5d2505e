import { readFile } from 'node:fs/promises';

import { createDurableFile } from '@kuvert/platform/system/durable-file';
import type { Randomness } from '@kuvert/shared/ids';

/** What a house of its own makes up at the first start and keeps, in one file of mode 0600. */
export interface Secrets {
  readonly databaseOwner: string;
  readonly databaseRoles: Readonly<Record<'ingest' | 'mailbox' | 'outbound', string>>;
  readonly masterPassphrase: string;
  readonly linkKey: string;
  readonly carrierAccount: string;
  readonly carrierSigningKey: string;
  readonly carrierToken: string;
  readonly hylafaxKey: string;
  readonly providerSecret: string;
}

const makeSecrets = ({ token }: Randomness): Secrets => ({
  databaseOwner: token(24),
  databaseRoles: { ingest: token(24), mailbox: token(24), outbound: token(24) },
  masterPassphrase: token(24),
  linkKey: token(32),
  carrierAccount: token(16),
  carrierSigningKey: token(24),
  carrierToken: token(24),
  hylafaxKey: token(32),
  providerSecret: token(24),
});

/** Reads the file, or makes it; it is made once and never changed. */
export const openSecrets = async (file: string, randomness: Randomness): Promise<Secrets> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) {
    // Written by us alone, whole or not at all (a durable file), in this very shape.
    return JSON.parse(text) as Secrets;
  }
  const secrets = makeSecrets(randomness);
  await createDurableFile({ path: file, bytes: JSON.stringify(secrets, null, 2), mode: 0o600 });
  return secrets;
};
