import { openIdentityFile } from '@kuvert/platform/keys/key-file';
import { readSecretFile } from '@kuvert/platform/keys/secret-file';
import type { Queryable } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';
import { asId } from '@kuvert/shared/ids';

import type { OwnKey } from './use-cases/prepare-sent.ts';

/**
 * Our own identity, which the house seals for.
 * @throws KuvertError `key-missing`, `passphrase-wrong`; `configuration-wrong` when the house doesn't seal for it
 */
export const openOwnKey = async (
  database: Queryable,
  { file, passphraseFile }: { readonly file: string; readonly passphraseFile: string },
): Promise<OwnKey> => {
  const pair = await openIdentityFile(file, await readSecretFile(passphraseFile));
  const { rows } = await database.query<{ id: string }>(
    `select id from service_key where service = 'outbound' and recipient = $1 and retired_at is null`,
    [pair.recipient],
  );
  const id = rows[0]?.id;
  if (id === undefined)
    throw new KuvertError(
      'configuration-wrong',
      `the house does not seal for the key in ${file}: run \`kuvert keys outbound\``,
    );
  return { ...pair, id: asId<'key'>(id) };
};
