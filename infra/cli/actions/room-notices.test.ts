import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { asId } from '@kuvert/shared/ids';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { addPartner, addPartnerFunction } from './partners.ts';
import { endRoomNotices, setRoomNotices } from './room-notices.ts';

let server: TestDatabase;
let database: Database;
let partner: Awaited<ReturnType<ReturnType<typeof addPartner>>>;
beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
  partner = await addPartner(deps())({ name: 'Linden', domain: '0203:linden.example' });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const deps = () => ({ database, clock: createFixedClock(), randomness: systemRandomness });
let functions = 0;
const newFunction = async () => {
  functions += 1;
  const address = `room:${functions}`;
  const number = `+4631390065${functions}`;
  const input = { name: `Läkare ${functions}`, address, number };
  return asId<'partner-function'>(await addPartnerFunction(deps())(partner, input));
};
const addressOf = (functionId: string) =>
  server.sql('select address, language from notice_address where function_id = $1', [functionId]);

describe('where a function of the room is told by mail', () => {
  it('is one address, the last that was set, and stands in no audit row', async () => {
    const functionId = await newFunction();
    const set = setRoomNotices(deps());
    await set({ functionId, address: 'linden@vard.example', language: 'sv' });
    await set({ functionId, address: 'lakare@vard.example', language: 'da' });
    expect(await addressOf(functionId)).toEqual([
      { address: 'lakare@vard.example', language: 'da' },
    ]);
    const rows = await server.sql(`select * from audit where action = 'room-notices-set'`);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('@');
  });

  it('is nothing once it is off', async () => {
    const functionId = await newFunction();
    await setRoomNotices(deps())({ functionId, address: 'linden@vard.example', language: 'sv' });
    await endRoomNotices(deps())(functionId);
    expect(await addressOf(functionId)).toEqual([]);
    await expect(endRoomNotices(deps())(functionId)).rejects.toMatchObject({
      code: 'notices-unknown',
    });
  });

  it.each([
    ['no address', { address: 'linden' }],
    ['another language', { language: 'fi' }],
  ])('is refused with %s', async (_what, changes) => {
    const functionId = await newFunction();
    const input = { functionId, address: 'linden@vard.example', language: 'sv', ...changes };
    await expect((async () => setRoomNotices(deps())(input))()).rejects.toMatchObject({
      code: 'usage-wrong',
    });
  });
});
