import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { PageFacts } from '#api';
import { clientOf, type Client } from '../test-support/client.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let anna: Client;

beforeAll(async () => {
  house = await startHouse();
  anna = clientOf(house.origin, await house.logIn('anna'));
});
afterAll(() => house.stop());

/** What the API says of a fax whose first page is as `changes` has it. */
const factsOf = async (changes: Readonly<Record<string, unknown>> = {}): Promise<PageFacts[]> => {
  const { id } = await house.receive(house.care);
  for (const [column, value] of Object.entries(changes))
    await house.database.sql(
      `update message_page set ${column} = $2 where message_id = $1 and page = 1`,
      [id, value],
    );
  const { body } = await anna.get(`/api/messages/${id}`).expect(200);
  return body.pageFacts;
};

describe('the state of pages', () => {
  it('is told page by page', async () => {
    const facts = await factsOf();
    expect(facts.map(({ page }) => page)).toEqual([1, 2, 3]);
    expect(facts[0]).toEqual({
      page: 1,
      damagedLines: 0,
      damage: [],
      linesRun: 'down',
      missingLines: 0,
      endedEarly: false,
      lost: false,
      blank: false,
      turned: 0,
    });
  });

  it('says where damage lies in shares of the page', async () => {
    const [page] = await factsOf({
      lines: 2000,
      damaged_lines: 30,
      damage: '{[500,520),[1990,2000)}',
    });
    expect(page).toMatchObject({
      damagedLines: 30,
      damage: [
        { from: 0.25, to: 0.26 },
        { from: 0.995, to: 1 },
      ],
    });
  });

  it('says nothing of where when the height of the page is not known', async () => {
    const [page] = await factsOf({ lines: 0, damaged_lines: 1, damage: '{[5,6)}' });
    expect(page).toMatchObject({ damagedLines: 1, damage: [], lost: false });
  });

  it('tells a page of which nothing came', async () => {
    const [page] = await factsOf({ lines: 1000, missing_lines: 1000, ended_early: true });
    expect(page).toMatchObject({ lost: true, endedEarly: true });
  });

  it.each([
    [90, 0, 'left'],
    [0, 180, 'up'],
    [90, 180, 'right'],
    [180, 180, 'down'],
  ])(
    'lines of a page turned by its file by %d and by us by %d run %s',
    async (rotate, turned, run) => {
      const [page] = await factsOf({ rotate, turned });
      expect(page).toMatchObject({ linesRun: run, turned });
    },
  );
});
