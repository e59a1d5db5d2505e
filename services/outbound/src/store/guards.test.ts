import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { failureCauses } from '@kuvert/shared/sending/causes';
import { retryClassOf, retryRules, type RetryRule } from '@kuvert/shared/sending/retry-policy';

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

describe('what goes within the house', () => {
  it('is handed to no carrier, and has not arrived without its message', async () => {
    const ordered = await house.order({ inHouse: true, dueIn: 3600 });
    await put('preparing', ordered);
    const { deliveryId } = ordered;
    const submitted = `update delivery set state = 'submitting', carrier = 'c', intent_at = now() where id = $1`;
    expect(await attempt(submitted, [deliveryId])).toBe(broken);
    expect(
      await attempt(`update delivery set state = 'delivered' where id = $1`, [deliveryId]),
    ).toBe(broken);
  });

  it('is the one thing that gives outbound a place for a document among messages', async () => {
    const insert = `insert into document (id, message_id, department_id, key_id, kind, media_type, object_name, header,
      payload_size, payload_sha256, plain_size, plain_sha256, created_at)
      values (gen_random_uuid()::text, $1, $2, $3, 'pdf', 'application/pdf', gen_random_uuid()::text, '', 1, '', 1, '', now())`;
    const ordered = await house.order({ inHouse: true, dueIn: 3600 });
    await put('preparing', ordered);
    const [{ id } = { id: '' }] = (
      await outbound.query<{ id: string }>('select gen_random_uuid()::text as id')
    ).rows;
    const values = [id, house.other.id, house.other.keyId];
    const deliver = [ordered.deliveryId, id, [2200], [], new Date()];
    const { rows } = await outbound.query<{ to: string }>(
      'select deliver_in_house($1, $2, $3, $4, $5) as to',
      deliver,
    );
    expect(rows).toEqual([{ to: house.other.id }]);
    // in another transaction it is somebody else's already
    expect(await attempt(insert, values)).toBe(forbidden);
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

/** As the policy makes one, but for `some`. */
const tryAgain = (
  orderId: string,
  some: Readonly<Record<string, string>> = {},
): Promise<unknown> => {
  const columns = {
    order_id: 'order_id',
    department_id: 'department_id',
    attempt: 'attempt + 1',
    to_number: 'to_number',
    from_number: 'from_number',
    asked_by: 'asked_by',
    possible_duplicate: 'possible_duplicate',
    state: `'queued'`,
    queued_at: 'now()',
    due_at: 'now()',
    deadline: 'deadline',
    changed_at: 'now()',
    automatic: 'true',
    ...some,
  };
  return attempt(
    `insert into delivery (id, ${Object.keys(columns).join(', ')})
     select gen_random_uuid()::text, ${Object.values(columns).join(', ')} from delivery
      where order_id = $1 order by attempt desc limit 1`,
    [orderId],
  );
};

let last = 50_000;
const freeNumber = (): string => `+46313${last++}`;

/** An order whose attempt ended so. */
const ended = async (state: string, cause?: string): Promise<Ordered> => {
  const ordered = await bring(state === 'failed' ? 'dialling' : state, freeNumber());
  if (state === 'failed') await fail(ordered.deliveryId, cause);
  return ordered;
};

const fail = (deliveryId: string, cause = 'busy', pages: number | null = null): Promise<unknown> =>
  house.database.sql(
    `update delivery set state = 'failed', cause = $2, pages_confirmed = $3 where id = $1`,
    [deliveryId, cause, pages],
  );

/** The newest attempt has failed like this as well. */
const failAgain = async (orderId: string, cause: string): Promise<void> => {
  await house.database.sql(
    `update delivery set state = 'failed', cause = $2 where order_id = $1 and state = 'queued'`,
    [orderId, cause],
  );
};

describe('a further attempt', () => {
  it.each(['busy', 'congestion', 'no-answer', 'voice', 'training', 'capability'])(
    'may be made by outbound after %s',
    async (cause) => {
      const { orderId } = await ended('failed', cause);
      expect(await tryAgain(orderId)).toBe('allowed');
    },
  );

  it.each([
    ...['invalid-number', 'conversion', 'media-not-fetched', 'account', 'refused'],
    ...['not-submitted', 'unspecified'],
  ])('is refused after %s', async (cause) => {
    const { orderId } = await ended('failed', cause);
    expect(await tryAgain(orderId)).toBe(broken);
  });

  it.each(['unknown', 'delivered', 'cancelled'])('is refused after a %s one', async (state) => {
    const { orderId } = await ended(state);
    expect(await tryAgain(orderId)).toBe(broken);
  });

  it('is refused while the one before is under way', async () => {
    const { orderId } = await bring('dialling', freeNumber());
    expect(await tryAgain(orderId)).toBe(broken);
  });

  it('is refused after an outcome that was unknown, whatever was told later', async () => {
    const { orderId, deliveryId } = await bring('unknown', freeNumber());
    await house.database.sql(
      `insert into delivery_fact select gen_random_uuid()::text, id, department_id, now(), 'house', 'silence', null,
         'never-told', null, 'k', true, '{}' from delivery where id = $1`,
      [deliveryId],
    );
    await house.database.sql(
      `update delivery set state = 'failed', cause = 'busy', unknown_reason = null where id = $1`,
      [deliveryId],
    );
    expect(await tryAgain(orderId)).toBe(broken);
  });

  it('is refused of what a person wished back, although that came too late for the call', async () => {
    const { orderId, deliveryId } = await ended('failed');
    await house.database.sql(
      `update delivery set withdrawable = true, withdraw_asked_at = now() where id = $1`,
      [deliveryId],
    );
    expect(await tryAgain(orderId)).toBe(broken);
  });

  it('is refused once a person has said what became of it', async () => {
    const { orderId, deliveryId } = await ended('failed');
    await house.database.sql(
      `insert into send_act select gen_random_uuid()::text, order_id, id, department_id, now(), 'marked-arrived',
         asked_by, 'ja' from delivery where id = $1`,
      [deliveryId],
    );
    expect(await tryAgain(orderId)).toBe(broken);
  });

  it.each([
    ['no-answer', 2],
    ['voice', 1],
  ])('is refused after the last of its cause: %s', async (cause, most) => {
    const { orderId } = await ended('failed', cause);
    for (let times = 0; times < most; times++) {
      expect(await tryAgain(orderId)).toBe('allowed');
      await failAgain(orderId, cause);
    }
    expect(await tryAgain(orderId)).toBe(broken);
  });

  it('is allowed however often a line was busy, but not after the deadline', async () => {
    const { orderId } = await ended('failed', 'busy');
    for (let times = 0; times < 12; times++) {
      expect(await tryAgain(orderId)).toBe('allowed');
      await failAgain(orderId, 'busy');
    }
    await house.database.sql('update delivery set deadline = due_at where order_id = $1', [
      orderId,
    ]);
    expect(await tryAgain(orderId, { due_at: `now() + interval '1 minute'` })).toBe(broken);
  });

  it.each([
    ['that no policy asked for', { automatic: 'false' }],
    ['already dialling', { state: `'dialling'` }],
  ])('is refused when it is one %s', async (_what, some) => {
    const { orderId } = await ended('failed');
    expect(await tryAgain(orderId, some)).toBe(forbidden);
  });

  it.each([
    ['to another number', { to_number: `'+46313900699'` }],
    ['from another number', { from_number: `'+46313900699'` }],
    ['with a later deadline', { deadline: `deadline + interval '1 day'` }],
    ['after the deadline', { due_at: `deadline + interval '1 second'` }],
    ['of another count', { attempt: 'attempt + 2' }],
    ['at another resolution', { resolution: `'standard'` }],
    ['without its first page', { first_page: '2' }],
  ])('is refused %s', async (_what, some) => {
    const { orderId } = await ended('failed');
    expect(await tryAgain(orderId, some)).toBe(broken);
  });

  it('leaves out the pages that were confirmed, and no more; else it is said to come perhaps twice', async () => {
    const { orderId, deliveryId } = await bring('dialling', freeNumber());
    await fail(deliveryId, 'partial', 2);
    expect(await tryAgain(orderId)).toBe(broken);
    expect(await tryAgain(orderId, { first_page: '4' })).toBe(broken);
    expect(await tryAgain(orderId, { first_page: '3' })).toBe('allowed');
    const unknown = await ended('failed', 'partial');
    expect(await tryAgain(unknown.orderId, { possible_duplicate: 'true' })).toBe('allowed');
  });

  it('comes back by a restore in any order', async () => {
    const { orderId } = await ended('failed');
    const brings = `insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by,
      possible_duplicate, state, cause, queued_at, due_at, deadline, changed_at, automatic)
      select gen_random_uuid()::text, order_id, department_id, $2, to_number, from_number, asked_by, false, 'failed',
        'busy', now(), now(), deadline, now(), true from delivery where order_id = $1 and attempt = 1`;
    for (const number of [3, 2]) await house.database.sql(brings, [orderId, number]);
    const rows = await house.database.sql('select from delivery where order_id = $1', [orderId]);
    expect(rows).toHaveLength(3);
  });

  it('is permitted as often as the policy would make one', async () => {
    const rows = await house.database.sql(
      'select cause, class, most from retry_rules() order by cause',
    );
    const expected = failureCauses
      .map((cause) => ({ cause, class: retryClassOf[cause] }))
      .map((each) => {
        const { waits, untilDeadline }: RetryRule = retryRules[each.class];
        return { ...each, most: untilDeadline ? null : waits.length };
      })
      .filter(({ most }) => most !== 0)
      .toSorted((one, other) => one.cause.localeCompare(other.cause));
    expect(rows).toEqual(expected);
  });
});
