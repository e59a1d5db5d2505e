import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { from, numbers, openHouse, sample, type House } from './testing/house.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
  await house.ingest();
});
afterAll(() => house.close());

const until = (id: string | undefined, state: string) =>
  vi.waitFor(
    async () => {
      const [row] = await house.database.sql('select * from message where id = $1', [id]);
      expect(row?.['state']).toBe(state);
      return row;
    },
    { timeout: 10_000, interval: 20 },
  );

describe('a fax through the carrier webhook', () => {
  it('becomes an available message of the department that owns the number', async () => {
    const bytes = await sample('sp-3pages.tif');
    const sent = await house.carrier.send({ bytes, from, to: numbers.social, pages: 3 }, house.to);
    expect(sent.steps.map(({ status }) => status)).toEqual([200, 200]);
    const row = await until(sent.message, 'available');
    expect(row).toMatchObject({
      department_id: house.departments.social,
      from_number: from,
      pages: 3,
      announced_pages: 3,
      ended_early: false,
    });
  });
});
