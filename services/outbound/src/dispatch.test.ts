import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { from, openHouse, type House } from './test-support/house.ts';
import {
  deliveryOf,
  factsOf,
  hurry,
  openSent,
  untilDelivery,
  untilWorkIsOver,
} from './test-support/rows.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
  await house.outbound();
});
afterAll(() => house.close());
beforeEach(() => {
  house.carrier.orders.setFault(undefined);
  house.carrier.orders.setTelling('in-order');
  house.carrier.orders.setLookups('shown');
});

describe('a queued fax', () => {
  it('is handed over, fetched, dialled and delivered, and every fact is kept', async () => {
    const { deliveryId } = await house.order();
    const row = await untilDelivery(house, deliveryId, { state: 'delivered' });
    expect(row).toMatchObject({ carrier: 'signalwire', pages_confirmed: 1, media_read: 1 });
    expect((await factsOf(house, deliveryId)).filter((fact) => !fact.startsWith('('))).toEqual(
      expect.arrayContaining(['preparing', 'submitting', 'delivered']),
    );
    expect(house.carrier.orders.faxes.at(-1)).toMatchObject({ from, quality: 'fine' });
  });

  it('has the sender in its header line, and is kept as it was faxed: for department and recovery', async () => {
    const { deliveryId } = await house.order({ tiff: Buffer.from('II* these pages') });
    await untilDelivery(house, deliveryId, { state: 'delivered' });
    const fetched = Buffer.from(house.carrier.orders.faxes.at(-1)?.media ?? []);
    expect(fetched.toString()).toContain('Hemsjukvården 08-465 004 10 II* these pages');
    expect(fetched.equals(await openSent(house, deliveryId, house.department))).toBe(true);
    expect(fetched.equals(await openSent(house, deliveryId, house.recovery))).toBe(true);
  });

  it('is not touched before it is due', async () => {
    const { deliveryId } = await house.order({ dueIn: 3600 });
    const other = await house.order();
    await untilDelivery(house, other.deliveryId, { state: 'delivered' });
    expect((await deliveryOf(house, deliveryId)).state).toBe('queued');
  });

  it('stays here when it was cancelled in time', async () => {
    const { deliveryId } = await house.order({ dueIn: 3600, to: '+46313900649' });
    await house.database.sql(`update delivery set state = 'cancelled' where id = $1`, [deliveryId]);
    await hurry(house, 'dispatch');
    await untilWorkIsOver(house, 'dispatch');
    expect(house.carrier.orders.faxes.filter(({ to }) => to === '+46313900649')).toEqual([]);
  });

  it.each([
    ['busy', '+46313900602', { state: 'failed', cause: 'busy' }],
    ['does not answer', '+46313900603', { state: 'failed', cause: 'no-answer' }],
    ['is answered by voice', '+46313900604', { state: 'failed', cause: 'voice' }],
    ['breaks off in page 2', '+46313900605', { state: 'failed', cause: 'partial' }],
  ])('to a number that %s says so', async (_what, to, expected) => {
    // too soon for a further attempt
    const { deliveryId } = await house.order({ to, deadline: new Date(Date.now() + 50_000) });
    expect(await untilDelivery(house, deliveryId, expected)).toMatchObject(expected);
  });

  it('is told once, however often and in whatever order the carrier tells', async () => {
    for (const telling of ['doubled', 'reversed'] as const) {
      house.carrier.orders.setTelling(telling);
      const { deliveryId } = await house.order();
      await untilDelivery(house, deliveryId, { state: 'delivered' });
      await house.carrier.orders.settled();
      const facts = await factsOf(house, deliveryId);
      expect(facts.filter((fact) => fact.includes('delivered'))).toEqual(['delivered']);
      expect((await deliveryOf(house, deliveryId)).state).toBe('delivered');
    }
  });

  it('is found by asking when no callback tells', async () => {
    house.carrier.orders.setTelling('never');
    const { deliveryId } = await house.order();
    await untilDelivery(house, deliveryId, { state: 'accepted' });
    await house.carrier.orders.settled();
    await hurry(house, 'follow');
    await untilDelivery(house, deliveryId, { state: 'delivered' });
    const [told] = await house.database.sql(
      `select source from delivery_fact where delivery_id = $1 and kind = 'delivered'`,
      [deliveryId],
    );
    expect(told).toEqual({ source: 'poll' });
  });

  it('is audited by ids when it leaves and when it ends', async () => {
    const { deliveryId, orderId } = await house.order();
    await untilDelivery(house, deliveryId, { state: 'delivered' });
    const rows = await house.database.sql(
      'select action, department_id, detail from audit where detail like $1 order by seq',
      [`sending ${orderId}%`],
    );
    expect(rows).toEqual(
      ['fax-handed-over', 'fax-delivered'].map((action) => ({
        action,
        department_id: house.departmentId,
        detail: `sending ${orderId} attempt 1`,
      })),
    );
  });
});

