import { vi, expect } from 'vitest';

import { createFolderStore } from '@kuvert/platform/objects/folder';
import type { IdentityPair } from '@kuvert/platform/vault/hybrid';
import { createOpener } from '@kuvert/platform/vault/opener';
import { asId } from '@kuvert/shared/ids';

import type { House } from './house.ts';

export interface MessageRow {
  readonly id: string;
  readonly department_id: string;
  readonly state: string;
  readonly attention: string | null;
  readonly carrier_copy: string;
  readonly pages: number | null;
  readonly [column: string]: unknown;
}

export interface DocumentRow {
  readonly kind: string;
  readonly place: number;
  readonly media_type: string;
  readonly object_name: string;
  readonly header: Buffer;
  /** int8: text in the owner's connection */
  readonly payload_size: string;
  readonly payload_sha256: string;
  readonly plain_size: string;
  readonly plain_sha256: string;
}

/** Long enough for a machine that does everything at once: who waits is done as soon as it is there. */
const patience = { timeout: 30_000, interval: 20 } as const;

/** The message once it looks like `expected`. */
export const untilMessage = (
  { database }: House,
  id: string | undefined,
  expected: Partial<MessageRow>,
): Promise<MessageRow> =>
  vi.waitFor(async () => {
    const [row] = await database.sql<MessageRow>('select * from message where id = $1', [id]);
    expect(row).toMatchObject(expected);
    // toMatchObject refuses undefined
    return row as MessageRow;
  }, patience);

export const documentsOf = ({ database }: House, id: string | undefined): Promise<DocumentRow[]> =>
  database.sql<DocumentRow>('select * from document where message_id = $1 order by kind, place', [
    id,
  ]);

/** The state of each page; `damage` as PostgreSQL writes it. */
export const pagesOf = (
  { database }: House,
  id: string | null,
): Promise<Readonly<Record<string, unknown>>[]> =>
  database.sql('select * from message_page where message_id = $1 order by page', [id]);

/** How a PDF came. */
export const intakesOf = (
  { database }: House,
  id: string | null,
): Promise<Readonly<Record<string, unknown>>[]> =>
  database.sql('select * from message_intake where message_id = $1', [id]);

/** The plaintext, by one identity alone. */
export const openDocument = async (
  { objectsFolder }: House,
  row: DocumentRow,
  { identity }: IdentityPair,
): Promise<Buffer> => {
  const objects = await createFolderStore(objectsFolder);
  const payload = await objects.get(asId<'object'>(row.object_name), Number(row.payload_size));
  const facts = {
    payloadSize: Number(row.payload_size),
    payloadSha256: row.payload_sha256,
    plainSize: Number(row.plain_size),
    plainSha256: row.plain_sha256,
  };
  const opened = await createOpener().open({ header: row.header, payload, facts }, identity);
  return Buffer.from(opened);
};

/** How many rows each table has: nothing is doubled, nothing is stored. */
export const counts = async ({ database }: House): Promise<Readonly<Record<string, number>>> => {
  const [row] = await database.sql<Record<string, number>>(
    `select (select count(*)::int from reception) as receptions, (select count(*)::int from message) as messages,
            (select count(*)::int from document) as documents, (select count(*)::int from handling) as handlings`,
  );
  return row ?? {};
};

/** Every work row that is waiting becomes due now. */
export const hurry = ({ database }: House): Promise<unknown> =>
  database.sql('update work set due_at = now() where ended_at is null and leased_until is null');
