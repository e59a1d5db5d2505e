import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Message } from '#api';
import { clientOf, type Client } from '../test-support/client.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { addNotices } from '../test-support/notices.ts';

let house: House;
let anna: Client;
beforeAll(async () => {
  house = await startHouse();
  anna = clientOf(house.origin, await house.logIn('anna'));
});
afterAll(() => house.stop());

const at = (time: string): Date => new Date(`2026-11-27T${time}Z`);

/** What the timeline says of notices about a new message of whom these came to such an end. */
const told = async (...notices: Parameters<typeof addNotices>[3]): Promise<unknown[]> => {
  const { id } = await house.receive(house.care, { availableAt: at('07:00:00') });
  await addNotices(house.database, house.care.id, id, notices);
  const { body } = await anna.get(`/api/messages/${id}`).expect(200);
  return (body as Message).timeline
    .filter(({ kind }) => kind.endsWith('notified'))
    .map(({ at: time, kind, by, notice }) => [time.slice(11, 16), kind, by, notice]);
};

describe('that a department was told of a message by mail', () => {
  it('stands in its timeline from when the mail server first took it, with how many addresses', async () => {
    expect(
      await told(
        { outcome: 'accepted', at: at('08:02:00') },
        { outcome: 'accepted', at: at('08:01:00') },
      ),
    ).toEqual([['08:01', 'notified', null, { about: 'arrived', addresses: 2 }]]);
  });

  it('stands beside that others could not be told, for whatever reason', async () => {
    expect(
      await told(
        { outcome: 'accepted', at: at('08:01:00') },
        { outcome: 'refused', at: at('08:01:00') },
        { outcome: 'given-up', at: at('14:01:00') },
      ),
    ).toEqual([
      ['08:01', 'notified', null, { about: 'arrived', addresses: 1 }],
      ['14:01', 'not-notified', null, { about: 'arrived', addresses: 2 }],
    ]);
  });

  it('is told apart from the alarm that nobody had taken it', async () => {
    expect(
      await told(
        { outcome: 'accepted', at: at('08:01:00') },
        { outcome: 'accepted', kind: 'untaken', at: at('08:31:00') },
      ),
    ).toEqual([
      ['08:01', 'notified', null, { about: 'arrived', addresses: 1 }],
      ['08:31', 'notified', null, { about: 'untaken', addresses: 1 }],
    ]);
  });

  it('is not said of an address that the operator had taken away', async () => {
    expect(await told({ outcome: 'dropped' })).toEqual([]);
  });

  it('shows no address to anybody', async () => {
    const { id } = await house.receive(house.care);
    await addNotices(house.database, house.care.id, id, [{ outcome: 'accepted' }]);
    const { body } = await anna.get(`/api/messages/${id}`).expect(200);
    expect(JSON.stringify(body)).not.toContain('@');
  });
});
