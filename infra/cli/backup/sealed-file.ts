import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, open, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { Decrypter } from 'age-encryption';

import type { Identity, Recipient } from '@kuvert/shared/ports/vault';
import { syncDirectory, temporarySuffix } from '@kuvert/platform/system/durable-file';
import { errnoOf } from '@kuvert/platform/system/errno';
import { encrypterFor } from '@kuvert/platform/vault/hybrid';

import { CommandError } from '../command-error.ts';

/**
 * Seals a stream into a new file, mode 0600, that is there whole or not at all. Holds a few 64 kB chunks in memory.
 * @returns the file's size in bytes
 * @throws CommandError `file-exists`, `file-failed`; what the stream throws
 */
export const sealToFile = async (
  path: string,
  recipient: Recipient,
  stream: AsyncIterable<Uint8Array>,
): Promise<number> => {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}${temporarySuffix}`);
  const handle = await inFile(path, () => open(temporary, 'wx', 0o600));
  try {
    const sealed = await encrypterFor([recipient]).encrypt(ReadableStream.from(stream));
    // closes the file, on the disk, whether it ends or fails
    await pipeline(sealed, handle.createWriteStream({ flush: true }));
    // a link never takes the place of a file that is there
    await inFile(path, () => link(temporary, path));
    await syncDirectory(dirname(path));
    return (await stat(path)).size;
  } finally {
    await rm(temporary, { force: true });
  }
};

/**
 * Opens a sealed file as a stream; a cut or changed one breaks it.
 * @throws CommandError `file-failed`, `archive-locked`
 */
export const openSealedFile = async (
  path: string,
  identity: Identity,
): Promise<ReadableStream<Uint8Array>> => {
  await inFile(path, () => stat(path));
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const file = createReadStream(path, { highWaterMark: 64 * 1024 });
  try {
    return await decrypter.decrypt(ReadableStream.from<Uint8Array>(file));
  } catch {
    file.destroy();
    // without a cause: the library's error may quote the identity
    throw new CommandError(
      'archive-locked',
      `${path} is no backup, or it was made for another recovery identity.`,
    );
  }
};

const inFile = async <Result>(path: string, act: () => Promise<Result>): Promise<Result> => {
  try {
    return await act();
  } catch (cause) {
    throw errnoOf(cause) === 'EEXIST'
      ? new CommandError('file-exists', `There is a file at ${path} already.`, { cause })
      : new CommandError(
          'file-failed',
          `The file ${path} can't be used (${errnoOf(cause) ?? 'unknown'}).`,
          { cause },
        );
  }
};
