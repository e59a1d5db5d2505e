import { KuvertError } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';
import { readSecretFile } from './secret-file.ts';

const bytes = 32;

/**
 * The key that short-lived links are signed with: of a file that replicas share, or made up for this start.
 * @throws KuvertError `configuration-wrong` when the file holds less than 32 bytes; `key-missing`
 */
export const readLinkKey = async (
  file: string | undefined,
  randomness: Pick<Randomness, 'token'>,
): Promise<string> => {
  if (file === undefined) return randomness.token(bytes);
  const key = await readSecretFile(file);
  if (Buffer.byteLength(key) >= bytes) return key;
  throw new KuvertError('configuration-wrong', `The file ${file} holds less than ${bytes} bytes.`);
};
