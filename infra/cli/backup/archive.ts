import { z } from 'zod';

/**
 * A backup is a tar archive inside an age file for the recovery recipient. Its entries, in this order:
 *
 *     house.json                     what made it: {@link archiveHead}
 *     tables/NAME/000000 …           a table as COPY's text, cut into parts of known size, in foreign-key order
 *     keys/NAME                      what opens departments: {@link keyNames}
 *     objects/UUID                   sealed payloads, as the object store has them
 *     manifest.json                  counts and SHA-256 of all that came before: {@link archiveManifest}
 *
 * The manifest comes last since a tar entry's size stands before its content and nothing is kept in memory.
 */
export const archiveVersion = 1;

/** The keys' names inside an archive, wherever they lie on the machine. */
export const keyNames = {
  masterKey: 'master.key',
  passphrase: 'master.passphrase',
  /** The recovery recipient, so that a restored house goes on sealing for it. */
  recovery: 'recovery.pub',
} as const;

export const headName = 'house.json';
export const manifestName = 'manifest.json';

/** Bytes of a table's part and thereby what a backup or restore holds in memory, besides one object. */
export const partBytes = 1024 * 1024;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const identifier = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

export const archiveHead = z.object({
  format: z.literal('kuvert-backup'),
  version: z.literal(archiveVersion),
  createdAt: z.iso.datetime(),
  /** As they ran, oldest first. */
  migrations: z.array(z.object({ name: z.string(), sha256 })).min(1),
  tables: z.array(z.object({ name: identifier, columns: z.array(identifier).min(1) })),
});

export const archiveManifest = z.object({
  tables: z.record(identifier, z.object({ rows: z.int().min(0), sha256 })),
  keys: z.record(z.string(), sha256),
  objects: z.object({
    count: z.int().min(0),
    /** Of a line `UUID SHA-256` and newline for each object, in the archive's order. */
    sha256,
    /** Documents whose object was gone or damaged already when the backup was made. */
    lost: z.array(
      z.object({ name: z.uuid(), code: z.enum(['object-missing', 'document-damaged']) }),
    ),
  }),
  auditHead: z.object({ seq: z.int().positive(), hash: sha256 }).nullable(),
});

export type ArchiveHead = z.infer<typeof archiveHead>;
export type ArchiveManifest = z.infer<typeof archiveManifest>;
export type LostObject = ArchiveManifest['objects']['lost'][number];
