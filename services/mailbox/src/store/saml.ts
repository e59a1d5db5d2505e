import type { Clock } from '@kuvert/shared/clock';
import type { Queryable } from '@kuvert/platform/postgres/database';

import type { MetadataStore } from '../login/saml/metadata-keeper.ts';

/** Uses an assertion up, and forgets those that nobody would accept any more; false when this one was used before. */
export const useAssertion = async (
  database: Queryable,
  assertion: { readonly idHash: string; readonly usableUntil: Date; readonly at: Date },
): Promise<boolean> => {
  await database.query('delete from saml_assertion where usable_until < $1', [assertion.at]);
  const { rowCount } = await database.query(
    'insert into saml_assertion (id_hash, usable_until) values ($1, $2) on conflict do nothing',
    [assertion.idHash, assertion.usableUntil],
  );
  return rowCount === 1;
};

/** The last good metadata of one identity provider. */
export const createMetadataStore = (
  database: Queryable,
  clock: Clock,
  entityId: string,
): MetadataStore => ({
  read: async () => {
    const { rows } = await database.query<{ xml: Buffer | null }>(
      'select xml from saml_provider where entity_id = $1',
      [entityId],
    );
    return rows[0]?.xml ?? undefined;
  },
  keep: async ({ xml, validUntil, keysUntil }) => {
    await database.query(
      `insert into saml_provider (entity_id, xml, valid_until, keys_until, fetched_at, asked_at)
       values ($1, $2, $3, $4, $5, $5)
       on conflict (entity_id) do update
          set xml = excluded.xml, valid_until = excluded.valid_until, keys_until = excluded.keys_until,
              fetched_at = excluded.fetched_at, asked_at = excluded.asked_at, error = null`,
      [entityId, Buffer.from(xml), validUntil ?? null, keysUntil, clock.now()],
    );
  },
  failed: async (code) => {
    await database.query(
      `insert into saml_provider (entity_id, asked_at, error) values ($1, $2, $3)
       on conflict (entity_id) do update set asked_at = excluded.asked_at, error = excluded.error`,
      [entityId, clock.now(), code],
    );
  },
});

/** Writes down until when our own certificate is good. */
export const writeServiceDown = async (
  database: Queryable,
  { entityId, goodUntil }: { readonly entityId: string; readonly goodUntil: Date },
): Promise<void> => {
  await database.query(
    `insert into saml_service (entity_id, good_until) values ($1, $2)
     on conflict (id) do update set entity_id = excluded.entity_id, good_until = excluded.good_until`,
    [entityId, goodUntil],
  );
};