describe('an order that the carrier does not take', () => {
  it('has failed for the carrier’s reason when it is refused', async () => {
    house.carrier.orders.setFault({ kind: 'refused', status: 400, code: 21_211 });
    const { deliveryId } = await house.order();
    const row = await untilDelivery(house, deliveryId, { state: 'failed' });
    expect(row.cause).toBe('invalid-number');
  });

  it('waits in the queue while the carrier says "not now", and goes later', async () => {
    house.carrier.orders.setFault({ kind: 'refused', status: 429 });
    const { deliveryId } = await house.order();
    await expect
      .poll(() => factsOf(house, deliveryId), { timeout: 10_000 })
      .toContain('not-reached');
    await untilDelivery(house, deliveryId, { state: 'queued', intent_at: null, carrier: null });
    house.carrier.orders.setFault(undefined);
    await hurry(house, 'dispatch');
    await untilDelivery(house, deliveryId, { state: 'delivered' });
  });

  it('has failed once its deadline has passed', async () => {
    const { deliveryId } = await house.order({ deadline: new Date(Date.now() - 1000) });
    const row = await untilDelivery(house, deliveryId, { state: 'failed' });
    expect([row.cause, row['intent_at']]).toEqual(['not-submitted', null]);
  });

  it('has failed for its document when that can not be opened', async () => {
    const { deliveryId, orderId } = await house.order({ dueIn: 3600 });
    await house.database.sql(`update send_document set plain_sha256 = 'x' where order_id = $1`, [
      orderId,
    ]);
    await hurry(house, 'dispatch');
    const row = await untilDelivery(house, deliveryId, { state: 'failed' });
    expect([row.cause, row['intent_at']]).toEqual(['conversion', null]);
  });
});

describe('an order that is not answered', () => {
  it.each(['mute', 'cut', 'nonsense'] as const)(
    'is recognised at the carrier when it took it (%s), and never given twice',
    async (kind) => {
      const before = house.carrier.orders.faxes.length;
      house.carrier.orders.setFault({ kind });
      house.carrier.orders.setTelling('never');
      const { deliveryId } = await house.order();
      await untilWorkIsOver(house, 'dispatch');
      expect((await deliveryOf(house, deliveryId)).state).toBe('submitting');
      house.carrier.orders.setFault(undefined);
      await house.carrier.orders.settled();
      await hurry(house, 'follow');
      await untilDelivery(house, deliveryId, { state: 'delivered' });
      expect(house.carrier.orders.faxes.length).toBe(before + 1);
    },
  );

  it('is known by the callback, which names our delivery', async () => {
    house.carrier.orders.setFault({ kind: 'broken', status: 503 });
    const { deliveryId } = await house.order();
    const row = await untilDelivery(house, deliveryId, { state: 'delivered' });
    expect(row.carrier_fax_id).toBe(house.carrier.orders.faxes.at(-1)?.sid);
  });
});

describe('one number', () => {
  it('is called by one at a time, whoever sends', async () => {
    const to = '+46313900640';
    const ordered = await Promise.all(Array.from({ length: 5 }, () => house.order({ to })));
    for (const { deliveryId } of ordered) {
      await expect
        .poll(
          async () => {
            await hurry(house, 'dispatch');
            return (await deliveryOf(house, deliveryId)).state;
          },
          { timeout: 20_000 },
        )
        .toBe('delivered');
    }
    expect(house.carrier.orders.faxes.filter((fax) => fax.to === to)).toHaveLength(5);
    expect(house.carrier.orders.mostAtOnce).toBe(1);
  }, 30_000);
});

describe('with a clock of its own', () => {
  it('a carrier that never tells leaves an unknown outcome, which its late word resolves', async () => {
    const clock = createFixedClock(new Date().toISOString());
    const own = await openHouse();
    try {
      await own.outbound({ clock });
      own.carrier.orders.setScript('+46313900606', { end: 'never' });
      const { deliveryId } = await own.order({ to: '+46313900606' });
      await untilDelivery(own, deliveryId, { state: 'dialling' });
      own.carrier.orders.setLookups('hidden');
      clock.advance(16 * 60_000);
      await hurry(own, 'follow');
      await untilDelivery(own, deliveryId, { state: 'unknown', unknown_reason: 'never-told' });
      const [fax] = own.carrier.orders.faxes;
      if (!fax) throw new Error('the carrier has no fax');
      expect(await own.carrier.orders.tell(fax, 'delivered')).toBe(200);
      await untilDelivery(own, deliveryId, { state: 'delivered', unknown_reason: null });
    } finally {
      await own.close();
    }
  }, 30_000);
});
