import { Readable } from 'node:stream';

import { extract as extractTar, type Extract, type Header } from 'tar-stream';

import type { Identity } from '@kuvert/shared/ports/vault';

import { CommandError } from '../command-error.ts';
import { openSealedFile } from './sealed-file.ts';
import { bytesOf } from './tar-bytes.ts';

export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** No object, part, key or manifest of ours is larger; the object store refuses such an object too. */
const maxEntryBytes = 1024 ** 3;

/**
 * The entries of a sealed archive, one in memory at a time.
 * @throws CommandError `file-failed`, `archive-locked`, `archive-damaged`
 */
export async function* readArchive(path: string, identity: Identity): AsyncGenerator<ArchiveEntry> {
  const plain = await openSealedFile(path, identity);
  const source = Readable.fromWeb(plain);
  const extract = extractTar();
  source.once('error', (error) => extract.destroy(error));
  source.pipe(extract);
  try {
    for await (const entry of entriesOf(extract)) yield entry;
  } finally {
    source.destroy();
    extract.destroy();
  }
}

async function* entriesOf(extract: Extract): AsyncGenerator<ArchiveEntry> {
  const entries = extract[Symbol.asyncIterator]();
  for (;;) {
    const entry = await orDamaged(async () => {
      const next = await entries.next();
      return next.done === true ? undefined : readEntry(next.value.header, bytesOf(next.value));
    });
    if (entry === undefined) return;
    yield entry;
  }
}

const readEntry = async (
  { name, size }: Header,
  content: AsyncIterable<Uint8Array>,
): Promise<ArchiveEntry> => {
  if (size > maxEntryBytes) throw new Error('an entry is too large');
  const bytes = new Uint8Array(size);
  let filled = 0;
  for await (const chunk of content) {
    bytes.set(chunk, filled);
    filled += chunk.byteLength;
  }
  if (filled !== size) throw new Error('an entry is shorter than it says');
  return { name, bytes };
};

const orDamaged = async <Result>(read: () => Promise<Result>): Promise<Result> => {
  try {
    return await read();
  } catch (cause) {
    throw damaged('It is cut or was changed.', cause);
  }
};

export const damaged = (why: string, cause?: unknown): CommandError =>
  new CommandError('archive-damaged', `The backup can't be used. ${why}`, { cause });
