import { randomUUID } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface DurableFile {
  readonly path: string;
  readonly bytes: Uint8Array | string;
  /** Permission bits, such as 0o600; the process's umask is taken off. */
  readonly mode: number;
}

/** What the name of a file that isn't whole yet ends with; after a crash it is left over. */
export const temporarySuffix = '.tmp';

/**
 * Creates a file that is there whole or not at all and survives a power cut; never overwrites.
 * @throws the system's error: `EEXIST` when `path` is taken.
 */
export const createDurableFile = (file: DurableFile): Promise<void> => viaTemporary(file, link);

/** As {@link createDurableFile}, but takes the place of an older file. */
export const replaceDurableFile = (file: DurableFile): Promise<void> => viaTemporary(file, rename);

/** Makes names in a directory durable: a file's own fsync doesn't cover its name. */
export const syncDirectory = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const viaTemporary = async (
  { path, bytes, mode }: DurableFile,
  putInPlace: (temporary: string, path: string) => Promise<void>,
): Promise<void> => {
  // in the same directory, since only within a file system the last step is atomic
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}${temporarySuffix}`);
  try {
    await writeSynced(temporary, bytes, mode);
    await putInPlace(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncDirectory(dirname(path));
};

const writeSynced = async (
  path: string,
  bytes: Uint8Array | string,
  mode: number,
): Promise<void> => {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
};
