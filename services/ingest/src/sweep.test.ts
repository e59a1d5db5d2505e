import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { createFaxEngine, type FaxEngine } from '@kuvert/fax-document/engine';
import { openDatabase } from '@kuvert/platform/postgres/database';
import { readProviders } from '@kuvert/platform/providers/provider-rows';
import { verdictOf } from '@kuvert/shared/providers/verdict';

import { from, numbers, openHouse, sample, type House } from './test-support/house.ts';
import { counts } from './test-support/rows.ts';

let house: House;
let bytes: Buffer;
/** One for all the houses: starting its processes takes a second. */
let converter: FaxEngine;

beforeAll(async () => {
  converter = createFaxEngine();
  await converter.warm();
  bytes = await sample('hyla-ecm-mmr-clean.tif');
});
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());
afterAll(() => converter.close());

const patience = { timeout: 10_000, interval: 20 };

const available = async (): Promise<number> => {
  const rows = await house.database.sql("select from message where state = 'available'");
  return rows.length;
};

const checkOf = async () => {
  const [row] = await house.database.sql('select * from carrier_check');
  return row;
};

describe('a fax that no webhook told of', () => {
  it('is found at the next start', async () => {
    house.carrier.hold({ bytes, from, to: numbers.social });
    await house.ingest({ converter });
    await expect.poll(available, patience).toBe(1);
  });

  it('is found at once when our clock is an hour ahead', async () => {
    house.carrier.hold({ bytes, from, to: numbers.social });
    const clock = { now: () => new Date(Date.now() + 3_600_000) };
    await house.ingest({ converter, clock });
    await expect.poll(available, patience).toBe(1);
  });

  it('is found while ingest runs', async () => {
    await house.ingest({ converter }, { sweepEveryMs: 50 });
    await vi.waitFor(async () => expect(await checkOf()).toBeDefined(), patience);
    house.carrier.hold({ bytes, from, to: numbers.social });
    await expect.poll(available, patience).toBe(1);
  });

  it('is one message when its webhook comes after all', async () => {
    const held = house.carrier.hold({ bytes, from, to: numbers.social });
    house.carrier.down.delete = true;
    await house.ingest({ converter }, { sweepEveryMs: 50 });
    await expect.poll(available, patience).toBe(1);
    expect((await house.carrier.report(held.sid, house.to)).status).toBe(200);
    expect(await counts(house)).toMatchObject({ receptions: 1, messages: 1, documents: 2 });
  });

  it('is found on whichever page of the list it stands', async () => {
    house.carrier.setPageSize(2);
    for (let n = 0; n < 5; n++) house.carrier.hold({ bytes, from, to: numbers.social });
    await house.ingest({ converter });
    await expect.poll(available, patience).toBe(5);
  });
});

describe("the carrier's list", () => {
  it('that cannot be had is shown with its error until it can', async () => {
    house.carrier.down.list = true;
    await house.ingest({ converter }, { sweepEveryMs: 50 });
    await vi.waitFor(
      async () =>
        expect(await checkOf()).toMatchObject({ error: 'fetch-failed', checked_at: null }),
      patience,
    );
    house.carrier.down.list = false;
    await vi.waitFor(
      async () =>
        expect(await checkOf()).toMatchObject({ error: null, checked_at: expect.any(Date) }),
      patience,
    );
  });

  it('that cannot be had makes the carrier a failing provider, until it can', async () => {
    const owner = openDatabase({ url: house.database.ownerUrl, onError: () => undefined });
    const providers = async () => {
      const all = await readProviders(owner, 'provider_status');
      const facts = all.find(({ name }) => name === 'signalwire');
      return facts && { name: facts.name, ...verdictOf(facts, new Date()) };
    };
    house.carrier.down.list = true;
    await house.ingest({ converter }, { sweepEveryMs: 50 });
    const failing = { name: 'signalwire', state: 'failing', code: 'fetch-failed' };
    await vi.waitFor(async () => expect(await providers()).toMatchObject(failing), patience);
    house.carrier.down.list = false;
    const recovered = { name: 'signalwire', state: 'troubled', code: 'fetch-failed' };
    await vi.waitFor(async () => expect(await providers()).toMatchObject(recovered), patience);
    await owner.close();
  });
});

describe('two replicas', () => {
  it('take in each fax once', async () => {
    for (let n = 0; n < 6; n++) house.carrier.hold({ bytes, from, to: numbers.social });
    await house.ingest({ converter });
    await house.ingest({ converter }, { port: 0 });
    await expect.poll(available, patience).toBe(6);
    expect(await counts(house)).toMatchObject({ receptions: 6, messages: 6, documents: 12 });
    expect(house.carrier.fetched).toHaveLength(6);
  });
});
