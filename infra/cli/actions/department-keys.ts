import type { Clock } from '@kuvert/shared/clock';
import { newId, type DepartmentId, type KeyId, type Randomness } from '@kuvert/shared/ids';
import type { KeyWrapper, WrappedIdentity } from '@kuvert/shared/ports/keys';
import type { Recipient } from '@kuvert/shared/ports/vault';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';

import { audit } from './audit.ts';

interface NewKey {
  readonly keyId: KeyId;
  readonly departmentId: DepartmentId;
  readonly recipient: Recipient;
  readonly wrapped: WrappedIdentity;
  readonly at: Date;
}

/** Both halves of a department's new key. An active one has to be retired before, in the same transaction. */
export const insertKey = async (transaction: Transaction, key: NewKey): Promise<void> => {
  await transaction.query(
    `insert into department_key (id, department_id, recipient, created_at) values ($1, $2, $3, $4)`,
    [key.keyId, key.departmentId, key.recipient, key.at],
  );
  await transaction.query('insert into department_identity (key_id, wrapped) values ($1, $2)', [
    key.keyId,
    Buffer.from(key.wrapped),
  ]);
};

/** Gives a department a new key. What comes in from now on is sealed for it; the old one still opens what was sealed for it. */
export const rotateDepartmentKey =
  ({
    database,
    randomness,
    clock,
    keyWrapper,
  }: {
    readonly database: Database;
    readonly randomness: Pick<Randomness, 'uuid'>;
    readonly clock: Clock;
    readonly keyWrapper: KeyWrapper;
  }) =>
  async (input: {
    readonly departmentId: DepartmentId;
  }): Promise<{ readonly keyId: KeyId; readonly recipient: Recipient }> => {
    const { departmentId } = input;
    const { identity, recipient } = await newHybridIdentity();
    const wrapped = await keyWrapper.wrap(identity);
    const keyId = newId<'key'>(randomness);
    const at = clock.now();
    await database.transaction(async (transaction) => {
      // two rotations at once: the second waits here and retires the first one's key
      await transaction.query('select from department where id = $1 for update', [departmentId]);
      await transaction.query(
        'update department_key set retired_at = $2 where department_id = $1 and retired_at is null',
        [departmentId, at],
      );
      await insertKey(transaction, { keyId, departmentId, recipient, wrapped, at });
      await audit(transaction, 'key-rotated', { department: departmentId, detail: keyId });
    });
    return { keyId, recipient };
  };
