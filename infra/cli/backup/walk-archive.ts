import { createHash, type Hash } from 'node:crypto';

import type { z } from 'zod';

import type { Identity } from '@kuvert/shared/ports/vault';
import { sha256Hex } from '@kuvert/platform/vault/digest';

import {
  archiveHead,
  archiveManifest,
  headName,
  manifestName,
  type ArchiveHead,
  type ArchiveManifest,
} from './archive.ts';
import { damaged, readArchive, type ArchiveEntry } from './archive-reader.ts';
import { createObjectTally, type ObjectTally } from './object-tally.ts';

/** Is shown everything in an archive, in its order. Nothing is proven before the walk has ended. */
export interface ArchiveVisitor {
  head?(head: ArchiveHead): Promise<void> | void;
  tablePart?(table: string, bytes: Uint8Array): Promise<void> | void;
  key?(name: string, bytes: Uint8Array): Promise<void> | void;
  object?(name: string, bytes: Uint8Array, sha256: string): Promise<void> | void;
}

/**
 * Walks through a sealed archive and compares every hash and count with its manifest.
 * @returns head and manifest, once all of it was proven
 * @throws CommandError `file-failed`, `archive-locked`, `archive-damaged`; what the visitor throws
 */
export const walkArchive = async (
  path: string,
  identity: Identity,
  visitor: ArchiveVisitor,
): Promise<{ readonly head: ArchiveHead; readonly manifest: ArchiveManifest }> => {
  const entries = readArchive(path, identity);
  try {
    const head = parse(archiveHead, await nextOf(entries), headName);
    await visitor.head?.(head);
    const seen: Seen = {
      tables: new Map(),
      parts: new Map(),
      keys: {},
      objects: createObjectTally(),
    };
    for (const { name } of head.tables) seen.tables.set(name, createHash('sha256'));
    for (;;) {
      const entry = await nextOf(entries);
      if (entry.name === manifestName) {
        const manifest = parse(archiveManifest, entry, manifestName);
        if (!(await entries.next()).done) throw damaged('Something follows its manifest.');
        compare(seen, manifest);
        return { head, manifest };
      }
      await visit(entry, seen, visitor);
    }
  } finally {
    await entries.return(undefined);
  }
};

interface Seen {
  readonly tables: Map<string, Hash>;
  /** The number that the next part of a table has to have. */
  readonly parts: Map<string, number>;
  readonly keys: Record<string, string>;
  readonly objects: ObjectTally;
}

const nextOf = async (entries: AsyncGenerator<ArchiveEntry>): Promise<ArchiveEntry> => {
  const next = await entries.next();
  if (next.done === true) throw damaged('It ends before its manifest.');
  return next.value;
};

const visit = async (entry: ArchiveEntry, seen: Seen, visitor: ArchiveVisitor): Promise<void> => {
  const { name, bytes } = entry;
  const [, table, part] = /^tables\/(\w+)\/(\d{6})$/.exec(name) ?? [];
  const [, key] = /^keys\/([\w.-]+)$/.exec(name) ?? [];
  const [, object] = /^objects\/([0-9a-f-]{36})$/.exec(name) ?? [];
  if (table !== undefined) {
    const hash = seen.tables.get(table);
    const expected = seen.parts.get(table) ?? 0;
    if (!hash || Number(part) !== expected) throw damaged('A table is out of order.');
    seen.parts.set(table, expected + 1);
    hash.update(bytes);
    await visitor.tablePart?.(table, bytes);
  } else if (key !== undefined) {
    seen.keys[key] = sha256Hex(bytes);
    await visitor.key?.(key, bytes);
  } else if (object !== undefined) {
    const sha256 = sha256Hex(bytes);
    seen.objects.count(object, sha256);
    await visitor.object?.(object, bytes, sha256);
  } else {
    throw damaged('It holds something that no backup of ours has.');
  }
};

const compare = (seen: Seen, manifest: ArchiveManifest): void => {
  const tables = [...seen.tables].map(([name, hash]) => [name, hash.digest('hex')] as const);
  const objects = seen.objects.total();
  const right =
    tables.length === Object.keys(manifest.tables).length &&
    tables.every(([name, sha256]) => manifest.tables[name]?.sha256 === sha256) &&
    sameRecord(seen.keys, manifest.keys) &&
    objects.count === manifest.objects.count &&
    objects.sha256 === manifest.objects.sha256;
  if (!right) throw damaged('Its content is not what its manifest says.');
};

const sameRecord = (
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, value]) => other[name] === value);

const parse = <Schema extends z.ZodType>(
  schema: Schema,
  entry: ArchiveEntry,
  name: string,
): z.infer<Schema> => {
  if (entry.name !== name) throw damaged(`It has no ${name} where it should be.`);
  try {
    return schema.parse(JSON.parse(Buffer.from(entry.bytes).toString('utf8')));
  } catch (cause) {
    throw damaged(`Its ${name} is not understood; a newer release may have written it.`, cause);
  }
};
