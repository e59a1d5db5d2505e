import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase } from '@kuvert/platform/postgres/database';
import { freePort } from '@kuvert/platform/postgres/free-port';
import { readProviders } from '@kuvert/platform/providers/provider-rows';
import { verdictOf } from '@kuvert/shared/providers/verdict';
import type { OrderDesk } from '@kuvert/simulators/carrier';
import { startSinch } from '@kuvert/simulators/sinch';
import { startTelnyx } from '@kuvert/simulators/telnyx';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import type { CarriersConfig } from './config-carriers.ts';
import { openHouse, type House } from './test-support/house.ts';
import { deliveryOf, factsOf, hurry, untilDelivery } from './test-support/rows.ts';

/** How each carrier goes, as whoever looks after the house is told. */
const providerStates = async (house: House): Promise<Record<string, string>> => {
  const owner = openDatabase({ url: house.database.ownerUrl, onError: () => undefined });
  const all = await readProviders(owner, 'provider_status');
  await owner.close();
  return Object.fromEntries(all.map((each) => [each.name, verdictOf(each, new Date()).state]));
};

interface Simulated {
  readonly orders: OrderDesk;
  readonly stop: () => Promise<void>;
  readonly carriers: Pick<CarriersConfig, 'telnyx' | 'sinch'>;
}

const telnyx = async (): Promise<Simulated> => {
  const { orders, stop, publicKey, origin } = await startTelnyx({ apiKey: 'KEY' });
  return {
    orders,
    stop,
    carriers: {
      telnyx: {
        carrier: 'telnyx',
        publicKey,
        connectionId: '1447842681660114324',
        restOrigin: origin,
        apiKey: { kind: 'value', text: 'KEY' },
      },
      sinch: undefined,
    },
  };
};

const sinch = async (): Promise<Simulated> => {
  const account = { projectId: 'project-1', keyId: 'key', keySecret: 'secret' };
  const { orders, stop, origin } = await startSinch(account);
  return {
    orders,
    stop,
    carriers: {
      telnyx: undefined,
      sinch: {
        carrier: 'sinch',
        projectId: account.projectId,
        restOrigin: origin,
        keyId: account.keyId,
        keySecret: { kind: 'value', text: account.keySecret },
        webhookSecret: { kind: 'value', text: 'a-secret-of-thirty-two-characters' },
      },
    },
  };
};

