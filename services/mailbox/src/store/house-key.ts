import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';
import type { Transaction } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import { asId } from '@kuvert/shared/ids';
import type { KeyProvider, WrappedIdentity } from '@kuvert/shared/ports/keys';
import type { Recipient } from '@kuvert/shared/ports/vault';

/** A key of the house itself, as it rests in the database. */
export interface HouseKey {
  readonly recipient: Recipient;
  readonly wrapped: WrappedIdentity;
}

/** The house's key for a purpose, made when it is first needed; wrapped by the master key. */
export const houseKey = async (
  { keys, clock }: { readonly keys: KeyProvider; readonly clock: Clock },
  transaction: Transaction,
  purpose: 'log' | 'person-number',
): Promise<HouseKey> => {
  const known = await readHouseKey(transaction, purpose);
  if (known) return known;
  const { identity, recipient } = await newHybridIdentity();
  const wrapped = await keys.wrap(identity);
  await transaction.query(
    'insert into house_key (purpose, recipient, wrapped, created_at) values ($1, $2, $3, $4) on conflict (purpose) do nothing',
    [purpose, recipient, Buffer.from(wrapped), clock.now()],
  );
  // another replica may have been first
  return (await readHouseKey(transaction, purpose)) ?? { recipient, wrapped };
};

const readHouseKey = async (
  transaction: Transaction,
  purpose: string,
): Promise<HouseKey | undefined> => {
  const { rows } = await transaction.query<{ recipient: string; wrapped: Buffer }>(
    'select recipient, wrapped from house_key where purpose = $1',
    [purpose],
  );
  const row = rows[0];
  return row && { recipient: asId<'recipient'>(row.recipient), wrapped: row.wrapped };
};
