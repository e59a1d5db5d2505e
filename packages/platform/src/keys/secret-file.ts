import { closeSync, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
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
export const readSecretFile = async (path: string, options?: SecretFileOptions): Promise<string> =>
  readSecretNow(path, options);

/** As {@link readSecretFile}, for bytes as they are. */
export const readSecretBytes = async (path: string, options?: SecretFileOptions): Promise<Buffer> =>
  readBytesNow(path, options);

/** As {@link readSecretFile}, for where waiting would leave something half open. */
export const readSecretNow = (path: string, options?: SecretFileOptions): string => {
  const text = readBytesNow(path, options)
    .toString('utf8')
    .replace(/\r?\n$/, '');
  if (text === '') throw wrong(path, 'is empty');
  return text;
};

const readBytesNow = (path: string, options: SecretFileOptions = {}): Buffer => {
  const descriptor = open(path);
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw wrong(path, 'is not a regular file');
    if ((stat.mode & groupOrWorld) !== 0 && !isCredential(path, options)) {
      throw wrong(path, 'may be read by others than its owner: chmod 600');
    }
    if (stat.size > maxBytes) throw wrong(path, `is larger than ${maxBytes} bytes`);
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

const open = (path: string): number => {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') {
      throw new KuvertError('key-missing', `There is no file ${path}.`, { cause });
    }
    throw new KuvertError('configuration-wrong', `The file ${path} can't be read.`, { cause });
  }
};

const isCredential = (path: string, { credentialsRoot = '/run/credentials' }: SecretFileOptions) =>
  realpathSync(path).startsWith(`${credentialsRoot}/`);

const wrong = (path: string, what: string): KuvertError =>
  new KuvertError('configuration-wrong', `The file ${path} ${what}.`);