describe.each([
  ['telnyx', telnyx, 'invalid-number'],
  // it says no more than that it refuses
  ['sinch', sinch, 'refused'],
] as const)('a fax by %s', (name, start, refusal) => {
  const clock = createFixedClock(new Date().toISOString());
  let house: House;
  let carrier: Simulated;
  let number = 10;

  beforeAll(async () => {
    [house, carrier] = await Promise.all([openHouse(), start()]);
    const carriers = {
      ...carrier.carriers,
      twilio: undefined,
      hylafax: undefined,
      order: [name],
      calls: new Map(),
    };
    // an answer may take its time on a busy machine
    await house.outbound({ clock }, { carriers, submitMs: 3_000 });
  });
  beforeEach(() => {
    carrier.orders.setFault(undefined);
    carrier.orders.setTelling('in-order');
    carrier.orders.setLookups('shown');
  });
  afterAll(async () => {
    await house.close();
    await carrier.stop();
  });

  /** One of its own, since an earlier one's line may be held. */
  const newNumber = (): string => `+463139006${number++}`;
  const order = () => house.order({ to: newNumber() });

  it('is fetched once it is handed over, and told of to its end', async () => {
    const { deliveryId } = await order();
    const row = await untilDelivery(house, deliveryId, { state: 'delivered' });
    const fax = carrier.orders.faxes.at(-1);
    expect(row).toMatchObject({ carrier: name, carrier_fax_id: fax?.sid, pages_confirmed: 1 });
    expect(Buffer.from(fax?.media ?? []).toString()).toContain('II* pages');
    // the carrier's own would multiply with ours
    expect(fax?.carrierRetries ?? 0).toBe(0);
  });

  it.each(['doubled', 'reversed'] as const)(
    'ends the same when its callbacks come %s',
    async (telling) => {
      carrier.orders.setTelling(telling);
      const { deliveryId } = await order();
      await untilDelivery(house, deliveryId, { state: 'delivered' });
      await carrier.orders.settled();
      expect((await deliveryOf(house, deliveryId)).state).toBe('delivered');
    },
  );

  it('is told of by nobody but the carrier', async () => {
    carrier.orders.setTelling('never');
    const { deliveryId } = await order();
    await untilDelivery(house, deliveryId, { state: 'accepted' });
    const before = await factsOf(house, deliveryId);
    const response = await fetch(`${house.sending.origin}/callbacks/${name}/${deliveryId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ event: 'FAX_COMPLETED', fax: { id: 'x', status: 'COMPLETED' } }),
    });
    expect(response.status).toBe(403);
    expect(await factsOf(house, deliveryId)).toEqual(before);
  });

  it.each([
    ['busy', { status: 'busy' }, 'busy'],
    ['without an answer', { status: 'no-answer' }, 'no-answer'],
    ['answered by voice', { status: 'failed', code: '2', message: '', pages: 0 }, 'voice'],
    ['that breaks off', { status: 'failed', code: '49', message: '', pages: 0 }, 'partial'],
  ] as const)('at a number %s has failed for that', async (_what, end, cause) => {
    const to = newNumber();
    carrier.orders.setScript(to, { end });
    const { deliveryId } = await house.order({ to });
    const row = await untilDelivery(house, deliveryId, { state: 'failed' });
    expect(row.cause).toBe(cause);
  });

  it('whose last page was not confirmed has an unknown outcome', async () => {
    const to = newNumber();
    carrier.orders.setScript(to, {
      end: { status: 'failed', code: '21', message: '', pages: 0 },
    });
    const { deliveryId } = await house.order({ to });
    const row = await untilDelivery(house, deliveryId, { state: 'unknown' });
    expect(row.unknown_reason).toBe('no-response-after-last-page');
  });

  it('of which no callback tells is asked for', async () => {
    carrier.orders.setTelling('never');
    const { deliveryId } = await order();
    await untilDelivery(house, deliveryId, { state: 'accepted' });
    await carrier.orders.settled();
    await hurry(house, 'follow');
    await untilDelivery(house, deliveryId, { state: 'delivered' });
    expect(await factsOf(house, deliveryId)).toContain('delivered');
  });

  it.each(['cut', 'nonsense'] as const)(
    'that is taken and not answered (%s) is found by our send id, and never given twice',
    async (kind) => {
      carrier.orders.setFault({ kind });
      carrier.orders.setTelling('never');
      const before = carrier.orders.faxes.length;
      const { deliveryId } = await order();
      await untilDelivery(house, deliveryId, { state: 'submitting' });
      await expect.poll(() => carrier.orders.faxes.length).toBe(before + 1);
      await carrier.orders.settled();
      await hurry(house, 'follow');
      await untilDelivery(house, deliveryId, { state: 'delivered' });
      expect(carrier.orders.faxes.length).toBe(before + 1);
    },
  );

  it('is refused for a number that the carrier does not take', async () => {
    carrier.orders.setFault({ kind: 'refused', status: 422, code: 21_211 });
    const { deliveryId } = await order();
    const row = await untilDelivery(house, deliveryId, { state: 'failed' });
    expect(row.cause).toBe(refusal);
  });

  it('that is taken, not answered and not found is unknown after a while, until it is found', async () => {
    carrier.orders.setFault({ kind: 'mute' });
    carrier.orders.setTelling('never');
    carrier.orders.setLookups('hidden');
    const before = carrier.orders.faxes.length;
    const { deliveryId } = await order();
    await untilDelivery(house, deliveryId, { state: 'submitting' });
    await expect.poll(() => carrier.orders.faxes.length).toBe(before + 1);
    clock.advance(11 * 60_000);
    await hurry(house, 'follow');
    await untilDelivery(house, deliveryId, {
      state: 'unknown',
      unknown_reason: 'submit-unanswered',
    });
    carrier.orders.setLookups('shown');
    await carrier.orders.settled();
    await hurry(house, 'follow');
    await untilDelivery(house, deliveryId, { state: 'delivered', unknown_reason: null });
    expect(carrier.orders.faxes.length).toBe(before + 1);
  });
});

describe('a fax whose first carrier is not there', () => {
  it('goes by the next, with pages as that one wants them', async () => {
    const house = await openHouse();
    try {
      const hylafax = {
        carrier: 'hylafax',
        host: '127.0.0.1',
        port: await freePort(),
        user: 'kuvert',
        password: undefined,
        key: { kind: 'value', text: 'what the fax host and the house share' },
      } as const;
      const carriers = {
        ...house.sending.carriers,
        hylafax,
        order: ['hylafax', 'signalwire'],
      };
      await house.outbound({}, { carriers, programPath: process.env['PATH'] });
      const { deliveryId } = await house.order();
      await expect.poll(() => factsOf(house, deliveryId)).toContain('not-reached');
      expect(await providerStates(house)).toMatchObject({ hylafax: 'failing' });
      await hurry(house);
      const row = await untilDelivery(house, deliveryId, { state: 'delivered' });
      expect(row['carrier']).toBe('signalwire');
      expect(await providerStates(house)).toMatchObject({ signalwire: 'works' });
      const kinds = await house.database.sql(
        `select s.media_type, s.media_type = d.media_type as went from send_document s join delivery d on d.id = s.delivery_id
          where d.id = $1 order by s.created_at`,
        [deliveryId],
      );
      expect(kinds).toEqual([
        { media_type: 'image/tiff', went: false },
        { media_type: 'application/pdf', went: true },
      ]);
    } finally {
      await house.close();
    }
  });
});
