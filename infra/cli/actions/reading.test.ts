import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { asId } from '@kuvert/shared/ids';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { readAgain, setReadingLanguage } from './reading.ts';

let server: TestDatabase;
let database: Database;
const departmentId = asId<'department'>('d');

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
beforeEach(async () => {
  await server.sql('truncate department, work, audit cascade');
  await server.sql(`insert into department values ('d', 'Care', false, now())`);
});

const language = async (): Promise<unknown> =>
  (await server.sql('select language from department'))[0]?.['language'];

const audited = (): Promise<unknown[]> =>
  server.sql('select action, department_id, detail from audit order by seq');

describe("the language that a department's faxes are read in", () => {
  it('is set, and the change is in the audit chain', async () => {
    await setReadingLanguage({ database })({ departmentId, language: 'dan' });
    expect(await language()).toBe('dan');
    expect(await audited()).toEqual([
      { action: 'department-language', department_id: 'd', detail: 'dan' },
    ]);
  });

  it("becomes the house's own again", async () => {
    await setReadingLanguage({ database })({ departmentId, language: 'dan' });
    await setReadingLanguage({ database })({ departmentId, language: 'house' });
    expect(await language()).toBeNull();
  });

  it('is refused when nobody reads it here', async () => {
    const set = setReadingLanguage({ database })({ departmentId, language: 'fin' });
    await expect(set).rejects.toMatchObject({ code: 'usage-wrong' });
  });
});

describe('reading again', () => {
  const read = async (id: string, state: 'ready' | 'failed'): Promise<void> => {
    await server.sql(
      `insert into message (id, department_id, carrier, from_number, to_number, received_at, available_at, state,
         pages, damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
       values ($1, 'd', 'c', '', '', now(), now(), 'available', 1, 0, 0, '{}', false, 'none')`,
      [id],
    );
    await server.sql(`insert into message_text values ($1, 'd', $2, 'swe', $3, now())`, [
      id,
      state,
      state === 'failed' ? 'time-limit' : null,
    ]);
    for (const kind of ['original', 'text', 'searchable'])
      await server.sql(
        `insert into document values ($1, $2, 'd', 'k', $3, 'image/tiff', $1, '', 0, '', 0, '', now())`,
        [`${id} ${kind}`, id, kind],
      );
    await server.sql(
      `insert into work (id, service, kind, subject, due_at, attempts, last_error, created_at, ended_at)
       values ($1, 'mailbox', 'recognise', $1, now(), 3, 'time-limit', now(), now())`,
      [id],
    );
  };

  beforeEach(async () => {
    await server.sql(`insert into department_key values ('k', 'd', 'age1pq1', now())`);
    await read('given-up', 'failed');
    await read('read', 'ready');
  });

  const waiting = (): Promise<unknown[]> =>
    server.sql('select subject, attempts, last_error from work where ended_at is null');

  it('lets what was given up be tried anew, and nothing else', async () => {
    expect(await readAgain({ database })).toBe(1);
    expect(await server.sql('select message_id from message_text')).toEqual([
      { message_id: 'read' },
    ]);
    expect(await waiting()).toEqual([{ subject: 'given-up', attempts: 0, last_error: null }]);
    expect(await audited()).toEqual([{ action: 'text-again', department_id: null, detail: '1' }]);
  });

  it('makes the text of one message anew, and leaves what came as it is', async () => {
    expect(await readAgain({ database }, 'read')).toBe(1);
    expect(await waiting()).toEqual([{ subject: 'read', attempts: 0, last_error: null }]);
    const kept = await server.sql(`select kind from document where message_id = 'read'`);
    expect(kept).toEqual([{ kind: 'original' }]);
  });

  it('is nothing when there is no such fax', async () => {
    expect(await readAgain({ database }, 'none')).toBe(0);
    expect(await audited()).toEqual([]);
  });
});
