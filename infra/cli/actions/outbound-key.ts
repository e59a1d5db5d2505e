import { newId, type KeyId } from '@kuvert/shared/ids';
import type { Recipient } from '@kuvert/shared/ports/vault';

import { audit } from './audit.ts';
import type { HouseDeps } from './departments.ts';

/**
 * From now on what goes out is sealed for this key as well. An earlier one is retired: what was sealed for it and has
 * not left can't be opened by outbound any more.
 */
export const registerOutboundKey =
  ({ database, randomness, clock }: HouseDeps) =>
  ({ recipient }: { readonly recipient: Recipient }): Promise<KeyId> =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ id: KeyId }>(
        `select id from service_key where service = 'outbound' and recipient = $1 and retired_at is null`,
        [recipient],
      );
      if (rows[0]) return rows[0].id;
      const now = clock.now();
      await transaction.query(
        `update service_key set retired_at = $1 where service = 'outbound' and retired_at is null`,
        [now],
      );
      const id = newId<'key'>(randomness);
      await transaction.query(
        `insert into service_key (id, service, recipient, created_at) values ($1, 'outbound', $2, $3)`,
        [id, recipient, now],
      );
      await audit(transaction, 'outbound-key-registered', { detail: id });
      return id;
    });
