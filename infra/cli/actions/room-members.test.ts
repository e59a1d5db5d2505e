import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createKeyProvider } from '@kuvert/platform/keys/provider';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';
import { asId, type PartnerFunctionId } from '@kuvert/shared/ids';
import type { KeyProvider, WrappedIdentity } from '@kuvert/shared/ports/keys';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { setClosed } from './closed.ts';
import { addPartner, addPartnerFunction } from './partners.ts';
import { rotateRoomKey } from './room-keys.ts';
import { addRoomMember, removeRoomMember } from './room-members.ts';

const clock = createFixedClock();
const gunnel = { issuer: 'https://login.example', subject: 'gunnel', name: 'Gunnel Strand' };
const hanna = { ...gunnel, subject: 'hanna', name: 'Hanna Gran' };
let server: TestDatabase;
let database: Database;
let keys: KeyProvider;
let functionId: PartnerFunctionId;

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
  keys = createKeyProvider(await newHybridIdentity());
  const partner = await addPartner(deps())({ name: 'Linden', domain: '0203:linden.example' });
  functionId = asId<'partner-function'>(
    await addPartnerFunction(deps())(partner, {
      name: 'Läkare',
      address: 'room:lakare',
      number: '+46313900650',
    }),
  );
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const deps = () => ({ database, clock, randomness: systemRandomness, keyWrapper: keys });
const channel = async (): Promise<unknown> =>
  (await server.sql('select partner_function_channel($1) as channel', [functionId]))[0];

it('a department is closed until a day, or not', async () => {
  await server.sql(`insert into department values ('d', 'Care', false, now())`);
  const set = (until: string) =>
    setClosed({ database })({ departmentId: asId<'department'>('d'), until });
  expect([await set('2027-01-07'), await set('no')]).toEqual(['2027-01-07', null]);
  for (const wrong of ['tomorrow', '2027-02-30'])
    await expect(set(wrong)).rejects.toMatchObject({ code: 'usage-wrong' });
});

describe('who writes and reads in the room for a function', () => {
  it('gives it a key with the first one, which opens under the master key, and keeps it', async () => {
    expect(await channel()).toEqual({ channel: 'gateway' });
    await addRoomMember(deps())(functionId, gunnel);
    await addRoomMember(deps())(functionId, hanna);
    const found = await server.sql<{ recipient: string; wrapped: Uint8Array }>(
      'select recipient, wrapped from room_key join room_identity on key_id = id',
    );
    expect(found).toHaveLength(1);
    const wrapped = new Uint8Array(found[0]?.wrapped ?? []) as WrappedIdentity;
    await expect(keys.unwrap(wrapped)).resolves.toMatch(/^AGE-SECRET-KEY/);
    expect(await channel()).toEqual({ channel: 'room' });
  });

  it('may have its key rotated: the old one is kept, and opens what was sealed for it', async () => {
    const rotate = rotateRoomKey({ ...deps() });
    await Promise.all([rotate(functionId), rotate(functionId)]);
    const found = await server.sql<{ active: boolean; wrapped: Uint8Array }>(
      `select retired_at is null as active, wrapped from room_key join room_identity on key_id = id
        order by retired_at nulls first`,
    );
    expect(found.map(({ active }) => active)).toEqual([true, false, false]);
    for (const { wrapped } of found)
      await expect(keys.unwrap(new Uint8Array(wrapped) as WrappedIdentity)).resolves.toMatch(
        /^AGE-SECRET-KEY/,
      );
  });

  it('has no key to rotate before somebody was let in', async () => {
    const rotating = rotateRoomKey(deps())(asId<'partner-function'>('another'));
    await expect(rotating).rejects.toMatchObject({ code: 'room-empty' });
  });

  it('is somebody once', async () => {
    await expect(addRoomMember(deps())(functionId, gunnel)).rejects.toMatchObject({
      code: 'member-already',
    });
  });

  it('is taken out at once; a function that everybody has left is reached in the room no more', async () => {
    for (const person of [gunnel, hanna]) await removeRoomMember(deps())(functionId, person);
    await expect(removeRoomMember(deps())(functionId, gunnel)).rejects.toMatchObject({
      code: 'member-unknown',
    });
    expect(await channel()).toEqual({ channel: null });
  });

  it('stands in the audit trail by ids', async () => {
    const actions = await server.sql<{ action: string; detail: string }>(
      `select action, detail from audit where action like 'room-%' order by seq`,
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'room-member-added',
      'room-member-added',
      ...['room-key-rotated', 'room-key-rotated'],
      'room-member-removed',
      'room-member-removed',
    ]);
    expect(JSON.stringify(actions)).not.toMatch(/gunnel/i);
  });
});
