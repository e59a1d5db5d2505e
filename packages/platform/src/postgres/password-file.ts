import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';

import { KuvertError } from '@kuvert/shared/errors';

const groupOrWorld = 0o077;

/**
 * A database role's password from a file, at once: the driver would leave a half-open connection behind
 * if it failed while logging in.
 * @throws KuvertError `configuration-wrong`, naming the file, when it can't be read or others may read it.
 */
export const readPasswordFile = (path: string): string => {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    if ((fstatSync(descriptor).mode & groupOrWorld) !== 0)
      throw wrong(path, 'may be read by others than its owner: chmod 600');
    return readFileSync(descriptor, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw cause instanceof KuvertError ? cause : wrong(path, "can't be read", cause);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};

const wrong = (path: string, what: string, cause?: unknown): KuvertError =>
  new KuvertError('configuration-wrong', `The file ${path} ${what}.`, { cause });
