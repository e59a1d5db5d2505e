import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { asId } from '@kuvert/shared/ids';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import {
  addNoticeAddress,
  endNotices,
  mostAddresses,
  removeNoticeAddress,
  setNotices,
} from './notices.ts';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
beforeEach(async () => {
  await server.sql('truncate department, audit cascade');
  await server.sql(`insert into department (id, name, created_at) values ('d', 'Care', now())`);
});

const departmentId = asId<'department'>('d');
const deps = () => ({ database, clock: createFixedClock(), randomness: systemRandomness });
const set = (changes: Partial<Parameters<ReturnType<typeof setNotices>>[0]>) =>
  setNotices(deps())({
    ...{ departmentId, arrived: true, untaken: undefined, language: 'sv' },
    ...changes,
  });
const add = (address: string) => addNoticeAddress(deps())({ departmentId, address });
const details = () => server.sql('select action, detail from audit order by seq');

describe('what a department is told by mail', () => {
  it('is what was set last; that is on record', async () => {
    await set({});
    await set({ arrived: false, untaken: '45', language: 'da' });
    expect(await server.sql('select arrived, untaken_after, language from notice_setting')).toEqual(
      [{ arrived: false, untaken_after: 45, language: 'da' }],
    );
    expect(await details()).toEqual([
      { action: 'notices-set', detail: 'arrived' },
      { action: 'notices-set', detail: 'untaken 45' },
    ]);
  });

  it.each([
    ['nothing', { arrived: false }],
    ['no minutes', { untaken: '0' }],
    ['more than a week', { untaken: '10081' }],
    ['half a minute', { untaken: '0.5' }],
    ['another language', { language: 'fi' }],
  ])('is refused with %s', async (_what, changes) => {
    await expect((async () => set(changes))()).rejects.toMatchObject({ code: 'usage-wrong' });
  });

  it('is nothing once it is off; its addresses stay', async () => {
    await set({});
    await add('vard@kommun.example');
    await endNotices(deps())({ departmentId });
    expect(await server.sql('select from notice_setting')).toHaveLength(0);
    expect(await server.sql('select from notice_address')).toHaveLength(1);
    const again = endNotices(deps())({ departmentId });
    await expect(again).rejects.toMatchObject({ code: 'notices-unknown' });
  });
});

describe('an address', () => {
  it('is kept once, deleted when it is taken away, and stands in no audit row', async () => {
    await add('Anna@Kommun.Example');
    await expect(add('Anna@kommun.example')).rejects.toMatchObject({ code: 'address-taken' });
    const remove = () =>
      removeNoticeAddress(deps())({ departmentId, address: 'Anna@kommun.example' });
    await remove();
    expect(await server.sql('select from notice_address')).toHaveLength(0);
    await expect(remove()).rejects.toMatchObject({ code: 'address-unknown' });
    expect(JSON.stringify(await details())).not.toMatch(/anna/i);
  });

  it('is refused when it is none', async () => {
    await expect((async () => add('anna'))()).rejects.toMatchObject({ code: 'usage-wrong' });
  });

  it('is one of a few, also when several are added at once', async () => {
    const adding = Array.from({ length: mostAddresses + 3 }, (_, n) => add(`a${n}@kommun.example`));
    const added = await Promise.allSettled(adding);
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(mostAddresses);
  });
});
