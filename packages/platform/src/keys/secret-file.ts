import { open, realpath } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { KuvertError } from '@kuvert/shared/errors';
import { errnoOf } from '../system/errno.ts';

/** A key, a passphrase or a token; nothing longer is a secret of ours. */
const maxBytes = 64 * 1024;
const groupOrWorld = 0o077;

export interface SecretFileOptions {
  /**
   * Where systemd keeps the credentials of services (`LoadCredential`). What lies there is guarded by the service
   * manager, which may grant the service's user by an access list that shows as group bits.
   */
  readonly credentialsRoot?: string;
}

/**
 * Reads a secret as text, without the one newline that editors leave at the end.
 * @throws KuvertError `key-missing` when there is no such file; `configuration-wrong`, naming the file,
 * when group or world may read it, or when it is empty, too long or no regular file.
 */
export const readSecretFile = async (
  path: string,
  options: SecretFileOptions = {},
): Promise<string> => {
  const text = (await readSecretBytes(path, options)).toString('utf8').replace(/\r?\n$/, '');
  if (text === '') throw wrong(path, 'is empty');
  return text;
};

/** As {@link readSecretFile}, for bytes as they are. */
export const readSecretBytes = async (
  path: string,
  options: SecretFileOptions = {},
): Promise<Buffer> => {
  const handle = await openSecret(path);
  try {
    const { mode, size, isFile } = await facts(handle);
    if (!isFile) throw wrong(path, 'is not a regular file');
    if ((mode & groupOrWorld) !== 0 && !(await isCredential(path, options))) {
      throw wrong(path, 'may be read by others than its owner: chmod 600');
    }
    if (size > maxBytes) throw wrong(path, `is larger than ${maxBytes} bytes`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
};

const openSecret = async (path: string): Promise<FileHandle> => {
  try {
    return await open(path, 'r');
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') {
      throw new KuvertError('key-missing', `There is no file ${path}.`, { cause });
    }
    throw new KuvertError('configuration-wrong', `The file ${path} can't be read.`, { cause });
  }
};

const facts = async (
  handle: FileHandle,
): Promise<{ mode: number; size: number; isFile: boolean }> => {
  const stat = await handle.stat();
  return { mode: stat.mode, size: stat.size, isFile: stat.isFile() };
};

const isCredential = async (path: string, options: SecretFileOptions): Promise<boolean> =>
  (await realpath(path)).startsWith(`${options.credentialsRoot ?? '/run/credentials'}/`);

const wrong = (path: string, what: string): KuvertError =>
  new KuvertError('configuration-wrong', `The file ${path} ${what}.`);
