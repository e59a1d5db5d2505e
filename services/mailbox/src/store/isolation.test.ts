import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { asId } from '@kuvert/shared/ids';

import { clientOf } from '../test-support/client.ts';
import { addContact, addOutboundKey, sendReady } from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { lineOf, pageOf, recognitionOf } from '../test-support/recognised.ts';

let house: House;
let database: Database;

beforeAll(async () => {
  house = await startHouse();
  const text = recognitionOf(pageOf([[lineOf('Hej')]]));
  await addOutboundKey(house.database);
  for (const [subject, department] of [
    ['anna', house.care],
    ['cecilia', house.school],
  ] as const) {
    const { id } = await house.receive(department, { text, removed: { uri: 1 } });
    const client = clientOf(house.origin, await house.logIn(subject));
    await addContact(client, department.id);
    await sendReady(client, department.id);
    await client.post(`/api/messages/${id}/incident`, { how: 'seen-here' }).expect(200);
  }
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

const tables = [
  ['department', 'id'],
  ['department_key', 'department_id'],
  ['fax_number', 'department_id'],
  ['membership', 'department_id'],
  ['message', 'department_id'],
  ['message_page', 'department_id'],
  ['message_intake', 'department_id'],
  ['message_text', 'department_id'],
  ['document', 'department_id'],
  ['handling', 'department_id'],
  ['timeline', 'department_id'],
  ['send_order', 'department_id'],
  ['send_document', 'department_id'],
  ['delivery', 'department_id'],
  ['delivery_fact', 'department_id'],
  ['send_act', 'department_id'],
  ['second_look', 'department_id'],
  ['contact', 'department_id'],
  ['contact_event', 'department_id'],
  ['incident', 'department_id'],
  ['incident_act', 'department_id'],
  ['incident_document', 'department_id'],
] as const;

const everything = (table: string, column: string, person?: string): Promise<unknown[]> =>
  database.transaction(
    async (transaction) => {
      const { rows } = await transaction.query<{ department: string }>(
        `select distinct ${column} as department from ${table}`,
      );
      return rows.map(({ department }) => department);
    },
    person === undefined ? {} : { person: asId<'person'>(person) },
  );

describe('the database, when a handler forgets to ask for its own department', () => {
  it.each(tables)('shows of %s what is of the departments of the person', async (table, column) => {
    expect(await everything(table, column, house.personIds.anna)).toEqual([house.care.id]);
    expect(await everything(table, column, house.personIds.cecilia)).toEqual([house.school.id]);
  });

  it.each(tables)('shows nothing of %s to nobody', async (table, column) => {
    await everything(table, column, house.personIds.anna);
    // on the very connection that acted for somebody a moment ago
    expect(await everything(table, column)).toEqual([]);
    expect(await everything(table, column, house.personIds.nobody)).toEqual([]);
  });

  it('gives no key of another department', async () => {
    const keys = await database.transaction(
      async (transaction) =>
        (await transaction.query<{ key_id: string }>('select key_id from department_identity'))
          .rows,
      { person: asId<'person'>(house.personIds.anna) },
    );
    expect(keys).toEqual([{ key_id: house.care.keyId }]);
  });

  it("changes no work state of another department's message", async () => {
    const changed = await database.transaction(
      (transaction) =>
        transaction.query(`update handling set state = 'taken', person_id = $1, at = now()`, [
          house.personIds.nobody,
        ]),
      { person: asId<'person'>(house.personIds.nobody) },
    );
    expect(changed.rowCount).toBe(0);
  });

  it("takes nothing in another person's name", async () => {
    const inBosName = database.transaction(
      (transaction) =>
        transaction.query(`update handling set state = 'taken', person_id = $1, at = now()`, [
          house.personIds.bo,
        ]),
      { person: asId<'person'>(house.personIds.anna) },
    );
    await expect(inBosName).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    'delete from message',
    'delete from document',
    'delete from audit',
    'delete from incident',
    'delete from incident_act',
    'delete from incident_document',
    `update incident set how = 'other'`,
    'update incident_act set at = now()',
    'update incident_document set size = 0',
    'update audit set at = now()',
  ])('does not allow: %s', async (statement) => {
    await expect(database.query(statement)).rejects.toMatchObject({ code: '42501' });
  });
});
