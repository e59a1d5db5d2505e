import { codeOf } from '@kuvert/shared/errors';
import { asId } from '@kuvert/shared/ids';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import type { Identity } from '@kuvert/shared/ports/vault';
import { migrate, readMigrations, type RolePasswords } from '@kuvert/platform/postgres/migrate';
import { sha256Hex } from '@kuvert/platform/vault/digest';

import { CommandError } from '../command-error.ts';
import type { ArchiveHead, ArchiveManifest } from './archive.ts';
import { damaged } from './archive-reader.ts';
import { createCopyIn } from './copy-in.ts';
import { namedObjects } from './document-objects.ts';
import { holdSending } from './hold-sending.ts';
import { assertEmpty, assertNoRows } from './empty-house.ts';
import { inOwnerTransaction, type OwnerSession } from './owner-session.ts';
import { readTables, type Table } from './tables.ts';
import { walkArchive } from './walk-archive.ts';

/** The keys of a house by the archive's names for them. */
export type ArchivedKeys = ReadonlyMap<string, Uint8Array>;

/** The empty house that an archive goes into. */
export interface NewHouse {
  readonly ownerUrl: string;
  readonly rolePasswords: RolePasswords;
  readonly objects: ObjectStore;
  /** Puts the key files in their places; never overwrites other ones. Called when all else was proven. */
  readonly placeKeys: (keys: ArchivedKeys) => Promise<void>;
}

export interface RestoreDeps {
  readonly migrationsFolder: string;
  /** Makes ready what the archive goes into, once the whole archive was proven. */
  readonly openHouse: (keys: ArchivedKeys) => Promise<NewHouse>;
}

export interface RestoreReport {
  readonly createdAt: string;
  readonly tables: Readonly<Record<string, number>>;
  readonly objects: number;
  /** Faxes that waited to be dialled when the backup was made: a person decides what becomes of them. */
  readonly heldSendings: number;
  /** Objects that were lost already when the backup was made. */
  readonly lost: ArchiveManifest['objects']['lost'];
}

/**
 * Restores a sealed archive onto an empty house. The archive is read twice: the first time every hash is compared
 * and nothing is written. Then one transaction takes all tables and ends when objects and keys are in place.
 * @throws CommandError `archive-…`, `house-not-empty`, `file-…`; KuvertError `object-store-failed`
 */
export const restore =
  ({ migrationsFolder, openHouse }: RestoreDeps) =>
  async (path: string, identity: Identity): Promise<RestoreReport> => {
    const keys = new Map<string, Uint8Array>();
    const { head, manifest } = await walkArchive(path, identity, {
      key: (name, bytes) => void keys.set(name, bytes),
    });
    const newest = await newestOf(head, migrationsFolder);
    const house = await openHouse(keys);
    await assertEmpty(house.ownerUrl, head.migrations);
    await migrate(house.ownerUrl, migrationsFolder, house.rolePasswords, { upTo: newest });
    const heldSendings = await bringIn({ path, identity, house, keys, head, manifest });
    await migrate(house.ownerUrl, migrationsFolder, house.rolePasswords);
    return {
      createdAt: head.createdAt,
      tables: Object.fromEntries(
        Object.entries(manifest.tables).map(([name, { rows }]) => [name, rows]),
      ),
      objects: manifest.objects.count,
      heldSendings,
      lost: manifest.objects.lost,
    };
  };

/** @throws CommandError `archive-foreign` when this release lacks one of the archive's migrations or has another of its name. */
const newestOf = async (head: ArchiveHead, folder: string): Promise<string> => {
  const known = new Map((await readMigrations(folder)).map(({ name, sha256 }) => [name, sha256]));
  for (const { name, sha256 } of head.migrations)
    if (known.get(name) !== sha256)
      throw new CommandError(
        'archive-foreign',
        `This release doesn't know migration ${name}: restore with the release that made the backup.`,
      );
  return (
    head.migrations
      .map(({ name }) => name)
      .toSorted()
      .at(-1) ?? ''
  );
};

