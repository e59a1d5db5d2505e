import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type ActingScope, type Database } from '@kuvert/platform/postgres/database';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';
import { asId } from '@kuvert/shared/ids';
import { actingAs } from '@kuvert/testkit/acting';

import { addApiClient } from '../test-support/api-clients.ts';
import { clientOf, type Client } from '../test-support/client.ts';
import { addOutboundKey, sendReady, setSecondLook, readyDraft } from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { addNotices } from '../test-support/notices.ts';
import { addPartner, receiveFromPartner } from '../test-support/partner.ts';
import type { Subject } from '../test-support/people.ts';
import { lineOf, pageOf, recognitionOf } from '../test-support/recognised.ts';

let house: House;
let database: Database;
let anna: Client;
let messageId: string;

/** One message with something in every table that is about a message, of which Anna alone is named. */
beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  anna = clientOf(house.origin, await house.logIn('anna'));
  const text = recognitionOf(pageOf([[lineOf('Hej')]]));
  const partner = await addPartner(house, 'Vårdcentralen', '+46317009900');
  const message = await receiveFromPartner(house, house.care, partner, { text });
  messageId = message.id;
  const { sql } = house.database;
  const { id: earlier } = await house.receive(house.care);
  await sql(`insert into resend values ($1, $2, $3, true, 1, now(), null, null)`, [
    messageId,
    earlier,
    house.care.id,
  ]);
  await sql(`insert into message_intake values ($1, $2, true, false, 0, '{}')`, [
    messageId,
    house.care.id,
  ]);
  await sql(`insert into in_house values ($1, $2, null, $2, 'här')`, [messageId, house.care.id]);
  await sql(
    'insert into referral (message_id, department_id, marked_at, changed_at) values ($1, $2, now(), now())',
    [messageId, house.care.id],
  );
  await anna
    .post(`/api/messages/${messageId}/register`, {
      ...{ system: 's', reference: 'r', personNumber: null },
    })
    .expect(200);
  await addNotices(house.database, house.care.id, messageId, [{ outcome: 'accepted' }]);
  await anna.post(`/api/messages/${messageId}/incident`, { how: 'seen-here' }).expect(200);
  const { delivery } = await sendReady(anna, house.care.id, messageId);
  await sql(
    `insert into partner_reply (delivery_id, department_id, partner_id, function_id, conversation_id, organisation,
       department_address, department_name, offered_at)
     values ($1, $2, $3, $4, $1, 'o', 'a', 'n', now())`,
    [delivery.id, house.care.id, partner.id, partner.functionId],
  );
  await setSecondLook(house, house.care.id, 'colleague');
  const asked = await readyDraft(anna, house.care.id, messageId);
  await anna.post(`/api/drafts/${asked.id}/approval`, { version: asked.version }).expect(200);
  // what is in none of these by itself
  const { recipient } = await newHybridIdentity();
  await sql(`insert into room_key values ('k', $1, $2, now(), null)`, [
    partner.functionId,
    recipient,
  ]);
  await sql(
    `insert into room_person (id, issuer, subject, name, created_at) values ('g', 'i', 's', 'Gunnel', now())`,
  );
  await sql(
    `insert into room_message (id, partner_id, function_id, department_id, department_name, conversation_id, message_id,
       person_id, at, pages, key_id, details)
     values ('r', $1, $2, $3, 'här', $4, $4, 'g', now(), 1, 'k', '')`,
    [partner.id, partner.functionId, house.care.id, messageId],
  );
  await sql(`insert into forwarding values ($1, $2, $3, $4, 'd', 'h', $5, now(), null)`, [
    messageId,
    house.care.id,
    await onlyInTheSchool(),
    house.school.id,
    house.personIds.anna,
  ]);
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

const onlyInTheSchool = async (): Promise<string> => (await house.receive(house.school)).id;

const as = (subject: Subject): Promise<ActingScope> =>
  actingAs(house.database, house.personIds[subject]);

const restrictTo = (subjects: readonly Subject[]) =>
  anna
    .put(`/api/messages/${messageId}/restriction`, {
      people: subjects.map((subject) => house.personIds[subject]),
    })
    .expect(200);

/** Each table that is about messages, with what says of a row that it is about this one. */
const tables: readonly (readonly [string, string])[] = [
  ['message', 'id = $1'],
  ['message_page', 'message_id = $1'],
  ['message_text', 'message_id = $1'],
  ['message_intake', 'message_id = $1'],
  ['message_concern', 'message_id = $1'],
  ['document', 'message_id = $1'],
  ['handling', 'message_id = $1'],
  ['timeline', 'message_id = $1'],
  ['referral', 'message_id = $1'],
  ['in_house', 'message_id = $1'],
  ['partner_message', 'message_id = $1'],
  ['notice_message', 'message_id = $1'],
  ['resend', '$1 in (message_id, earlier_id)'],
  ['forwarding', '$1 in (message_id, from_id)'],
  ['room_message', `id = 'r' and $1::text is not null`],
  ['incident', 'message_id = $1'],
  ['incident_act', '$1::text is not null'],
  ['incident_document', '$1::text is not null'],
  ['send_order', 'reply_to = $1'],
  ['send_document', '$1::text is not null'],
  ['send_act', '$1::text is not null'],
  ['delivery', '$1::text is not null'],
  ['delivery_fact', '$1::text is not null'],
  ['second_look', '$1::text is not null'],
  ['approval', '$1::text is not null'],
  ['partner_reply', '$1::text is not null'],
];

