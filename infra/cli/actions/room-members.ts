import type { Clock } from '@kuvert/shared/clock';
import { newId, type PartnerFunctionId, type Randomness } from '@kuvert/shared/ids';
import type { KeyWrapper } from '@kuvert/shared/ports/keys';
import type { Database } from '@kuvert/platform/postgres/database';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';
import { insertRoomKey } from './room-keys.ts';

export interface RoomMemberDeps {
  /** The database owner's: services may not do this. */
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
  readonly keyWrapper: KeyWrapper;
}

/** Who somebody is at the identity provider. */
export interface RoomPerson {
  readonly issuer: string;
  readonly subject: string;
}

/**
 * Lets somebody of a partner read and write for a function in the room. With the first one the function gets its key.
 * @returns the person's id in the room
 * @throws CommandError `member-already`
 */
export const addRoomMember =
  ({ database, clock, randomness, keyWrapper }: RoomMemberDeps) =>
  async (
    functionId: PartnerFunctionId,
    { issuer, subject, name }: RoomPerson & { readonly name: string },
  ): Promise<string> => {
    const { identity, recipient } = await newHybridIdentity();
    const wrapped = await keyWrapper.wrap(identity);
    return database.transaction(async (transaction) => {
      const at = clock.now();
      const { rows } = await transaction.query<{ id: string }>(
        `insert into room_person (id, issuer, subject, name, created_at) values ($1, $2, $3, $4, $5)
         on conflict (issuer, subject) do update set name = excluded.name returning id`,
        [newId<'person'>(randomness), issuer, subject, name, at],
      );
      const id = rows[0]?.id ?? '';
      const { rowCount } = await transaction.query(
        `insert into room_membership (person_id, function_id, created_at) values ($1, $2, $3)
         on conflict do nothing`,
        [id, functionId, at],
      );
      if (rowCount !== 1)
        throw new CommandError('member-already', 'They are a member of that function already.');
      const keyId = newId<'key'>(randomness);
      await insertRoomKey(transaction, { keyId, functionId, recipient, wrapped, at });
      await audit(transaction, 'room-member-added', {
        detail: `function ${functionId} room-person ${id}`,
      });
      return id;
    });
  };

/**
 * They see nothing of the function any more, at once; what they wrote stays.
 * @throws CommandError `member-unknown`
 */
export const removeRoomMember =
  ({ database }: Pick<RoomMemberDeps, 'database'>) =>
  (functionId: PartnerFunctionId, { issuer, subject }: RoomPerson): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ id: string }>(
        `delete from room_membership m using room_person p
          where p.id = m.person_id and m.function_id = $1 and p.issuer = $2 and p.subject = $3 returning p.id`,
        [functionId, issuer, subject],
      );
      if (!rows[0])
        throw new CommandError('member-unknown', 'They are no member of that function.');
      await audit(transaction, 'room-member-removed', {
        detail: `function ${functionId} room-person ${rows[0].id}`,
      });
    });
