import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  openDatabase,
  type ActingScope,
  type Database,
  type Scope,
} from '@kuvert/platform/postgres/database';
import { asId } from '@kuvert/shared/ids';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import { actingAs } from '@kuvert/testkit/acting';

import { addApiClient } from '../test-support/api-clients.ts';
import { clientOf } from '../test-support/client.ts';
import { addContact, addOutboundKey, askedDraft, sendReady } from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';
import type { FilledDepartment } from '../test-support/fill.ts';
import { addPartner, receiveFromPartner, type FilledPartner } from '../test-support/partner.ts';
import { addNotices } from '../test-support/notices.ts';
import type { Subject } from '../test-support/people.ts';
import { lineOf, pageOf, recognitionOf } from '../test-support/recognised.ts';

let house: House;
let database: Database;

beforeAll(async () => {
  house = await startHouse();
  const text = recognitionOf(pageOf([[lineOf('Hej')]]));
  await addOutboundKey(house.database);
  let departments = 0;
  for (const [subject, department] of [
    ['anna', house.care],
    ['cecilia', house.school],
  ] as const) {
    const { id } = await house.receive(department, { text, removed: { uri: 1 } });
    const client = clientOf(house.origin, await house.logIn(subject));
    await addContact(client, department.id);
    const { delivery } = await sendReady(client, department.id);
    await house.database.sql(`insert into in_house values ($1, $2, null, $2, 'här')`, [
      id,
      department.id,
    ]);
    const partner = await addPartner(
      house,
      `Vårdcentral ${subject}`,
      `+4631700990${departments++}`,
    );
    const written = await receiveFromPartner(house, department, partner);
    await house.database.sql(
      'insert into referral (message_id, department_id, marked_at, changed_at) values ($1, $2, now(), now())',
      [id, department.id],
    );
    await house.database.sql(
      `insert into partner_reply (delivery_id, department_id, partner_id, function_id, conversation_id, organisation,
         department_address, department_name, offered_at)
       values ($1, $2, $3, $4, $1, 'o', 'a', 'n', now())`,
      [delivery.id, department.id, partner.id, partner.functionId],
    );
    await client
      .post(`/api/messages/${id}/register`, { system: 's', reference: 'r', personNumber: null })
      .expect(200);
    await house.database.sql(`select announce($1, 'break-glass', $2, now())`, [
      department.id,
      house.personIds.frida,
    ]);
    await addNotices(house.database, department.id, id, [{ outcome: 'accepted' }]);
    await client.post(`/api/messages/${id}/incident`, { how: 'seen-here' }).expect(200);
    await askedDraft({ database: house.database, care: department }, client);
    await fillTheRest(department, {
      person: house.personIds[subject],
      partner,
      ids: [id, written.id],
    });
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

/** What no request above writes: a fax that came twice, one from elsewhere, one that is restricted, one written in the room. */
const fillTheRest = async (
  department: FilledDepartment,
  {
    person,
    partner,
    ids: [first, again],
  }: {
    readonly person: string;
    readonly partner: FilledPartner;
    readonly ids: readonly [string, string];
  },
): Promise<void> => {
  const { sql } = house.database;
  await sql(`insert into resend values ($1, $2, $3, true, 1, now(), null, null)`, [
    ...[again, first, department.id],
  ]);
  await sql(`insert into restriction values ($1, $2, $3, now())`, [again, department.id, person]);
  await sql(`insert into named_handler values ($1, $2, $3, $3, now())`, [
    ...[again, department.id, person],
  ]);
  const elsewhere = randomUUID();
  await sql(`insert into department values ($1, $1, false, now())`, [elsewhere]);
  await sql(
    `insert into message
     select (jsonb_populate_record(m, jsonb_build_object('id', $1::text, 'department_id', $1::text))).*
       from message m where id = $2`,
    [elsewhere, first],
  );
  await sql(`insert into forwarding values ($1, $2, $3, $3, 'd', 'h', $4, now(), null)`, [
    ...[first, department.id, elsewhere, person],
  ]);
  await sql(`insert into routing_rule values ($1, $1, null, 'open', 'choice', now())`, [
    department.id,
  ]);
  await sql(`insert into room_key values ($1, $1, $2, now())`, [
    ...[partner.functionId, department.recipient],
  ]);
  await sql(
    `insert into room_person (id, issuer, subject, name, created_at) values ($1, 'i', $1, 'Gunnel', now())`,
    [partner.functionId],
  );
  // written there: what is sent there hides behind its delivery as well
  await sql(
    `insert into room_message (id, partner_id, function_id, department_id, department_name, conversation_id,
       message_id, person_id, at, pages, key_id, details)
     values ($1, $2, $3, $4, 'här', $1, $1, $3, now(), 1, $3, '')`,
    [first, partner.id, partner.functionId, department.id],
  );
};

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
  ['referral', 'department_id'],
  ['message_concern', 'department_id'],
  ['timeline', 'department_id'],
  ['send_order', 'department_id'],
  ['send_document', 'department_id'],
  ['delivery', 'department_id'],
  ['delivery_fact', 'department_id'],
  ['send_act', 'department_id'],
  ['second_look', 'department_id'],
  ['approval', 'department_id'],
  ['contact', 'department_id'],
  ['contact_event', 'department_id'],
  ['in_house', 'department_id'],
  ['partner_message', 'department_id'],
  ['partner_reply', 'department_id'],
  ['notice', 'department_id'],
  ['notice_message', 'department_id'],
  ['announcement', 'department_id'],
  ['incident', 'department_id'],
  ['incident_act', 'department_id'],
  ['incident_document', 'department_id'],
  ['resend', 'department_id'],
  ['restriction', 'department_id'],
  ['named_handler', 'department_id'],
  ['forwarding', 'department_id'],
  ['routing_rule', 'department_id'],
  ['room_message', 'department_id'],
] as const;

/** What is shown of a table to a person whose session was logged in at a level, to a system, or to nobody. */
const everything = (table: string, column: string, scope: Scope = {}): Promise<unknown[]> =>
  database.transaction(async (transaction) => {
    const { rows } = await transaction.query<{ department: string }>(
      `select distinct ${column} as department from ${table}`,
    );
    return rows.map(({ department }) => department);
  }, scope);

const as = (subject: Subject, loa?: LevelOfAssurance | null): Promise<ActingScope> =>
  actingAs(house.database, house.personIds[subject], loa);

describe('the database, when a handler forgets to ask for its own department', () => {
  it.each(tables)('shows of %s what is of the departments of the person', async (table, column) => {
    expect(await everything(table, column, await as('anna'))).toEqual([house.care.id]);
    expect(await everything(table, column, await as('cecilia'))).toEqual([house.school.id]);
  });

  it.each(tables)('shows nothing of %s to nobody', async (table, column) => {
    await everything(table, column, await as('anna'));
    // on the very connection that acted for somebody a moment ago
    expect(await everything(table, column)).toEqual([]);
    expect(await everything(table, column, await as('nobody'))).toEqual([]);
  });

  it.each(tables.filter(([table]) => table !== 'membership'))(
    'shows nothing of %s in a session that is weaker than the department demands, or in none',
    async (table, column) => {
      expect(await everything(table, column, await as('anna', 'LoA2'))).toEqual([]);
      expect(await everything(table, column, await as('anna', null))).toEqual([]);
      const { person, session } = await as('anna');
      expect(await everything(table, column, { person, session: null })).toEqual([]);
      const cecilia = asId<'person'>(house.personIds.cecilia);
      expect(await everything(table, column, { person: cecilia, session })).toEqual([]);
    },
  );

  it('has no other table of departments that could be asked', async () => {
    const others = await house.database.sql<{ name: string }>(
      `select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
        where a.attname = 'department_id' and c.relname <> all($1)
          and has_column_privilege('kuvert_mailbox', c.oid, a.attnum, 'select') order by 1`,
      [tables.map(([table]) => table)],
    );
    // read before it is known who asks; by auditors as well (break-glass.test.ts); by held work alone
    expect(others.map(({ name }) => name)).toEqual([
      ...['api_client', 'break_glass', 'export_folder', 'message_export'],
    ]);
  });

  it('shows a business system what is of its department, until it is switched off', async () => {
    const { id } = await addApiClient(house.database, house.school, ['messages:list']);
    const shown = async (): Promise<unknown[]> => {
      const seen = [];
      for (const table of ['message', 'document', 'department_key', 'send_order', 'contact'])
        seen.push(
          ...(await everything(table, 'department_id', {
            person: asId<'person'>(id),
            session: null,
          })),
        );
      return seen;
    };
    expect(new Set(await shown())).toEqual(new Set([house.school.id]));
    await house.database.sql('update api_client set off_at = now() where id = $1', [id]);
    expect(await shown()).toEqual([]);
  });

  it('gives no key of another department', async () => {
    const keys = await database.transaction(
      async (transaction) =>
        (await transaction.query<{ key_id: string }>('select key_id from department_identity'))
          .rows,
      await as('anna'),
    );
    expect(keys).toEqual([{ key_id: house.care.keyId }]);
  });

  it("changes no work state of another department's message", async () => {
    const changed = await database.transaction(
      (transaction) =>
        transaction.query(`update handling set state = 'taken', person_id = $1, at = now()`, [
          house.personIds.nobody,
        ]),
      await as('nobody'),
    );
    expect(changed.rowCount).toBe(0);
  });

  it("takes nothing in another person's name", async () => {
    const inBosName = database.transaction(
      (transaction) =>
        transaction.query(`update handling set state = 'taken', person_id = $1, at = now()`, [
          house.personIds.bo,
        ]),
      await as('anna'),
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
    'update api_client set off_at = null',
    `update session set loa = 'LoA4'`,
    'select from house_announcement',
    `insert into house_announcement_seen values ('a', 'p', now())`,
    'select from department_exception',
    `insert into department_exception values ('e', 'd', 'n', 'r', null, now(), now(), null)`,
    `insert into api_client_secret values ('h', 'c', now(), null)`,
    `insert into person (id, issuer, subject, name, created_at, kind) values ('x', 'i', 's', 'n', now(), 'system')`,
    'update audit set at = now()',
  ])('does not allow: %s', async (statement) => {
    await expect(database.query(statement)).rejects.toMatchObject({ code: '42501' });
  });
});
