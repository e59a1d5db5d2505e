import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clientOf, type Client } from '../test-support/client.ts';
import { addContact, addOutboundKey, putDelivery, sendReady } from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let anna: Client;

beforeAll(async () => {
  house = await startHouse();
  anna = clientOf(house.origin, await house.logIn('anna'));
  await addOutboundKey(house.database);
  await addContact(anna, house.care.id);
  await house.database.sql(
    `insert into webhook_endpoint (id, department_id, url, created_at)
     select id, id, 'https://journal.example.se/hook', now() from unnest($1::text[]) id`,
    [[house.care.id, house.school.id]],
  );
});
afterAll(() => house.stop());

/** Type and state of every event that is about it, in order. */
const toldOf = async (id: string): Promise<unknown[]> =>
  (
    await house.database.sql<{ type: string; state: string; endpoint_id: string }>(
      `select type, state, endpoint_id from webhook_event where $1 in (message_id, order_id) order by at, type`,
      [id],
    )
  ).map(({ type, state, endpoint_id }) => [
    type,
    state,
    endpoint_id === house.care.id ? 'care' : 'school',
  ]);

describe('a department’s system is told by webhook', () => {
  it('who does what with a fax that came: that, and how it is then', async () => {
    const { id } = await house.receive(house.care);
    await anna.post(`/api/messages/${id}/take`).expect(200);
    await anna
      .post(`/api/messages/${id}/register`, { system: 'Ciceron', reference: 'SN 2026/117' })
      .expect(200);
    expect(await toldOf(id)).toEqual([
      ['message.taken', 'taken', 'care'],
      ['message.registered', 'registered', 'care'],
    ]);
  });

  it('that a fax went on, and the other department’s that it came', async () => {
    const { id } = await house.receive(house.care);
    await anna.post(`/api/messages/${id}/forward`, { departmentId: house.school.id }).expect(200);
    const [there] = await house.database.sql<{ message_id: string }>(
      'select message_id from forwarding where from_id = $1',
      [id],
    );
    expect(await toldOf(id)).toEqual([['message.forwarded', 'forwarded', 'care']]);
    expect(await toldOf(there!.message_id)).toEqual([['message.arrived', 'new', 'school']]);
  });

  it('what goes out, and what a person found out of it', async () => {
    const { id, deliveries } = await sendReady(anna, house.care.id);
    const deliveryId = deliveries[0]!.id;
    await putDelivery(house.database, deliveryId, 'unknown');
    await anna
      .post(`/api/sendings/${id}/resolve`, { deliveryId, outcome: 'arrived', reason: 'called' })
      .expect(200);
    expect(await toldOf(id)).toEqual([
      ['sending.queued', 'queued', 'care'],
      ['sending.marked_arrived', 'unknown', 'care'],
    ]);
  });

  it('of nothing that is rolled back', async () => {
    const { id } = await house.receive(house.care);
    await anna.post(`/api/messages/${id}/give-back`).expect(409);
    expect(await toldOf(id)).toEqual([]);
  });
});
