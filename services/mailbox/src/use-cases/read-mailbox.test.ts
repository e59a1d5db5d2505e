import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clientOf, type Client } from '../test-support/client.ts';
import { startHouse, type House } from '../test-support/house.ts';

const now = new Date();
const ago = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);

let house: House;
let anna: Client;
let list: string;

beforeAll(async () => {
  house = await startHouse({ clock: { now: () => now } });
  anna = clientOf(house.origin, await house.logIn('anna'));
  list = `/api/departments/${house.care.id}/messages`;
});
afterAll(() => house.stop());

const idsOf = async (query: string): Promise<string[]> => {
  const { body } = await anna.get(`${list}?${query}`).expect(200);
  return body.messages.map(({ id }: { id: string }) => id);
};

describe('the counters', () => {
  it('tell new and taken messages by their age', async () => {
    const [, , , taken] = [
      await house.receive(house.care, { availableAt: ago(0.5) }),
      await house.receive(house.care, { availableAt: ago(2) }),
      await house.receive(house.care, { availableAt: ago(48) }),
      await house.receive(house.care, { availableAt: ago(72) }),
      await house.receive(house.care, { availableAt: ago(1), attention: 'no-document' }),
      await house.receive(house.school, { availableAt: ago(100) }),
    ];
    await house.database.sql(
      `update handling set state = 'taken', person_id = $2, at = $3 where message_id = $1`,
      [taken.id, house.personIds.anna, ago(30)],
    );
    const { body } = await anna.get('/api/me');
    expect(body.departments[0].counters).toEqual({
      new: 4,
      newOverAnHour: 2,
      newOverADay: 1,
      taken: 1,
      takenOverADay: 1,
      mine: 1,
      attention: 1,
      referrals: 0,
      referralsOverdue: 0,
      quarantineUnseen: 0,
      quarantineUnseenOverAWeek: 0,
      oldestNewAt: ago(48).toISOString(),
    });
    expect(await idsOf('view=mine')).toEqual([taken.id]);
    expect(await idsOf('view=taken')).toEqual([taken.id]);
    expect(await idsOf('view=new')).toHaveLength(4);
    expect(await idsOf('view=attention')).toHaveLength(1);
    expect(await idsOf('view=done')).toEqual([]);
    expect(await idsOf('view=all')).toHaveLength(5);
  });
});

describe('the departments', () => {
  it('stand in the order in which people look for them', async () => {
    const names = ['Område 10', 'Ädelgatan', 'Område 2', 'Ålön'];
    for (const name of names) {
      const id = randomUUID();
      await house.database.sql('insert into department values ($1, $2, false, now())', [id, name]);
      await house.database.sql('insert into membership values ($1, $2, now())', [
        house.personIds.bo,
        id,
      ]);
    }
    const { body } = await clientOf(house.origin, await house.logIn('bo')).get('/api/me');
    const shown = body.departments.map(({ name }: { name: string }) => name);
    expect(shown.filter((name: string) => names.includes(name))).toEqual([
      'Område 2',
      'Område 10',
      'Ålön',
      'Ädelgatan',
    ]);
  });
});

describe('a long list', () => {
  it('comes in pages, newest first, each message once, also those of the same microsecond', async () => {
    const department = house.school;
    const cecilia = clientOf(house.origin, await house.logIn('cecilia'));
    await house.database.sql(
      `insert into message (id, department_id, carrier, from_number, to_number, received_at, available_at, state,
         attention, ended_early, carrier_copy)
       select gen_random_uuid(), $1, 'signalwire', '+46225222222', '+46225333333', now(),
         timestamptz '2026-11-01 08:00:00.123456+00' + (n / 3) * interval '1 microsecond', 'attention', 'no-document',
         false, 'none' from generate_series(1, 120) n`,
      [department.id],
    );
    await house.database.sql(
      `insert into handling (message_id, department_id) select id, department_id from message m
        where not exists (select from handling h where h.message_id = m.id)`,
    );
    const seen: string[] = [];
    const sizes: number[] = [];
    let next: string | null = '';
    while (next !== null) {
      const query: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const { body } = await cecilia.get(
        `/api/departments/${department.id}/messages?view=all${query}`,
      );
      seen.push(...body.messages.map(({ id }: { id: string }) => id));
      sizes.push(body.messages.length);
      next = body.next;
    }
    const rows = await house.database.sql<{ id: string }>(
      'select id from message where department_id = $1 order by available_at desc, id desc',
      [department.id],
    );
    expect(sizes.slice(0, 2)).toEqual([50, 50]);
    expect(seen).toEqual(rows.map(({ id }) => id));
  });

  it('refuses a cursor that is none', async () => {
    const { status, body } = await anna.get(`${list}?cursor=x`);
    expect([status, body.code]).toEqual([400, 'request-invalid']);
  });

  it('refuses a view that is none', async () => {
    const { status } = await anna.get(`${list}?view=deleted`);
    expect(status).toBe(400);
  });
});

describe('when the lines were checked', () => {
  it('is told of the line that was checked longest ago, and not at all while one never was', async () => {
    const checkedAt = async (): Promise<unknown> => (await anna.get('/api/me')).body.linesCheckedAt;
    expect(await checkedAt()).toBeNull();
    await house.database.sql(
      `insert into carrier_check values ('signalwire', '2026-11-22T07:00:00Z', null),
        ('telnyx', '2026-11-22T06:00:00Z', null)`,
    );
    expect(await checkedAt()).toBe('2026-11-22T06:00:00.000Z');
    await house.database.sql(`insert into carrier_check values ('sinch', null, 'carrier-refused')`);
    expect(await checkedAt()).toBeNull();
  });
});

describe('the language', () => {
  it('is the one that the browser asks for until one is chosen', async () => {
    const english = await anna.get('/api/me').set('accept-language', 'en-GB,en;q=0.9');
    expect(english.body.locale).toBe('en');
    await anna.put('/api/me/locale', { locale: 'sv' }).expect(204);
    const chosen = await anna.get('/api/me').set('accept-language', 'en-GB,en;q=0.9');
    expect(chosen.body.locale).toBe('sv');
  });
});
