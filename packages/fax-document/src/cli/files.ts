import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { Refusal } from './refusal.ts';

/** Without blocking: a named pipe that nobody writes to would be waited for. */
const READ = constants.O_RDONLY | constants.O_NONBLOCK;

/**
 * All of a regular file, when it isn't larger than `maxBytes`.
 *
 * @throws Refusal `input-unreadable`, `too-large`
 */
export async function readWhole(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const file = await open(path, READ);
    try {
      const { size } = await regular(file);
      if (size > maxBytes) throw new Refusal('too-large', `More than ${maxBytes} bytes.`);
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal('input-unreadable', 'The input can’t be read.', { cause });
  }
}

async function regular(file: Awaited<ReturnType<typeof open>>) {
  const status = await file.stat();
  if (!status.isFile()) throw new Refusal('input-unreadable', 'The input is no file.');
  return status;
}

/**
 * Writes a file as a whole or not at all: beside its place first, then moved there.
 *
 * @throws Refusal `output-unwritable`
 */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const place = await placeOf(path);
  const temporary = join(dirname(place), `.${basename(place).slice(0, 100)}.${randomUUID()}.part`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, place);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new Refusal('output-unwritable', 'The output can’t be written.', { cause });
  }
}

/** Where a path leads to. What is there may be a file and nothing else: a device would be gone for all. */
async function placeOf(path: string): Promise<string> {
  const place = await realpath(path).catch(() => path);
  const there = await stat(place).catch(() => undefined);
  if (there?.isFile() === false) throw new Refusal('output-unwritable', 'The output is no file.');
  return place;
}

/** Whether two paths lead to one file, as far as both exist. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.allSettled([realpath(one), realpath(other)]);
  return (
    first.status === 'fulfilled' && second.status === 'fulfilled' && first.value === second.value
  );
}