interface Coming {
  readonly path: string;
  readonly identity: Identity;
  readonly house: NewHouse;
  readonly keys: ArchivedKeys;
  readonly head: ArchiveHead;
  readonly manifest: ArchiveManifest;
}

/** All of it or nothing; how many faxes are held for a person. */
const bringIn = async (coming: Coming): Promise<number> => {
  const { house, path, identity } = coming;
  const placed: string[] = [];
  try {
    return await inOwnerTransaction(house.ownerUrl, 'read write', async (session) => {
      const tables = await matchingTables(session, coming.head);
      const copy = createCopyIn(session);
      const named = await namedObjects(session);
      let rows: ReadonlyMap<string, number> | undefined;
      const { manifest } = await walkArchive(path, identity, {
        tablePart: (name, bytes) => copy.part(tables.get(name) ?? unknownTable(), bytes),
        object: async (name, bytes, sha256) => {
          // every table is before the first object
          rows ??= await copy.end();
          await assertNamed(session, named, { name, size: bytes.byteLength, sha256 });
          if (await place(house.objects, name, bytes)) placed.push(name);
        },
      });
      rows ??= await copy.end();
      assertRows(rows, manifest);
      await assertComplete(session, named, manifest);
      const held = tables.has('delivery') ? await holdSending(session) : 0;
      await session.query("select audit_append(null, 'house-restored', null, null, null, $1)", [
        coming.head.createdAt,
      ]);
      await house.placeKeys(coming.keys);
      return held;
    });
  } catch (error) {
    for (const name of placed)
      await house.objects.remove(asId<'object'>(name)).catch(() => undefined);
    throw error;
  }
};

/** The archive's tables, which must be those of the schema that it says it was made in. */
const matchingTables = async (
  session: OwnerSession,
  head: ArchiveHead,
): Promise<ReadonlyMap<string, Table>> => {
  const here = new Map((await readTables(session)).map((table) => [table.name, table]));
  const same =
    head.tables.length === here.size &&
    head.tables.every(
      ({ name, columns }) => here.get(name)?.columns.toString() === columns.toString(),
    );
  if (!same) throw damaged('Its tables are not those of its schema.');
  // from here to the end nobody else writes: what came in since the first look would mix with the archive
  const names = [...here.keys()].map((name) => session.client.escapeIdentifier(name));
  await session.query(`lock table ${names.join(', ')} in exclusive mode`);
  await assertNoRows(session, [...here.values()]);
  return here;
};

const unknownTable = (): never => {
  throw damaged('It has a table that its head does not name.');
};

const assertNamed = async (
  session: OwnerSession,
  named: string,
  { name, size, sha256 }: { readonly name: string; readonly size: number; readonly sha256: string },
): Promise<void> => {
  const { rowCount } = await session.query(
    `select from ${named} where object_name = $1 and payload_size = $2 and payload_sha256 = $3`,
    [name, size, sha256],
  );
  if (rowCount !== 1) throw damaged('An object is not the one that its document names.');
};

/** True when it was put there now; an earlier try may have left the very same one. */
const place = async (objects: ObjectStore, name: string, bytes: Uint8Array): Promise<boolean> => {
  try {
    await objects.put(asId<'object'>(name), bytes);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'object-exists') throw error;
    const there = await objects.get(asId<'object'>(name), bytes.byteLength);
    if (sha256Hex(there) === sha256Hex(bytes)) return false;
    throw new CommandError('house-not-empty', 'The object store has other objects already.', {
      cause: error,
    });
  }
};

const assertRows = (rows: ReadonlyMap<string, number>, manifest: ArchiveManifest): void => {
  for (const [name, { rows: expected }] of Object.entries(manifest.tables))
    if ((rows.get(name) ?? 0) !== expected) throw damaged('A table has too few or too many rows.');
};

const assertComplete = async (
  session: OwnerSession,
  named: string,
  manifest: ArchiveManifest,
): Promise<void> => {
  const { rows } = await session.query<{ count: number }>(`select count(*) as count from ${named}`);
  if (rows[0]?.count !== manifest.objects.count + manifest.objects.lost.length)
    throw damaged('Some of its documents have no object.');
};
