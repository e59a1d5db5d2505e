import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Linux's file system in memory that everybody may use. */
const MEMORY = '/dev/shm';
/** `TMPFS_MAGIC` (linux/magic.h): what `MEMORY` should be. */
const TMPFS = 0x0102_1994;
/** More than a run has ever held at once; a container has 64 MB there unless told otherwise. */
const ENOUGH_BYTES = 4 * 1024 ** 3;

/**
 * A new folder for what ends with the run, reachable by others. In memory where there is room: a database of hundreds
 * of files is cloned there in a tenth of the time.
 */
export const makeScratchFolder = async (memory = MEMORY): Promise<string> => {
  if (await hasRoom(memory)) {
    await removeLeftovers(memory);
    const folder = await makeFolder(memory);
    if (await runsPrograms(folder)) return folder;
    await rm(folder, { recursive: true });
  }
  return makeFolder(tmpdir());
};

const makeFolder = async (parent: string): Promise<string> => {
  const folder = await mkdtemp(join(parent, `kuvert-tests-${process.pid}-`));
  await chmod(folder, 0o755);
  return folder;
};

/** A run that was killed leaves its folder: in memory it would take that from the machine until its next start. */
export const removeLeftovers = async (parent: string): Promise<void> => {
  for (const name of await readdir(parent)) {
    const pid = /^kuvert-tests-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(parent, name), { recursive: true, force: true, maxRetries: 3 });
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // another user's process is one, too
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const hasRoom = async (folder: string): Promise<boolean> => {
  const found = await statfs(folder).catch(() => undefined);
  return found?.type === TMPFS && found.bavail * found.bsize >= ENOUGH_BYTES;
};

/** Containers mount it `noexec`. */
const runsPrograms = async (folder: string): Promise<boolean> => {
  const program = join(folder, 'runs');
  await writeFile(program, '#!/bin/sh\n', { mode: 0o755 });
  return promisify(execFile)(program).then(
    () => true,
    () => false,
  );
};
