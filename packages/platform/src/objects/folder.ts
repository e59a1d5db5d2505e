import { randomUUID } from 'node:crypto';
import { mkdir, open, opendir, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KuvertError } from '@kuvert/shared/errors';
import { systemClock } from '@kuvert/shared/clock';
import type { Clock } from '@kuvert/shared/clock';
import { asId, isUuid } from '@kuvert/shared/ids';
import type { ObjectName } from '@kuvert/shared/ids';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import { createDurableFile, syncDirectory, temporarySuffix } from '../system/durable-file.ts';
import { errnoOf } from '../system/errno.ts';
import {
  assertName,
  objectExists,
  objectMissing,
  objectTooLarge,
  storeFailed,
} from './failures.ts';

/**
 * The umask decides: with a group-shared folder one service may write and another read.
 * What lies here is sealed, and without its header nobody can open it.
 */
const fileMode = 0o660;
const folderMode = 0o770;

/** A small fax. */
const probeBytes = 64 * 1024;

/** Older than any write that may still be under way, in this process or in another. */
const orphanAgeMs = 60 * 60 * 1000;

/**
 * A folder as object store: `ab/cd/abcd….` by the first characters of the name, so that no directory grows too long.
 * Makes the folder and cleans away what a crash left half written.
 * @throws KuvertError `object-store-failed` when the folder can't be used.
 */
export const createFolderStore = async (
  root: string,
  clock: Clock = systemClock,
): Promise<ObjectStore> => {
  await inStore(() => mkdir(root, { recursive: true, mode: folderMode }));
  await removeOrphans(root, clock);
  const makeFanOut = fanOutMaker(root);
  return {
    put: async (name, bytes) => {
      const path = pathOf(root, name);
      await inStore(() => makeFanOut(dirname(path)));
      await inStore(() => createDurableFile({ path, bytes, mode: fileMode }), {
        EEXIST: objectExists,
      });
    },
    get: async (name, maxBytes) => {
      const path = pathOf(root, name);
      return inStore(() => readBounded(path, maxBytes), { ENOENT: objectMissing });
    },
    remove: async (name) => {
      const path = pathOf(root, name);
      await inStore(() => removeDurably(path));
    },
    list: () => listObjects(root),
    check: () => inStore(() => tryWriting(root)),
  };
};

const pathOf = (root: string, name: ObjectName): string => {
  assertName(name);
  return join(root, name.slice(0, 2), name.slice(2, 4), name);
};

/** Says what the system said in the port's own errors; `known` are the errnos that mean something to the caller. */
const inStore = async <T>(
  act: () => Promise<T>,
  known: Readonly<Record<string, () => KuvertError>> = {},
): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    if (error instanceof KuvertError) throw error;
    const errno = errnoOf(error) ?? 'unknown';
    throw known[errno]?.() ?? storeFailed(`The object folder can't be used (${errno}).`, error);
  }
};

/** Makes directories durable before an object in them is called stored. */
const fanOutMaker = (root: string): ((folder: string) => Promise<void>) => {
  const durable = new Set<string>();
  return async (folder) => {
    if (durable.has(folder)) return;
    await mkdir(folder, { recursive: true, mode: folderMode });
    // also when it was there: another process may have made it a moment ago and not have synced it
    await syncDirectory(dirname(folder));
    await syncDirectory(root);
    durable.add(folder);
  };
};

const readBounded = async (path: string, maxBytes: number): Promise<Uint8Array> => {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) throw objectTooLarge(size, maxBytes);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
};

const removeDurably = async (path: string): Promise<void> => {
  try {
    await unlink(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return;
    throw error;
  }
  await syncDirectory(dirname(path));
};

/** With bytes in it: on a full disk an empty file can still be made. Its own name, since replicas check at once. */
const tryWriting = async (root: string): Promise<void> => {
  const probe = join(root, `.check.${randomUUID()}${temporarySuffix}`);
  try {
    await writeFile(probe, new Uint8Array(probeBytes), { mode: fileMode, flush: true });
  } finally {
    await rm(probe, { force: true });
  }
};

async function* listObjects(
  root: string,
): AsyncGenerator<{ readonly name: ObjectName; readonly modifiedAt: Date }> {
  for await (const { name, path } of filesBelow(root)) {
    if (!isUuid(name)) continue;
    const modifiedAt = await modifiedAtOf(path);
    if (modifiedAt !== undefined) yield { name: asId<'object'>(name), modifiedAt };
  }
}

const removeOrphans = async (root: string, clock: Clock): Promise<void> => {
  for await (const { name, path } of filesBelow(root)) {
    if (!name.endsWith(temporarySuffix)) continue;
    const modifiedAt = await modifiedAtOf(path);
    if (modifiedAt === undefined) continue;
    if (clock.now().getTime() - modifiedAt.getTime() > orphanAgeMs) {
      await inStore(() => rm(path, { force: true }));
    }
  }
};

async function* filesBelow(root: string): AsyncGenerator<{ name: string; path: string }> {
  try {
    for await (const entry of await opendir(root, { recursive: true })) {
      if (entry.isFile()) yield { name: entry.name, path: join(entry.parentPath, entry.name) };
    }
  } catch (cause) {
    throw storeFailed("The object folder can't be listed.", cause);
  }
}

/** Undefined when the file went away meanwhile. */
const modifiedAtOf = async (path: string): Promise<Date | undefined> => {
  try {
    return (await stat(path)).mtime;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw storeFailed("The object folder can't be listed.", error);
  }
};
