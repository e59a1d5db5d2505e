import { randomUUID } from 'node:crypto';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { clientOf, type Client } from '../test-support/client.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { addPartner, receiveFromPartner, type FilledPartner } from '../test-support/partner.ts';

let house: House;
let services: Record<'ingest' | 'outbound' | 'mailbox', Database>;
let anna: Client;
let bo: Client;
let partner: FilledPartner;
/** A sender of its own for each test. */
let number: string;
let next = 1000;

beforeAll(async () => {
  house = await startHouse();
  anna = clientOf(house.origin, await house.logIn('anna'));
  bo = clientOf(house.origin, await house.logIn('bo'));
  partner = await addPartner(house, 'Vårdcentralen', '+46317009900');
  // What a service's functions do, they do as the owner, in the service's session.
  await house.database.sql(`create function as_its_functions(p_sql text) returns void
    language plpgsql security definer as $$ begin execute p_sql; end $$`);
  const open = (service: 'ingest' | 'outbound' | 'mailbox') =>
    openDatabase({
      url: house.database.urlOf(service),
      max: 1,
      onError: (error) => {
        throw error;
      },
    });
  services = { ingest: open('ingest'), outbound: open('outbound'), mailbox: open('mailbox') };
});
afterAll(async () => {
  await Promise.all(Object.values(services).map((database) => database.close()));
  await house.stop();
});
beforeEach(() => {
  number = `+4622599${next++}`;
});

const file = (service: keyof typeof services, statement: string) =>
  services[service].query('select as_its_functions($1)', [statement]);

/** As services file a message: like another one, but for what is said. */
const filed = async (
  like: string,
  changes: Record<string, unknown> = {},
  service: keyof typeof services = 'ingest',
): Promise<string> => {
  const id = randomUUID();
  const row = JSON.stringify({ id, received_at: new Date(), available_at: new Date(), ...changes });
  await file(
    service,
    `insert into message select (jsonb_populate_record(m, '${row}')).* from message m where id = '${like}';
     insert into handling (message_id, department_id) select id, department_id from message where id = '${id}'`,
  );
  return id;
};

const inConversation = (id: string, like: string, changes: Record<string, unknown> = {}) =>
  file(
    'ingest',
    `insert into partner_message
     select (jsonb_populate_record(p, '${JSON.stringify({ message_id: id, partner_message_id: id, ...changes })}')).*
       from partner_message p where message_id = '${like}'`,
  );

const receive = async () => (await house.receive(house.care, { from: number })).id;

const restrict = async (id: string): Promise<string> => {
  await anna.put(`/api/messages/${id}/restriction`, { people: [house.personIds.anna] }).expect(200);
  return id;
};

const statuses = async (id: string): Promise<readonly number[]> => [
  (await anna.get(`/api/messages/${id}`)).status,
  (await bo.get(`/api/messages/${id}`)).status,
];
const restricted = [200, 403];
const open = [200, 200];

describe('what a partner writes later in the conversation of a restricted message', () => {
  it('is opened by those alone who are named for it', async () => {
    const first = await receiveFromPartner(house, house.care, partner);
    await restrict(first.id);
    const later = await filed(first.id);
    await inConversation(later, first.id);
    expect(await statuses(later)).toEqual(restricted);
  });

  it('is open to all where it is another conversation, of the same partner', async () => {
    const first = await receiveFromPartner(house, house.care, partner);
    await restrict(first.id);
    const other = await filed(first.id);
    await inConversation(other, first.id, { conversation_id: randomUUID() });
    expect(await statuses(other)).toEqual(open);
  });

  it('is restricted until whoever is named opens it to all', async () => {
    const first = await receiveFromPartner(house, house.care, partner);
    await restrict(first.id);
    const later = await filed(first.id);
    await inConversation(later, first.id);
    await bo.post(`/api/messages/${later}/restriction/lift`, {}).expect(403);
    await anna.post(`/api/messages/${later}/restriction/lift`, {}).expect(200);
    expect(await statuses(later)).toEqual(open);
  });

  it('tells those who are named in its timeline, is in their colleagues’ list, and on record', async () => {
    const { id: first } = await receiveFromPartner(house, house.care, partner);
    await restrict(first);
    const later = await filed(first);
    await inConversation(later, first);
    const { body } = await anna.get(`/api/messages/${later}`).expect(200);
    expect(body.timeline).toContainEqual(
      expect.objectContaining({ kind: 'restriction-inherited', by: null, note: 'Anna Öberg' }),
    );
    const { body: list } = await bo
      .get(`/api/departments/${house.care.id}/messages?view=new`)
      .expect(200);
    expect(list.closed).toContainEqual(expect.objectContaining({ id: later }));
    const rows = await house.database.sql(
      'select service, person_id, action, detail from audit where message_id = $1 order by seq limit 2',
      [later],
    );
    expect(rows).toEqual([
      {
        ...{ service: 'kuvert_ingest', person_id: null },
        ...{ action: 'inherit-restriction', detail: `message ${first}` },
      },
      {
        ...{ service: 'kuvert_ingest', person_id: null },
        ...{ action: 'name-handler', detail: `person ${house.personIds.anna}` },
      },
    ]);
  });
});

describe('a fax from the number that a restricted one came from', () => {
  it('is open to all: one number sends for many matters', async () => {
    const first = await restrict(await receive());
    expect(await statuses(await filed(first))).toEqual(open);
  });
});

describe('a fax that is found to be a restricted one again', () => {
  it('is restricted then, and goes back from whoever had it and isn’t named', async () => {
    const first = await receive();
    const later = await receive();
    await bo.post(`/api/messages/${later}/take`).expect(200);
    await restrict(first);
    await file(
      'mailbox',
      `insert into resend values ('${later}', '${first}', '${house.care.id}', true, 1, now(), null, null)`,
    );
    expect(await statuses(later)).toEqual(restricted);
    const { body } = await anna.get(`/api/messages/${later}`).expect(200);
    expect(body.handling.state).toBe('new');
  });
});

describe('a restore', () => {
  it('restricts nothing by itself: what it brings back has its restriction with it', async () => {
    const first = await restrict(await receive());
    expect(await statuses(first)).toEqual(restricted);
    expect(await statuses(await receive())).toEqual(open);
  });
});
