import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { asId, type WorkId } from '@kuvert/shared/ids';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { openDatabase, type Database } from '../postgres/database.ts';
import {
  addWork,
  claimWork,
  dueWork,
  endWork,
  giveBackWork,
  LeaseLost,
  postponeWork,
  renewWork,
} from './work.ts';

const randomness = { uuid: () => randomUUID() };
let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.urlOf('ingest'), onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
beforeEach(() => server.sql('delete from work'));

const add = async (subject = 'one'): Promise<WorkId> => {
  const id = await database.transaction((transaction) =>
    addWork(transaction, randomness, { service: 'ingest', kind: 'test', subject }),
  );
  return id ?? asId<'work'>('already there');
};

const claim = async (id: WorkId, leaseMs = 60_000) => {
  const work = await claimWork(database, randomness, id, ['test'], leaseMs);
  if (!work) throw new Error('not claimed');
  return work;
};

describe('a row of work', () => {
  it('is added once for a kind and subject', async () => {
    await add();
    expect(await add()).toBe('already there');
  });

  it('is claimed by one worker', async () => {
    const id = await add();
    const claims = await Promise.all(
      [1, 2, 3, 4].map(() => claimWork(database, randomness, id, ['test'], 60_000)),
    );
    expect(claims.filter((work) => work !== undefined)).toHaveLength(1);
  });

  it('is not claimed before it is due', async () => {
    const id = await add();
    await postponeWork(database, await claim(id), 3_600_000);
    expect(await claimWork(database, randomness, id, ['test'], 60_000)).toBeUndefined();
    expect(await dueWork(database, 'ingest', ['test'], 10)).toEqual([]);
  });

  it('is left alone by those who do not know its kind', async () => {
    const id = await add();
    expect(await dueWork(database, 'ingest', ['another'], 10)).toEqual([]);
    expect(await claimWork(database, randomness, id, ['another'], 60_000)).toBeUndefined();
  });

  it('is due at once, its try uncounted, when it was given back', async () => {
    const id = await add();
    await giveBackWork(database, await claim(id));
    expect((await claim(id)).attempts).toBe(1);
  });

  it('is not given back by who lost it', async () => {
    const id = await add();
    const late = await claim(id, -1);
    const winner = await claim(id);
    await giveBackWork(database, late);
    expect(await renewWork(database, winner, 60_000)).toBe(true);
  });

  it('is free again when the lease of a killed worker ran out', async () => {
    const id = await add();
    await claim(id, -1);
    expect(await dueWork(database, 'ingest', ['test'], 10)).toEqual([id]);
    expect((await claim(id)).attempts).toBe(2);
  });

  it('keeps its lease while it is renewed', async () => {
    const work = await claim(await add());
    expect(await renewWork(database, work, 60_000)).toBe(true);
  });

  it('ends together with its effect or not at all', async () => {
    const id = await add();
    const late = await claim(id, -1);
    const winner = await claim(id);
    await database.transaction((transaction) => endWork(transaction, winner));
    const effect = database.transaction(async (transaction) => {
      await addWork(transaction, randomness, {
        service: 'ingest',
        kind: 'effect',
        subject: 'x',
      });
      await endWork(transaction, late);
    });
    await expect(effect).rejects.toBeInstanceOf(LeaseLost);
    expect(await server.sql("select from work where kind = 'effect'")).toEqual([]);
  });

  it('is due again after it was postponed, with its attempts counted', async () => {
    const id = await add();
    await postponeWork(database, await claim(id), 0, { error: 'fetch-failed' });
    expect((await claim(id)).attempts).toBe(2);
  });

  it("is hidden from another service's role", async () => {
    await add();
    const other = openDatabase({ url: server.urlOf('mailbox'), onError: () => undefined });
    expect((await other.query('select from work')).rowCount).toBe(0);
    await other.close();
  });
});
