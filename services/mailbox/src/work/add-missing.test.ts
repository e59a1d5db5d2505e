import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createInProcessBell } from '@kuvert/platform/jobs/in-process';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { addWork, claimWork } from '@kuvert/platform/work/work';
import { asId } from '@kuvert/shared/ids';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { addMissing, addMissingKind } from './add-missing.ts';

let server: TestDatabase;
let database: Database;
const randomness = { uuid: () => randomUUID() };

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.urlOf('mailbox'), onError: () => undefined });
  await server.sql(`insert into department values ('d', 'Care', false, now())`);
  await server.sql(
    `insert into message (id, department_id, carrier, from_number, to_number, received_at, available_at, state,
       attention, pages, damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
     select 'm' || n, 'd', 'c', '', '', now(), now() - n * interval '1 hour',
       case when n = 1 then 'attention' else 'available' end, case when n = 1 then 'jbig' end,
       1, 0, 0, '{}', false, 'none' from generate_series(1, 13) n`,
  );
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

/** Runs the periodic work once; how many seconds until it is due again. */
const run = async (): Promise<number> => {
  const work = { service: 'mailbox', kind: addMissingKind, subject: 'recognise' } as const;
  await database.transaction((transaction) => addWork(transaction, randomness, work));
  await server.sql(`update work set due_at = now() where kind = $1`, [addMissingKind]);
  const [row] = await server.sql<{ id: string }>('select id from work where kind = $1', [
    addMissingKind,
  ]);
  const id = asId<'work'>(row?.id ?? '');
  const claimed = await claimWork(database, randomness, id, [addMissingKind], 60_000);
  if (!claimed) throw new Error('not claimed');
  const bell = createInProcessBell({ onError: () => undefined });
  await addMissing({ database, bell }).handle(claimed, new AbortController().signal);
  const [due] = await server.sql<{ seconds: number }>(
    `select round(extract(epoch from due_at - now()))::int as seconds from work where kind = $1`,
    [addMissingKind],
  );
  return due?.seconds ?? 0;
};

const subjects = async (): Promise<string[]> => {
  const rows = await server.sql<{ subject: string }>(
    `select subject from work where kind = 'recognise' order by length(subject), subject`,
  );
  return rows.map(({ subject }) => subject);
};

const numbered = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `m${first + index}`);

describe('work that messages lack', () => {
  it('is added to the newest ten that are available, and more is looked for soon', async () => {
    const seconds = await run();
    expect(await subjects()).toEqual(numbered(2, 11));
    expect(seconds).toBeLessThan(60);
  });

  it('is not added while some of it waits', async () => {
    expect(await run()).toBeLessThan(60);
    expect(await subjects()).toHaveLength(10);
  });

  it('is added to the rest afterwards, and then hardly ever looked for', async () => {
    await server.sql(`update work set ended_at = now() where kind = 'recognise'`);
    await run();
    expect(await subjects()).toEqual(numbered(2, 13));
    await server.sql(`update work set ended_at = now() where kind = 'recognise'`);
    expect(await run()).toBeGreaterThan(600);
  });

  it('is of the kinds that every message has, and of no other', async () => {
    const { rows } = await database.query(`select add_missing_work('another')`);
    expect(rows).toEqual([]);
  });
});
