import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';

import { openHouse, type House, type Ordered } from '../test-support/house.ts';

let house: House;
let outbound: Database;

beforeAll(async () => {
  house = await openHouse();
  outbound = openDatabase({ url: house.database.urlOf('outbound'), onError: () => undefined });
});
afterAll(async () => {
  await outbound.close();
  await house.close();
});

/** The code by which the database refuses it, or `allowed`. */
const attempt = async (sql: string, values: readonly unknown[] = []): Promise<unknown> => {
  try {
    await outbound.query(sql, values);
    return 'allowed';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

const forbidden = '42501';
const broken = '23514';
const taken = '23505';

const put = (state: string, { deliveryId }: Ordered): Promise<unknown> =>
  house.database.sql(
    `update delivery set state = $2, carrier = 'c', intent_at = now(),
            unknown_reason = case when $2 = 'unknown' then 'never-told' end,
            cause = case when $2 = 'failed' then 'busy' end where id = $1`,
    [deliveryId, state],
  );

/** Through all that comes before it. */
const bring = async (state: string, to: string): Promise<Ordered> => {
  const ordered = await house.order({ dueIn: 3600, to });
  for (const each of ['preparing', 'submitting', state]) await put(each, ordered);
  return ordered;
};

describe('the database refuses outbound', () => {
  it.each([
    ['to read what people wrote', 'select contents from send_order'],
    ['to read the names of what people attached', 'select name from send_document'],
    ['to read what came in', 'select id from message'],
    ['to open a department', 'select wrapped from department_identity'],
    ['to make a delivery', 'insert into delivery (id) values (gen_random_uuid()::text)'],
    ['to change whom a delivery goes to', `update delivery set to_number = '+46313900699'`],
    ['to change an order', `update send_order set to_number = '+46313900699'`],
    ['to forget a fact', 'delete from delivery_fact'],
    ['to change a fact', `update delivery_fact set kind = 'delivered'`],
    ['to speak for a person', 'insert into send_act (id) values (gen_random_uuid()::text)'],
    [
      'to register a key of its own',
      'insert into service_key (id) values (gen_random_uuid()::text)',
    ],
  ])('%s', async (_what, sql) => {
    expect(await attempt(sql)).toBe(forbidden);
  });

  it('to see a draft, and what is attached to an order', async () => {
    const { orderId } = await house.order({ dueIn: 3600 });
    await house.database.sql(
      `insert into send_document select gen_random_uuid()::text, order_id, null, department_id, key_id, null,
         'attachment', 0, 'x', media_type, gen_random_uuid()::text, header, payload_size, payload_sha256, plain_size,
         plain_sha256, created_at from send_document where order_id = $1`,
      [orderId],
    );
    const kinds = await outbound.query<{ kind: string }>(
      'select kind from send_document where order_id = $1',
      [orderId],
    );
    expect(kinds.rows).toEqual([{ kind: 'outgoing' }]);
    await house.database.sql(
      `update send_order set stage = 'draft', sent_at = null where id = $1`,
      [orderId],
    );
    const seen = await outbound.query('select id from send_order where id = $1', [orderId]);
    expect(seen.rows).toEqual([]);
  });
});

describe('a second dial is refused by the database', () => {
  it.each(['submitting', 'accepted', 'dialling', 'unknown'])(
    'back into the queue from %s',
    async (state) => {
      const to = `+463139006${10 + ['submitting', 'accepted', 'dialling', 'unknown'].indexOf(state)}`;
      const ordered = await bring(state, to);
      await house.database.sql('update delivery set carrier_fax_id = $1 where id = $1', [
        ordered.deliveryId,
      ]);
      for (const again of ['queued', 'preparing'])
        expect(
          await attempt('update delivery set state = $2, unknown_reason = null where id = $1', [
            ordered.deliveryId,
            again,
          ]),
        ).toBe(broken);
    },
  );

  it.each(['accepted', 'dialling', 'unknown', 'queued'])(
    'handed over again from %s',
    async (state) => {
      const to = `+463139006${20 + ['accepted', 'dialling', 'unknown', 'queued'].indexOf(state)}`;
      const ordered =
        state === 'queued' ? await house.order({ dueIn: 3600, to }) : await bring(state, to);
      expect(
        await attempt(
          `update delivery set state = 'submitting', unknown_reason = null, intent_at = now(), carrier = 'c' where id = $1`,
          [ordered.deliveryId],
        ),
      ).toBe(broken);
    },
  );

  it.each(['delivered', 'failed', 'cancelled'])('after the last word: %s', async (state) => {
    const to = `+463139006${30 + ['delivered', 'failed', 'cancelled'].indexOf(state)}`;
    const ordered = await bring(state, to);
    expect(
      await attempt(`update delivery set state = 'preparing', cause = null where id = $1`, [
        ordered.deliveryId,
      ]),
    ).toBe(broken);
  });

  it('while another call to the number is under way', async () => {
    const to = '+46313900645';
    await bring('dialling', to);
    const second = await house.order({ dueIn: 3600, to });
    await put('preparing', second);
    expect(
      await attempt(
        `update delivery set state = 'submitting', intent_at = now(), carrier = 'c' where id = $1`,
        [second.deliveryId],
      ),
    ).toBe(taken);
  });
});
