import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { from, numbers, openHouse, type House } from './test-support/house.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('an orderly stop', () => {
  it('gives work under way back within seconds', async () => {
    const media = { allowLoopback: true, maxBytes: 1_000_000, deadlineMs: 60_000 };
    const ingest = await house.ingest({}, { media });
    const fax = {
      bytes: Buffer.from('x'),
      from,
      to: numbers.social,
      media: { kind: 'stall' },
    } as const;
    const sent = await house.carrier.send(fax, house.to);
    await vi.waitFor(() => expect(house.carrier.fetched).toContain(sent.sid), { timeout: 10_000 });
    const begun = performance.now();
    await ingest.stop();
    expect(performance.now() - begun).toBeLessThan(8_000);
    const [work] = await house.database.sql(
      "select ended_at, leased_until from work where kind = 'take-in' and subject = $1",
      [sent.message],
    );
    expect(work).toEqual({ ended_at: null, leased_until: null });
  });
});