/** How many rows about the message a table shows; in these all orders and incidents are about it. */
const shown = (table: string, condition: string, scope: ActingScope): Promise<number> =>
  database.transaction(async (transaction) => {
    const { rows } = await transaction.query(`select 1 from ${table} where ${condition}`, [
      messageId,
    ]);
    return rows.length;
  }, scope);

describe('a message that is restricted to Anna', () => {
  it.each(tables)(
    'shows nothing of itself in %s to Bo, and all to her',
    async (table, condition) => {
      await restrictTo(['anna', 'bo']);
      const all = await shown(table, condition, await as('bo'));
      expect(all).toBeGreaterThan(0);
      await restrictTo(['anna']);
      expect(await shown(table, condition, await as('bo'))).toBe(0);
      // the timeline has two more by now
      expect(await shown(table, condition, await as('anna'))).toBeGreaterThanOrEqual(all);
    },
  );

  it('is closed to a business system of the department as well, unless that is named', async () => {
    await restrictTo(['anna']);
    const { id } = await addApiClient(house.database, house.care, ['messages:list']);
    const scope = { person: asId<'person'>(id), session: null };
    expect(await shown('message', 'id = $1', scope)).toBe(0);
    await anna
      .put(`/api/messages/${messageId}/restriction`, { people: [house.personIds.anna, id] })
      .expect(200);
    expect(await shown('message', 'id = $1', scope)).toBe(1);
    await restrictTo(['anna']);
  });

  it.each([
    [
      `insert into timeline (id, message_id, department_id, at, kind, person_id)
      values ('t', $1, $2, now(), 'opened', $3)`,
    ],
    [
      `insert into message_concern (message_id, department_id, person_id, at) values ($1, $2, $3, now())`,
    ],
    [
      `insert into send_order (id, department_id, created_by, request_id, stage, created_at, changed_at, reply_to)
      values ('o', $2, $3, 'r', 'draft', now(), now(), $1)`,
    ],
  ])('takes nothing that Bo would write about it: %s', async (statement) => {
    await restrictTo(['anna']);
    const scope = await as('bo');
    const written = database.transaction(
      (transaction) => transaction.query(statement, [messageId, house.care.id, house.personIds.bo]),
      scope,
    );
    await expect(written).rejects.toMatchObject({ code: '42501' });
  });

  it('is changed by Bo in nothing, also by a statement that names no row', async () => {
    await restrictTo(['anna']);
    const changed = await database.transaction(
      (transaction) => transaction.query(`update handling set reason = 'x' where state <> 'new'`),
      await as('bo'),
    );
    expect(changed.rowCount).toBe(0);
  });

  it.each(['restriction', 'named_handler'])(
    'is restricted by the functions alone: %s',
    async (table) => {
      const writing = database.query(`delete from ${table}`);
      await expect(writing).rejects.toMatchObject({ code: '42501' });
    },
  );
});

it('every table that refers to a message or an order is kept from those who are not named', async () => {
  const rows = await house.database.sql<{ name: string }>(
    `select distinct c.relname as name
       from pg_constraint k join pg_class c on c.oid = k.conrelid
       join pg_policy p on p.polrelid = c.oid and 'kuvert_mailbox'::regrole = any(p.polroles) and p.polcmd in ('r', '*')
      where k.contype = 'f' and k.confrelid in ('message'::regclass, 'send_order'::regclass, 'delivery'::regclass)
        and not exists (select from pg_policy n where n.polrelid = c.oid and n.polname like 'named_only%')
      order by 1`,
  );
  // these show what the order that they are of shows, and systems their own requests
  expect(rows.map(({ name }) => name)).toEqual([
    ...['api_request', 'delivery', 'delivery_fact', 'restriction'],
    ...['second_look', 'send_act', 'send_document'],
  ]);
});

it('every column that refers to a message has its own policy, beside any other of its table', async () => {
  const rows = await house.database.sql<{ name: string }>(
    `select c.relname || '.' || a.attname as name
       from pg_constraint k join pg_class c on c.oid = k.conrelid
       join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
      where k.contype = 'f' and k.confrelid = 'message'::regclass
        and exists (select from pg_policy p where p.polrelid = c.oid and 'kuvert_mailbox'::regrole = any(p.polroles)
                      and p.polcmd in ('r', '*') and p.polpermissive)
        and not exists (select from pg_policy n where n.polrelid = c.oid and not n.polpermissive
                          and n.polname = 'named_only_by_' || a.attname)
      order by 1`,
  );
  // that a message is restricted its department knows
  expect(rows.map(({ name }) => name)).toEqual(['restriction.message_id']);
});

it('every function that looks past the policies into departments leaves out what is closed', async () => {
  const rows = await house.database.sql<{ name: string }>(
    `select proname as name from pg_proc p
      where pronamespace = 'public'::regnamespace and prosecdef
        and prosrc ~ 'my_(handled_)?departments' and prosrc !~ 'my_closed_'
        and has_function_privilege('kuvert_mailbox', p.oid, 'execute')
      order by 1`,
  );
  // these say nothing of a message but whether it is restricted or only read, and change none
  expect(rows.map(({ name }) => name)).toEqual([
    ...['department_handlers', 'departments_to_forward_to', 'is_opened_there', 'is_told_of_glass'],
    ...['key_to_forward_to', 'my_closed_messages', 'my_handled_departments', 'only_read'],
  ]);
});
