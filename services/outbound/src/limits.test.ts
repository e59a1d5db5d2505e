import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openHouse, type House } from './test-support/house.ts';
import { hurry } from './test-support/rows.ts';

let house: House;
let folder: string;
const numbers = Array.from({ length: 8 }, (_, each) => `+4631390070${each}`);

beforeAll(async () => {
  house = await openHouse();
  for (const number of numbers) house.carrier.orders.setScript(number, { end: 'never' });
  const { carriers } = house.sending;
  folder = await mkdtemp(join(tmpdir(), 'kuvert-limits-'));
  const linkKeyFile = join(folder, 'link-key');
  await writeFile(linkKeyFile, 'what both replicas sign their links with', { mode: 0o600 });
  const limited = {
    carriers: { ...carriers, calls: new Map([['signalwire', 4]]) },
    linkKeyFile,
    submitMs: 5000,
  };
  // two replicas: together they keep to it
  await house.outbound({}, limited);
  await house.outbound({}, { ...limited, port: 0 });
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true });
});

const underWay = async (): Promise<number> => {
  const [row] = await house.database.sql<{ number: string }>(
    `select count(*) as number from delivery where state in ('submitting', 'accepted', 'dialling')`,
  );
  return Number(row?.number);
};

/** With its pages made, and without. */
const longestWaiting = async (): Promise<(string | undefined)[]> => {
  const rows = await house.database.sql<{ to: string }>(
    `select distinct on (state) to_number as to from delivery where state in ('queued', 'preparing')
      order by state, due_at, id`,
  );
  return rows.map(({ to }) => to);
};

/** Every delivery that waits is looked at once more. */
const lookAgain = async (): Promise<void> => {
  await hurry(house, 'dispatch');
  await expect
    .poll(() =>
      house.database.sql(
        `select from work where kind = 'dispatch' and ended_at is null and (due_at <= now() or leased_until is not null)`,
      ),
    )
    .toEqual([]);
};

describe('a carrier with a limit', () => {
  it('has as many calls as it may at once, and the pages of the next made meanwhile', async () => {
    await Promise.all(numbers.slice(0, 4).map((to) => house.order({ to })));
    await expect.poll(underWay).toBe(4);
    await Promise.all(numbers.slice(4).map((to) => house.order({ to })));
    await lookAgain();
    await lookAgain();
    expect([await underWay(), house.carrier.orders.faxes.length]).toEqual([4, 4]);
    const made = await house.database.sql(
      `select from delivery d join send_document s on s.delivery_id = d.id where d.state in ('queued', 'preparing')`,
    );
    expect(made).toHaveLength(1);
  }, 30_000);

  it('has what waits longest as soon as a call has ended', async () => {
    const [first] = house.carrier.orders.faxes;
    const longest = await longestWaiting();
    if (!first) throw new Error('the carrier has no fax');
    expect(await house.carrier.orders.tell(first, 'delivered')).toBe(200);
    await expect.poll(() => house.carrier.orders.faxes.length).toBe(5);
    expect(longest).toContain(house.carrier.orders.faxes[4]?.to);
    await lookAgain();
    expect([await underWay(), house.carrier.orders.faxes.length]).toEqual([4, 5]);
    const [row] = await house.database.sql<{ waiting: number }>(
      `select count(*)::int as waiting from delivery where state in ('queued', 'preparing')`,
    );
    expect(row?.waiting).toBe(3);
  }, 30_000);
});
