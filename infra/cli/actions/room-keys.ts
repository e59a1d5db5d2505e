import type { Clock } from '@kuvert/shared/clock';
import { newId, type KeyId, type PartnerFunctionId, type Randomness } from '@kuvert/shared/ids';
import type { KeyWrapper } from '@kuvert/shared/ports/keys';
import type { Recipient } from '@kuvert/shared/ports/vault';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

interface NewRoomKey {
  readonly keyId: KeyId;
  readonly functionId: PartnerFunctionId;
  readonly recipient: string;
  readonly wrapped: Uint8Array;
  readonly at: Date;
}

/** Both halves of a function's key; does nothing where it has an active one. */
export const insertRoomKey = async (transaction: Transaction, key: NewRoomKey): Promise<void> => {
  const { rowCount } = await transaction.query(
    `insert into room_key (id, function_id, recipient, created_at) values ($1, $2, $3, $4)
     on conflict (function_id) where retired_at is null do nothing`,
    [key.keyId, key.functionId, key.recipient, key.at],
  );
  if (rowCount === 1)
    await transaction.query('insert into room_identity (key_id, wrapped) values ($1, $2)', [
      key.keyId,
      Buffer.from(key.wrapped),
    ]);
};

/**
 * Gives a function in the room a new key. What is sent there, and written there, is sealed for it from now on; the old one
 * still opens what was sealed for it.
 * @throws CommandError `room-empty`
 */
export const rotateRoomKey =
  ({
    database,
    randomness,
    clock,
    keyWrapper,
  }: {
    /** The database owner's: services may not do this. */
    readonly database: Database;
    readonly randomness: Pick<Randomness, 'uuid'>;
    readonly clock: Clock;
    readonly keyWrapper: KeyWrapper;
  }) =>
  async (
    functionId: PartnerFunctionId,
  ): Promise<{ readonly keyId: KeyId; readonly recipient: Recipient }> => {
    const { identity, recipient } = await newHybridIdentity();
    const wrapped = await keyWrapper.wrap(identity);
    const keyId = newId<'key'>(randomness);
    const at = clock.now();
    await database.transaction(async (transaction) => {
      // two rotations at once: the second waits here and retires the first one's key
      await transaction.query('select from partner_function where id = $1 for no key update', [
        functionId,
      ]);
      const { rowCount } = await transaction.query(
        'update room_key set retired_at = $2 where function_id = $1 and retired_at is null',
        [functionId, at],
      );
      if (rowCount !== 1)
        throw new CommandError('room-empty', 'That function has no key: nobody was ever let in.');
      await insertRoomKey(transaction, { keyId, functionId, recipient, wrapped, at });
      await audit(transaction, 'room-key-rotated', {
        detail: `function ${functionId} key ${keyId}`,
      });
    });
    return { keyId, recipient };
  };
