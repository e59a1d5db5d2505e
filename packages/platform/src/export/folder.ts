import { constants } from 'node:fs';
import { access, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import { KuvertError, type ErrorCode } from '@kuvert/shared/errors';
import type { ExportFolder, ExportPlace } from '@kuvert/shared/ports/export-place';

import { createDurableFile, temporarySuffix } from '../system/durable-file.ts';
import { errnoOf } from '../system/errno.ts';

/** Its owner's to write, its group's to read. */
const fileMode = 0o640;

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, W_OK, X_OK } = constants;

/**
 * Folders below one on this machine. A folder is opened once, never through a symbolic link, and used by what was opened:
 * Node has no openat, so the way goes through Linux's `/proc/self/fd`.
 */
export const createExportPlace = (root: string): ExportPlace => ({
  open: (folder) =>
    asExportFault(async () => {
      const place = await open(root, O_RDONLY | O_DIRECTORY);
      try {
        const handle = await open(join(pathOf(place), folder), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        try {
          await access(pathOf(handle), W_OK | X_OK);
        } catch (error) {
          await handle.close();
          throw error;
        }
        return folderOf(handle);
      } finally {
        await place.close();
      }
    }),
});

const pathOf = ({ fd }: FileHandle): string => `/proc/self/fd/${fd}`;

const folderOf = (handle: FileHandle): ExportFolder => ({
  put: (name, bytes) =>
    asExportFault(async () => {
      await removeLeftOver(pathOf(handle), name);
      const path = join(pathOf(handle), name);
      try {
        await createDurableFile({ path, bytes, mode: fileMode });
      } catch (error) {
        if (errnoOf(error) !== 'EEXIST' || !(await isSame(path, bytes))) throw error;
      }
    }),
  close: () => handle.close(),
});

/** What a crash left half written of this very file. */
const removeLeftOver = async (folder: string, name: string): Promise<void> => {
  for (const entry of await readdir(folder))
    if (entry.startsWith(`.${name}.`) && entry.endsWith(temporarySuffix))
      await rm(join(folder, entry), { force: true });
};

const isSame = async (path: string, bytes: Uint8Array): Promise<boolean> => {
  const handle = await open(path, O_RDONLY | O_NOFOLLOW);
  try {
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size !== bytes.byteLength) return false;
    return (await handle.readFile()).equals(bytes);
  } finally {
    await handle.close();
  }
};

const asExportFault = async <T>(act: () => Promise<T>): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    throw exportFault(errnoOf(error), error);
  }
};

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'export-folder-missing',
  ENOTDIR: 'export-folder-missing',
  // a symbolic link where the folder, or a file of ours, should be
  ELOOP: 'export-folder-missing',
  EACCES: 'export-folder-forbidden',
  EPERM: 'export-folder-forbidden',
  EROFS: 'export-folder-forbidden',
  ENOSPC: 'export-disk-full',
  EDQUOT: 'export-disk-full',
  EEXIST: 'export-name-taken',
};

/** What the system said, in the port's own words. */
export const exportFault = (errno: string | undefined, cause: unknown): KuvertError =>
  new KuvertError(
    codes[errno ?? ''] ?? 'export-failed',
    `The export folder can't be used (${errno ?? 'unknown'}).`,
    { cause },
  );
