import { to as copyTo } from 'pg-copy-streams';

import type { Clock } from '@kuvert/shared/clock';
import { codeOf } from '@kuvert/shared/errors';
import { asId } from '@kuvert/shared/ids';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import type { Recipient } from '@kuvert/shared/ports/vault';
import { sha256Hex } from '@kuvert/platform/vault/digest';

import type { AuditHead } from '../audit/chain.ts';
import { readAuditHead } from '../audit/read-audit.ts';
import { CommandError } from '../command-error.ts';
import {
  archiveVersion,
  headName,
  manifestName,
  type ArchiveHead,
  type ArchiveManifest,
  type LostObject,
} from './archive.ts';
import { writeArchive, type ArchiveWriter } from './archive-writer.ts';
import { documentObjects } from './document-objects.ts';
import { createObjectTally } from './object-tally.ts';
import { inOwnerTransaction, type OwnerSession } from './owner-session.ts';
import { sealToFile } from './sealed-file.ts';
import { readTables, type Table } from './tables.ts';

export interface BackupDeps {
  readonly ownerUrl: string;
  readonly objects: ObjectStore;
  /** By the names that the archive gives them. */
  readonly keys: ReadonlyMap<string, Uint8Array>;
  /** The recovery recipient: only its identity, kept elsewhere, opens the archive. */
  readonly recipient: Recipient;
  readonly clock: Clock;
}

export interface BackupReport {
  readonly bytes: number;
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>;
  readonly objects: number;
  /** Documents whose objects were gone or damaged: the backup has all the rest. */
  readonly lost: readonly LostObject[];
  readonly auditHead: AuditHead | undefined;
}

/**
 * Writes the whole house into one sealed file: the database as one moment saw it, the objects that its documents
 * name, the key files. Never overwrites. Memory is bounded by the largest object.
 * @throws CommandError `file-exists`, `file-failed`; KuvertError `object-store-failed`
 */
export const backup =
  (deps: BackupDeps) =>
  async (path: string): Promise<BackupReport> =>
    inOwnerTransaction(deps.ownerUrl, 'read only', async (session) => {
      let manifest: ArchiveManifest | undefined;
      const archive = writeArchive(async (writer) => {
        manifest = await fill(deps, session, writer);
        await writer.add(manifestName, json(manifest));
      });
      const bytes = await sealToFile(path, deps.recipient, archive);
      // the stream ended, so it was filled
      if (!manifest) throw new CommandError('file-failed', 'The archive ended too early.');
      return { bytes, ...reportOf(manifest) };
    });

const fill = async (
  deps: BackupDeps,
  session: OwnerSession,
  writer: ArchiveWriter,
): Promise<ArchiveManifest> => {
  const tables = await readTables(session);
  await writer.add(headName, json(await headOf(deps, session, tables)));
  const manifest: ArchiveManifest = {
    tables: {},
    keys: {},
    objects: { ...createObjectTally().total(), lost: [] },
    auditHead: (await readAuditHead(session)) ?? null,
  };
  for (const table of tables) manifest.tables[table.name] = await addTable(session, writer, table);
  for (const [name, bytes] of deps.keys)
    manifest.keys[name] = await writer.add(`keys/${name}`, bytes);
  manifest.objects = await addObjects(deps.objects, session, writer);
  return manifest;
};

const addObjects = async (
  objects: ObjectStore,
  session: OwnerSession,
  writer: ArchiveWriter,
): Promise<ArchiveManifest['objects']> => {
  const lost: LostObject[] = [];
  const tally = createObjectTally();
  for await (const object of documentObjects(session)) {
    const found = await readObject(objects, object);
    if ('code' in found) lost.push({ name: object.name, code: found.code });
    else tally.count(object.name, await writer.add(`objects/${object.name}`, found.bytes));
  }
  return { ...tally.total(), lost };
};

const headOf = async (
  { clock }: BackupDeps,
  session: OwnerSession,
  tables: readonly Table[],
): Promise<ArchiveHead> => {
  const { rows } = await session.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migration order by name',
  );
  return {
    format: 'kuvert-backup',
    version: archiveVersion,
    createdAt: clock.now().toISOString(),
    migrations: rows,
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
  };
};

const addTable = async (
  { client }: OwnerSession,
  writer: ArchiveWriter,
  { name, columns }: Table,
): Promise<{ rows: number; sha256: string }> => {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const copy = client.query(copyTo(`copy ${client.escapeIdentifier(name)} (${list}) to stdout`));
  const sha256 = await writer.addInParts(`tables/${name}`, copy);
  return { rows: copy.rowCount, sha256 };
};

/** A lost object must not keep the rest from being saved; a store that doesn't answer must. */
const readObject = async (
  objects: ObjectStore,
  { name, size, sha256 }: { readonly name: string; readonly size: number; readonly sha256: string },
): Promise<{ readonly bytes: Uint8Array } | { readonly code: LostObject['code'] }> => {
  try {
    const bytes = await objects.get(asId<'object'>(name), size);
    return bytes.byteLength === size && sha256Hex(bytes) === sha256
      ? { bytes }
      : { code: 'document-damaged' };
  } catch (error) {
    switch (codeOf(error)) {
      case 'object-missing':
        return { code: 'object-missing' };
      case 'body-too-large':
        return { code: 'document-damaged' };
      default:
        throw error;
    }
  }
};

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

const reportOf = (manifest: ArchiveManifest): Omit<BackupReport, 'bytes'> => ({
  tables: Object.fromEntries(
    Object.entries(manifest.tables).map(([name, { rows }]) => [name, rows]),
  ),
  objects: manifest.objects.count,
  lost: manifest.objects.lost,
  auditHead: manifest.auditHead ?? undefined,
});
