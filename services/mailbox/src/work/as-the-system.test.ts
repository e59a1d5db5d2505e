import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { claimWork, endWork, type Work } from '@kuvert/platform/work/work';
import { asId } from '@kuvert/shared/ids';

import type { FilledMessage } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { grantToSystem } from '../use-cases/open-document.ts';

let house: House;
let database: Database;
let message: FilledMessage;

beforeAll(async () => {
  house = await startHouse();
  await house.receive(house.care);
  await house.receive(house.school);
  database = openDatabase({
    url: house.database.urlOf('mailbox'),
    max: 1,
    onError: (error) => {
      throw error;
    },
  });
});
afterAll(async () => {
  await database.close();
  await house.stop();
});
beforeEach(async () => {
  message = await house.receive(house.care);
});

/** The house's own worker has no handler for it. */
const kind = 'looked-at-by-a-test';

/** Work about the message, claimed. */
const hold = async (subject = message.id, leaseMs = 60_000): Promise<Work> => {
  const id = asId<'work'>(randomUUID());
  await database.query(
    `insert into work (id, service, kind, subject, due_at, created_at)
     values ($1, 'mailbox', $2, $3, now(), now()) on conflict do nothing`,
    [id, kind, subject],
  );
  const work = await claimWork(database, { uuid: randomUUID }, id, [kind], leaseMs);
  if (!work) throw new Error('not claimed');
  return work;
};

const shown = (work: Pick<Work, 'id' | 'leaseId'>, sql: string): Promise<unknown[]> =>
  database.transaction(
    async (transaction) =>
      (await transaction.query<{ shown: unknown }>(sql)).rows.map((row) => row.shown),
    { work },
  );

describe('a transaction of the system', () => {
  it.each([
    ['message', 'select id as shown from message', () => [message.id]],
    ['document', 'select distinct message_id as shown from document', () => [message.id]],
    ['department', 'select id as shown from department', () => [house.care.id]],
    ['department_key', 'select id as shown from department_key', () => [house.care.keyId]],
    [
      'department_identity',
      'select key_id as shown from department_identity',
      () => [house.care.keyId],
    ],
    ['handling', 'select message_id as shown from handling', () => []],
    ['timeline', 'select message_id as shown from timeline', () => []],
    ['fax_number', 'select number as shown from fax_number', () => []],
    ['membership', 'select person_id as shown from membership', () => []],
  ])('sees of %s what belongs to the message of its work', async (_table, sql, expected) => {
    expect(await shown(await hold(), sql)).toEqual(expected());
  });

  const anything = 'select id as shown from message';

  it('sees nothing by a lease that ran out', async () => {
    expect(await shown(await hold(message.id, -1), anything)).toEqual([]);
  });

  it('sees nothing by the lease that another holds', async () => {
    const { id } = await hold();
    expect(await shown({ id, leaseId: randomUUID() }, anything)).toEqual([]);
  });

  it('sees nothing of a message that needs attention', async () => {
    const unread = await house.receive(house.care, { attention: 'no-document' });
    expect(await shown(await hold(unread.id), anything)).toEqual([]);
  });

  it('sees nothing any more once it ended its work', async () => {
    const work = await hold();
    const after = await database.transaction(
      async (transaction) => {
        await endWork(transaction, work);
        return (await transaction.query('select id from message')).rows;
      },
      { work },
    );
    expect(after).toEqual([]);
  });

  it('leaves nothing for the next one on its connection', async () => {
    await shown(await hold(), anything);
    expect((await database.query('select id from message')).rows).toEqual([]);
  });

  it.each([
    'update message set pages = 1',
    'delete from document',
    'update department set name = id',
  ])('may not: %s', async (sql) => {
    await expect(shown(await hold(), sql)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('opening a document as the system', () => {
  const audited = (): Promise<unknown[]> =>
    house.database.sql(
      `select service, person_id, action, department_id, document_id from audit where message_id = $1`,
      [message.id],
    );

  it('is audited without a person, and committed, before the document is there to open', async () => {
    const grant = grantToSystem(database);
    const which = { kinds: ['original'] } as const;
    const { document } = await grant({ work: await hold(), which, action: 'recognise' });
    expect(document).toMatchObject({
      id: message.documents.original.id,
      messageId: message.id,
      wrapped: expect.any(Buffer),
    });
    expect(await audited()).toEqual([
      {
        service: 'kuvert_mailbox',
        person_id: null,
        action: 'recognise',
        department_id: house.care.id,
        document_id: message.documents.original.id,
      },
    ]);
  });

  it('is refused, and leaves no trace, without the lease', async () => {
    const work = { ...(await hold()), leaseId: randomUUID() };
    const asked = grantToSystem(database)({ work, which: { kinds: ['pdf'] }, action: 'recognise' });
    await expect(asked).rejects.toMatchObject({ code: 'not-found' });
    expect(await audited()).toEqual([]);
  });

  it('is refused when the audit trail can not be written', async () => {
    await house.database.sql(`revoke execute on function audit_append from kuvert_mailbox`);
    try {
      const asked = grantToSystem(database)({
        work: await hold(),
        which: { kinds: ['pdf'] },
        action: 'recognise',
      });
      await expect(asked).rejects.toMatchObject({ code: 'audit-not-written' });
    } finally {
      await house.database.sql(`grant execute on function audit_append to kuvert_mailbox`);
    }
  });
});
