import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { openHouse, type House } from './test-support/house.ts';
import {
  deliveryOf,
  factsOf,
  hurry,
  openSent,
  untilDelivery,
  untilWorkIsOver,
  type DeliveryRow,
} from './test-support/rows.ts';

const clock = createFixedClock(new Date().toISOString());
let house: House;

beforeAll(async () => {
  house = await openHouse();
  await house.outbound({ clock });
});
afterAll(() => house.close());
beforeEach(() => house.carrier.orders.setFault(undefined));

const attemptsOf = (orderId: string): Promise<DeliveryRow[]> =>
  house.database.sql<DeliveryRow>('select * from delivery where order_id = $1 order by attempt', [
    orderId,
  ]);

/** Lets every attempt that waits begin now, until nothing of the order waits any more; its attempts. */
const untilItRests = (orderId: string): Promise<DeliveryRow[]> =>
  vi.waitFor(
    async () => {
      await hurry(house, 'dispatch');
      const attempts = await attemptsOf(orderId);
      const ends = new Set(['delivered', 'failed', 'unknown', 'cancelled']);
      expect(attempts.every(({ state }) => ends.has(state))).toBe(true);
      return attempts;
    },
    { timeout: 20_000, interval: 20 },
  );

const told = (attempts: readonly DeliveryRow[]): string[] =>
  attempts.map(({ state, cause }) => cause ?? state);

const minutes = ({ due_at, queued_at }: DeliveryRow): number =>
  (Number(due_at) - Number(queued_at)) / 60_000;

/** How many were handed over of one number. */
const calls = (to: string): number =>
  house.carrier.orders.faxes.filter((fax) => fax.to === to).length;

const free = { status: 'delivered' } as const;
const busy = { status: 'busy' } as const;

describe('a number that is busy', () => {
  it('is called again until it is free: one attempt each, one call at a time', async () => {
    const to = '+46313900620';
    house.carrier.orders.setScript(to, { before: [busy, busy], end: free });
    const { orderId } = await house.order({ to });
    const attempts = await untilItRests(orderId);
    expect(told(attempts)).toEqual(['busy', 'busy', 'delivered']);
    expect([calls(to), house.carrier.orders.mostAtOnce]).toEqual([3, 1]);
  });

  it('waits in the queue for the time of the table, and is not called before', async () => {
    const to = '+46313900602';
    const { orderId, deliveryId } = await house.order({ to });
    await untilDelivery(house, deliveryId, { state: 'failed' });
    const [, second] = await attemptsOf(orderId);
    expect(second).toMatchObject({ state: 'queued', automatic: true, possible_duplicate: false });
    expect(second && minutes(second)).toBeGreaterThanOrEqual(3);
    expect(second && minutes(second)).toBeLessThanOrEqual(4);
    expect(await factsOf(house, String(second?.['id']))).toEqual(['queued']);
    expect(calls(to)).toBe(1);
    await house.database.sql(`update delivery set state = 'cancelled' where id = $1`, [
      second?.['id'],
    ]);
    await hurry(house, 'dispatch');
    await untilWorkIsOver(house, 'dispatch');
    expect(calls(to)).toBe(1);
  });

  it('has failed when no further attempt begins before the deadline', async () => {
    const to = '+46313900621';
    house.carrier.orders.setScript(to, { end: busy });
    // after 3, 5 and 10 minutes, but not after 15; this clock stands
    const deadline = new Date(clock.now().getTime() + 14 * 60_000);
    const attempts = await untilItRests((await house.order({ to, deadline })).orderId);
    expect(told(attempts)).toEqual(Array.from({ length: 4 }, () => 'busy'));
    expect(attempts.at(-1)).toMatchObject({ held: null, attempt: 4 });
  });

  it('is not called after the deadline', async () => {
    const deadline = new Date(clock.now().getTime() + 2 * 60_000);
    const { orderId } = await house.order({ to: '+46313900602', deadline });
    expect(told(await untilItRests(orderId))).toEqual(['busy']);
  });
});

describe('what a machine must not decide', () => {
  it('is a number that somebody reported as a wrong one during the call: it is not called again', async () => {
    const to = '+46313900623';
    house.carrier.orders.setScript(to, { end: busy });
    const { orderId } = await house.order({ to });
    await house.database.sql(
      `insert into incident (id, department_id, direction, order_id, how, noticed_at, reported_at, reported_by)
       select 'incident', department_id, 'out', id, 'receiver-told', now(), now(), created_by from send_order where id = $1`,
      [orderId],
    );
    expect(told(await untilItRests(orderId))).toEqual(['busy']);
  });

  it('is held for a person when a voice answers twice', async () => {
    const { orderId } = await house.order({ to: '+46313900604' });
    const attempts = await untilItRests(orderId);
    expect(told(attempts)).toEqual(['voice', 'voice']);
    expect(attempts.map(({ held }) => held)).toEqual([null, 'perhaps-wrong-number']);
  });

  it('is nothing that may have arrived: an unknown outcome gets no further attempt', async () => {
    const to = '+46313900622';
    const end = { status: 'failed', code: '21', message: 'no response', pages: 0 } as const;
    house.carrier.orders.setScript(to, { end });
    const { orderId } = await house.order({ to });
    expect(told(await untilItRests(orderId))).toEqual(['unknown']);
    expect(calls(to)).toBe(1);
  });

  it('is not a number that does not exist', async () => {
    house.carrier.orders.setFault({ kind: 'refused', status: 400, code: 21_211 });
    const { orderId } = await house.order({ to: '+46313900623' });
    expect(told(await untilItRests(orderId))).toEqual(['invalid-number']);
  });

  it('stays with the person to whom an unknown outcome was shown, when the carrier says late that it failed', async () => {
    const to = '+46313900624';
    house.carrier.orders.setScript(to, { end: 'never' });
    const { orderId, deliveryId } = await house.order({ to });
    await untilDelivery(house, deliveryId, { state: 'dialling' });
    house.carrier.orders.setLookups('hidden');
    clock.advance(16 * 60_000);
    await hurry(house, 'follow');
    await untilDelivery(house, deliveryId, { state: 'unknown' });
    house.carrier.orders.setLookups('shown');
    const fax = house.carrier.orders.faxes.find((each) => each.to === to);
    if (!fax) throw new Error('the carrier has no fax');
    expect(await house.carrier.orders.tell(fax, 'busy')).toBe(200);
    expect(told(await attemptsOf(orderId))).toEqual(['busy']);
  });
});

