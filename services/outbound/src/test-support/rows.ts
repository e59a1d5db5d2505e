import { expect, vi } from 'vitest';

import { createOpener } from '@kuvert/platform/vault/opener';
import type { IdentityPair } from '@kuvert/platform/vault/hybrid';
import { asId } from '@kuvert/shared/ids';

import type { House } from './house.ts';

export interface DeliveryRow {
  readonly state: string;
  readonly cause: string | null;
  readonly unknown_reason: string | null;
  readonly carrier_fax_id: string | null;
  readonly pages_confirmed: number | null;
  readonly media_read: number;
  readonly [column: string]: unknown;
}

const patience = { timeout: 10_000, interval: 20 } as const;

export const deliveryOf = async ({ database }: House, id: string): Promise<DeliveryRow> => {
  const [row] = await database.sql<DeliveryRow>('select * from delivery where id = $1', [id]);
  if (!row) throw new Error('no such delivery');
  return row;
};

/** The delivery once it looks like `expected`. */
export const untilDelivery = (
  house: House,
  id: string,
  expected: Partial<DeliveryRow>,
): Promise<DeliveryRow> =>
  vi.waitFor(async () => {
    const row = await deliveryOf(house, id);
    expect(row).toMatchObject(expected);
    return row;
  }, patience);

/** Kinds of the facts that were told of a delivery, in order; those without effect in brackets. */
export const factsOf = async ({ database }: House, id: string): Promise<string[]> => {
  const rows = await database.sql<{ kind: string; changed: boolean }>(
    'select kind, changed from delivery_fact where delivery_id = $1 order by at, id',
    [id],
  );
  return rows.map(({ kind, changed }) => (changed ? kind : `(${kind})`));
};

/** Every work row that waits becomes due now, behind those that are due already. */
export const hurry = ({ database }: House, kind = '%'): Promise<unknown> =>
  database.sql(
    `update work set due_at = now()
      where ended_at is null and leased_until is null and due_at > now() and kind like $1`,
    [kind],
  );

export const untilWorkIsOver = ({ database }: House, kind: string): Promise<unknown> =>
  vi.waitFor(async () => {
    const rows = await database.sql('select from work where kind = $1 and ended_at is null', [
      kind,
    ]);
    expect(rows).toEqual([]);
  }, patience);

/** What was handed over, opened by one identity alone. */
export const openSent = async (
  { database, objects }: House,
  deliveryId: string,
  { identity }: IdentityPair,
): Promise<Buffer> => {
  const [row] = await database.sql<{
    object_name: string;
    header: Buffer;
    payload_size: string;
    payload_sha256: string;
    plain_size: string;
    plain_sha256: string;
  }>(`select * from send_document where delivery_id = $1 and kind = 'sent'`, [deliveryId]);
  if (!row) throw new Error('nothing was kept');
  const facts = {
    payloadSize: Number(row.payload_size),
    payloadSha256: row.payload_sha256,
    plainSize: Number(row.plain_size),
    plainSha256: row.plain_sha256,
  };
  const payload = await objects.get(asId<'object'>(row.object_name), facts.payloadSize);
  const opened = await createOpener().open({ header: row.header, payload, facts }, identity);
  return Buffer.from(opened);
};
