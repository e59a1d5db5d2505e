import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type ActingScope, type Database } from '@kuvert/platform/postgres/database';
import { asId } from '@kuvert/shared/ids';
import { actingAs } from '@kuvert/testkit/acting';

import { clientOf } from '../test-support/client.ts';
import { addOutboundKey, putDelivery, readyDraft, sendReady } from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let database: Database;
let sent: { id: string; deliveryId: string };
let left: { id: string; deliveryId: string };
let failed: { id: string; deliveryId: string };
let draftId: string;

beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  const anna = clientOf(house.origin, await house.logIn('anna'));
  const sending = await sendReady(anna, house.care.id);
  sent = { id: sending.id, deliveryId: sending.delivery.id };
  const busy = await sendReady(anna, house.care.id);
  failed = { id: busy.id, deliveryId: busy.delivery.id };
  await putDelivery(house.database, failed.deliveryId, 'failed');
  const gone = await sendReady(anna, house.care.id);
  left = { id: gone.id, deliveryId: gone.delivery.id };
  await putDelivery(house.database, left.deliveryId, 'dialling');
  ({ id: draftId } = await readyDraft(anna, house.care.id));
  database = openDatabase({ url: house.database.urlOf('mailbox'), onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await house.stop();
});

/** How many rows it changed as this person, or the code by which the database refuses it. */
const attempt = async (
  sql: string,
  values: readonly unknown[],
  person: 'anna' | 'bo' = 'anna',
): Promise<unknown> => {
  try {
    return await database.transaction(
      async (transaction) => (await transaction.query(sql, values)).rowCount,
      await actingAs(house.database, house.personIds[person]),
    );
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

const forbidden = '42501';
const broken = '23514';

const newDraft = `insert into send_order (id, department_id, created_by, request_id, created_at, changed_at, from_number,
    resolution, cover, language, code, key_id, contents, reference)
  select $2, department_id, created_by, $2, now(), now(), from_number, resolution, cover, language, $2, key_id, contents, $3
    from send_order where id = $1`;

const newDelivery = `insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by,
  possible_duplicate, state, carrier, intent_at, queued_at, due_at, deadline, changed_at)
  select $2, id, department_id, 9, $3, from_number, created_by, false, $4, $5, null, now(), now(), now(), now()
    from send_order where id = $1`;

describe('a reference of a business system', () => {
  it('is on nothing that a person writes', async () => {
    const drafts = [null, 'SN 2026/17'].map((reference) =>
      attempt(newDraft, [draftId, randomUUID(), reference]),
    );
    expect(await Promise.all(drafts)).toEqual([1, forbidden]);
  });
});

describe('the database refuses the mailbox', () => {
  it('to say that a fax was delivered', async () => {
    const says = `update delivery set state = 'delivered' where id = $1`;
    expect(await attempt(says, [sent.deliveryId])).toBe(forbidden);
    expect(await attempt(says, [left.deliveryId])).toBe(0);
  });

  it('to take back what has left', async () => {
    const takes = `update delivery set state = 'cancelled' where id = $1`;
    expect(await attempt(takes, [left.deliveryId])).toBe(0);
  });

  it('to hand over by itself, or to another number than was seen', async () => {
    const values = [left.id, randomUUID(), '+46313900601'];
    expect(await attempt(newDelivery, [...values, 'submitting', null])).toBe(forbidden);
    expect(await attempt(newDelivery, [...values, 'queued', 'signalwire'])).toBe(forbidden);
    const other = [left.id, randomUUID(), '+46313900602', 'queued', null];
    expect(await attempt(newDelivery, other)).toBe(forbidden);
  });

  it('to make an attempt that no person asks for', async () => {
    const again = `insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by,
      possible_duplicate, state, queued_at, due_at, deadline, changed_at, automatic)
      select $2, order_id, department_id, attempt + 1, to_number, from_number, asked_by, false, 'queued', now(), now(),
        deadline, now(), true from delivery where id = $1`;
    expect(await attempt(again, [failed.deliveryId, randomUUID()])).toBe(forbidden);
  });

  it('to dial sooner what is of another department, or does not wait', async () => {
    const sooner = `update delivery set due_at = now() where id = $1`;
    expect(await attempt(sooner, [sent.deliveryId])).toBe(forbidden);
    const rows = await database.transaction(
      async (transaction) =>
        (await transaction.query('select dial_now($1) as sooner', [sent.deliveryId])).rows,
      { person: asId<'person'>(randomUUID()), session: null },
    );
    expect(rows).toEqual([{ sooner: false }]);
  });

  it('to ask a carrier for what isn’t there to be given back, or is another department’s', async () => {
    const asks = async (id: string, scope: ActingScope) =>
      database.transaction(
        async (transaction) =>
          (await transaction.query('select ask_to_withdraw($1, $2) as asked', [randomUUID(), id]))
            .rows,
        scope,
      );
    expect(
      await asks(left.deliveryId, await actingAs(house.database, house.personIds.anna)),
    ).toEqual([{ asked: false }]);
    expect(
      await asks(left.deliveryId, { person: asId<'person'>(randomUUID()), session: null }),
    ).toEqual([{ asked: false }]);
    const wishes = `update delivery set withdraw_asked_at = now() where id = $1`;
    expect(await attempt(wishes, [left.deliveryId])).toBe(forbidden);
  });

  it('to have two attempts of one order at a time', async () => {
    const second = [left.id, randomUUID(), '+46313900601', 'queued', null];
    expect(await attempt(newDelivery, second)).toBe('23505');
  });

  it('to change what was sent', async () => {
    const changes = `update send_order set to_number = '+46313900602' where id = $1`;
    expect(await attempt(changes, [sent.id])).toBe(broken);
  });

  it('to make a draft of what has left', async () => {
    const undoes = `update send_order set stage = 'draft', sent_at = null where id = $1`;
    expect(await attempt(undoes, [left.id])).toBe(broken);
  });

  it('to take away, or add to, the pages of what was sent', async () => {
    expect(await attempt('delete from send_document where order_id = $1', [sent.id])).toBe(0);
    const adds = `insert into send_document select gen_random_uuid()::text, order_id, null, department_id, key_id,
      service_key_id, kind, 1, name, media_type, gen_random_uuid()::text, header, payload_size, payload_sha256, plain_size,
      plain_sha256, now() from send_document where order_id = $1`;
    expect(await attempt(adds, [sent.id])).toBe(forbidden);
  });

  it('to speak for a carrier or for another person', async () => {
    const fact = `insert into delivery_fact (id, delivery_id, department_id, at, source, kind, event_key, changed, evidence)
      select $2, id, department_id, now(), $3, $4, $2, true, '{}' from delivery where id = $1`;
    for (const [source, kind] of [
      ['callback', 'delivered'],
      ['house', 'delivered'],
    ])
      expect(await attempt(fact, [left.deliveryId, randomUUID(), source, kind])).toBe(forbidden);
    const act = `insert into send_act (id, order_id, department_id, at, kind, person_id)
      select $2, id, department_id, now(), 'sent', $3 from send_order where id = $1`;
    const { bo } = house.personIds;
    expect(await attempt(act, [left.id, randomUUID(), bo])).toBe(forbidden);
  });

  it('to send to a number that is new to the department and was not looked at twice', async () => {
    const sends = `update send_order set stage = 'sent', sent_at = now() where id = $1`;
    const looks = `insert into second_look select id, department_id, to_number, $2, created_by, now() from send_order
      where id = $1`;
    expect(await attempt(sends, [draftId])).toBe(broken);
    expect(await attempt(looks, [draftId, '0602'])).toBe(broken);
    expect(await attempt(looks, [draftId, '0601'], 'bo')).toBe(0);
    const other = `insert into second_look select id, department_id, '+46313900602', '0602', created_by, now()
      from send_order where id = $1`;
    expect(await attempt(other, [draftId])).toBe(forbidden);
    expect(await attempt(sends, [draftId])).toBe(broken);
  });

  it("to show a colleague's draft", async () => {
    const shows = 'select from send_order where id = $1';
    expect(await attempt(shows, [draftId])).toBe(1);
    expect(await attempt(shows, [draftId], 'bo')).toBe(0);
    const pages = 'select from send_document where order_id = $1';
    expect(await attempt(pages, [draftId], 'bo')).toBe(0);
  });

  it('to make work for outbound but by queueing', async () => {
    const work = `insert into work (id, service, kind, subject, due_at, created_at)
      values ($1, 'outbound', 'dispatch', $1, now(), now())`;
    expect(await attempt(work, [randomUUID()])).toBe(forbidden);
    const orders = 'select order_dispatch($1, $2)';
    await attempt(orders, [randomUUID(), left.deliveryId]);
    const rows = await house.database.sql(
      `select from work where kind = 'dispatch' and subject = $1`,
      [left.deliveryId],
    );
    expect(rows).toHaveLength(1);
  });
});
