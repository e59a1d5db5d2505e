import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openHouse, type House } from './test-support/house.ts';
import { deliveryOf, hurry } from './test-support/rows.ts';

let house: House;
let folder: string;
const numbers = Array.from({ length: 6 }, (_, each) => `+4631390070${each}`);

beforeAll(async () => {
  house = await openHouse();
  for (const number of numbers) house.carrier.orders.setScript(number, { end: 'never' });
  const { carriers } = house.sending;
  folder = await mkdtemp(join(tmpdir(), 'kuvert-limits-'));
  const linkKeyFile = join(folder, 'link-key');
  await writeFile(linkKeyFile, 'what both replicas sign their links with', { mode: 0o600 });
  const limited = {
    carriers: { ...carriers, calls: new Map([['signalwire', 2]]) },
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

const longestWaiting = async (): Promise<string | undefined> => {
  const [row] = await house.database.sql<{ to: string }>(
    `select to_number as to from delivery where state in ('queued', 'preparing') order by due_at, id limit 1`,
  );
  return row?.to;
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
  it('has as many calls as it may at once; when one has ended, what waits longest goes at once', async () => {
    const ordered = await Promise.all(numbers.map((to) => house.order({ to })));
    await expect.poll(underWay).toBe(2);
    await lookAgain();
    await lookAgain();
    expect([await underWay(), house.carrier.orders.faxes.length]).toEqual([2, 2]);

    const [first] = house.carrier.orders.faxes;
    const next = await longestWaiting();
    if (!first) throw new Error('the carrier has no fax');
    expect(await house.carrier.orders.tell(first, 'delivered')).toBe(200);
    await expect.poll(() => house.carrier.orders.faxes[2]?.to).toBe(next);
    await lookAgain();
    expect([await underWay(), house.carrier.orders.faxes.length]).toEqual([2, 3]);

    const states = await Promise.all(
      ordered.map(async ({ deliveryId }) => (await deliveryOf(house, deliveryId)).state),
    );
    expect(states.filter((state) => state === 'queued' || state === 'preparing')).toHaveLength(3);
  }, 30_000);
});