describe('the next attempt', () => {
  it('is at standard resolution when the receiver can not take the sharper one', async () => {
    const to = '+46313900609';
    const { orderId } = await house.order({ to });
    const attempts = await untilItRests(orderId);
    expect(told(attempts)).toEqual(['capability', 'delivered']);
    const qualities = house.carrier.orders.faxes.filter((fax) => fax.to === to);
    expect(qualities.map(({ quality }) => quality)).toEqual(['fine', 'standard']);
    const sent = await openSent(house, String(attempts[1]?.['id']), house.department);
    expect(sent.toString()).toContain('standard whole');
  });

  it('is gentler than the carrier by which the modems did not come to terms', async () => {
    const to = '+46313900629';
    const end = { status: 'failed', code: '6', message: 'training', pages: 0 } as const;
    house.carrier.orders.setScript(to, { end });
    const { orderId } = await house.order({ to });
    expect(told(await untilItRests(orderId))).toEqual(['training', 'training']);
    const rows = await house.database.sql(
      'select gentler_than from delivery where order_id = $1 order by attempt',
      [orderId],
    );
    expect(rows).toEqual([{ gentler_than: null }, { gentler_than: 'signalwire' }]);
  });

  it('has all pages, said to come perhaps twice, when nobody knows how many came over', async () => {
    const { orderId } = await house.order({ to: '+46313900605' });
    const attempts = await untilItRests(orderId);
    expect(told(attempts)).toEqual(['partial', 'partial']);
    expect(attempts[1]).toMatchObject({
      possible_duplicate: true,
      first_page: 1,
      held: 'partly-arrived',
    });
  });

  it('has the rest behind a cover that says so, when the confirmed pages are known', async () => {
    const to = '+46313900625';
    house.carrier.orders.setScript(to, { end: 'never' });
    const { orderId, deliveryId } = await house.order({ to, pages: 3 });
    await untilDelivery(house, deliveryId, { state: 'dialling' });
    // as a carrier would that counts them
    await house.database.sql('update delivery set pages_confirmed = 2 where id = $1', [deliveryId]);
    house.carrier.orders.setScript(to, { end: free });
    const fax = house.carrier.orders.faxes.find((each) => each.to === to);
    if (!fax) throw new Error('the carrier has no fax');
    fax.error = { code: '49', message: 'The call dropped prematurely' };
    expect(await house.carrier.orders.tell(fax, 'failed')).toBe(200);
    const attempts = await untilItRests(orderId);
    expect(attempts[1]).toMatchObject({ first_page: 3, possible_duplicate: false });
    const sent = await openSent(house, String(attempts[1]?.['id']), house.department);
    expect(sent.toString()).toContain('Fortsättning 3/3');
  });
});

describe('a carrier whose account takes no orders', () => {
  const due = (sql: string): Promise<unknown> => house.database.sql(sql);

  it('holds its queue, is tried now and then by one order, and gets the others when it works', async () => {
    const [one, other] = ['+46313900626', '+46313900627'];
    house.carrier.orders.setFault({ kind: 'refused', status: 402 });
    const first = await house.order({ to: one });
    await untilDelivery(house, first.deliveryId, {
      state: 'queued',
      waits_for: 'carrier-account',
      intent_at: null,
    });
    const second = await house.order({ to: other });
    await untilDelivery(house, second.deliveryId, {
      state: 'queued',
      waits_for: 'carrier-account',
    });
    house.carrier.orders.setFault(undefined);
    await hurry(house, 'dispatch');
    expect((await deliveryOf(house, second.deliveryId)).state).toBe('queued');
    await due('update carrier_hold set probe_at = now()');
    await untilItRests(first.orderId);
    await untilItRests(second.orderId);
    expect([calls(one), calls(other)]).toEqual([1, 1]);
    expect(await house.database.sql('select from carrier_hold')).toEqual([]);
  });

  it('is named when the deadline comes first', async () => {
    house.carrier.orders.setFault({ kind: 'refused', status: 402 });
    const deadline = new Date(clock.now().getTime() + 60_000);
    const { deliveryId } = await house.order({ to: '+46313900628', deadline });
    await untilDelivery(house, deliveryId, { waits_for: 'carrier-account' });
    clock.advance(2 * 60_000);
    await hurry(house, 'dispatch');
    const { cause, held } = await untilDelivery(house, deliveryId, { state: 'failed' });
    expect([cause, held]).toEqual(['account', 'carrier-account']);
    await due('delete from carrier_hold');
  });
});
