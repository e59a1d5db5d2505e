import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import type { AnnouncementKind } from '@kuvert/shared/announcements';
import type { MemberRole } from '@kuvert/shared/member-role';
import { actingAs } from '@kuvert/testkit/acting';

import type { Announcement } from '#api';
import { clientOf, type Client } from '../test-support/client.ts';
import { startHouse, type House } from '../test-support/house.ts';
import type { Subject } from '../test-support/people.ts';

let house: House;
let mailbox: Database;
const clients = new Map<Subject, Client>();

beforeAll(async () => {
  house = await startHouse();
  mailbox = openDatabase({ url: house.database.urlOf('mailbox'), onError: () => undefined });
  for (const subject of ['anna', 'bo', 'cecilia', 'nobody'] as const)
    clients.set(subject, clientOf(house.origin, await house.logIn(subject)));
});
afterAll(async () => {
  await mailbox.close();
  await house.stop();
});

// Anna and Bo are members of the department, Cecilia of another one.
beforeEach(async () => {
  await isMember('anna', 'administrator');
  await isMember('bo', 'handler');
});
afterEach(() =>
  house.database.sql(
    `with seen as (delete from announcement_seen), told as (delete from announcement)
     delete from membership where person_id = $1`,
    [house.personIds.nobody],
  ),
);

const isMember = (subject: Subject, role: MemberRole, since = '-1 hour'): Promise<unknown> =>
  house.database.sql(
    `insert into membership (person_id, department_id, created_at, role) values ($1, $2, now() + $4::interval, $3)
     on conflict (person_id, department_id) do update set role = excluded.role, created_at = excluded.created_at`,
    [house.personIds[subject], house.care.id, role, since],
  );

const announce = (
  kind: AnnouncementKind = 'member-by-group',
  about: Subject = 'cecilia',
): Promise<unknown> =>
  house.database.sql('select announce($1, $2, $3, now(), $4)', [
    house.care.id,
    kind,
    house.personIds[about],
    kind === 'break-glass' ? new Date(Date.now() + 1_800_000) : null,
  ]);

const client = (subject: Subject): Client => clients.get(subject) ?? expect.fail();

const told = async (subject: Subject): Promise<readonly Announcement[]> =>
  (await client(subject).get('/api/announcements').expect(200)).body.announcements;

const whoIsTold = async (): Promise<readonly Subject[]> => {
  const those: Subject[] = [];
  for (const subject of clients.keys()) if ((await told(subject)).length > 0) those.push(subject);
  return those;
};

describe('that somebody was added by a group', () => {
  it('is told the administrators of the department at once, with who and where', async () => {
    await announce();
    expect(await whoIsTold()).toEqual(['anna']);
    expect(await told('anna')).toEqual([
      {
        id: expect.any(String),
        kind: 'member-by-group',
        department: { id: house.care.id, name: 'Hemsjukvården' },
        about: { id: house.personIds.cecilia, name: 'Cecilia Lund' },
        at: expect.any(String),
        until: null,
      },
    ]);
    expect((await client('anna').get('/api/me')).body.announcements).toBe(1);
    expect((await client('bo').get('/api/me')).body.announcements).toBe(0);
  });

  it('is told all handlers where there is no administrator, and no reader', async () => {
    await isMember('anna', 'handler');
    await isMember('nobody', 'reader');
    await announce();
    expect(await whoIsTold()).toEqual(['anna', 'bo']);
  });

  it('is told the handlers where the administrator has left', async () => {
    await house.database.sql('update person set deactivated_at = now() where id = $1', [
      house.personIds.anna,
    ]);
    await announce();
    const those = await told('bo');
    await house.database.sql('update person set deactivated_at = null');
    expect(those).toHaveLength(1);
  });

  it('is told the handlers where it is the administrator whom it is about', async () => {
    await announce('member-by-group', 'anna');
    expect(await whoIsTold()).toEqual(['bo']);
  });

  it('is not kept from the handlers by whoever makes themselves administrator', async () => {
    await isMember('anna', 'handler');
    await isMember('nobody', 'administrator', '0');
    await announce('member-by-group', 'nobody');
    expect(await whoIsTold()).toEqual(['anna', 'bo']);
  });

  it('is not kept from them by two who come at the same time', async () => {
    await isMember('anna', 'handler');
    await house.database.sql(
      `with added as (insert into membership (person_id, department_id, created_at, role) values ($1, $2, now(), 'administrator'))
       select announce($2, 'member-by-group', $3, now())`,
      [house.personIds.nobody, house.care.id, house.personIds.cecilia],
    );
    expect(await whoIsTold()).toEqual(['anna', 'bo']);
  });
});

describe('that somebody broke the glass', () => {
  it('is told all members, readers as well, with its end', async () => {
    await isMember('bo', 'reader');
    await announce('break-glass');
    expect(await whoIsTold()).toEqual(['anna', 'bo']);
    expect(await told('bo')).toMatchObject([{ kind: 'break-glass', until: expect.any(String) }]);
  });
});

describe('who has seen it', () => {
  it('is told no more, and the others still are', async () => {
    await announce('break-glass');
    const [{ id } = expect.fail()] = await told('bo');
    await client('bo').post(`/api/announcements/${id}/seen`).expect(204);
    expect(await whoIsTold()).toEqual(['anna']);
  });

  it('stands in the log, once', async () => {
    await announce();
    const [{ id } = expect.fail()] = await told('anna');
    await client('anna').post(`/api/announcements/${id}/seen`).expect(204);
    await client('anna').post(`/api/announcements/${id}/seen`).expect(204);
    const rows = await house.database.sql(
      `select person_id, department_id from audit where action = 'announcement-seen' and detail = $1`,
      [`announcement ${id}`],
    );
    expect(rows).toEqual([{ person_id: house.personIds.anna, department_id: house.care.id }]);
  });

  it('is nobody who was not told: to them there is none', async () => {
    await announce();
    const [{ id } = expect.fail()] = await told('anna');
    for (const subject of ['bo', 'cecilia'] as const) {
      const { body } = await client(subject).post(`/api/announcements/${id}/seen`).expect(404);
      expect(body.code).toBe('not-found');
    }
    expect(await whoIsTold()).toEqual(['anna']);
  });
});

it.each([
  ['nobody says for a colleague', 'anna', 'bo'],
  ['nobody says who was not told', 'bo', 'bo'],
] as const)('that they have seen it %s, in the database either', async (_what, of, by) => {
  await announce();
  const [{ id } = expect.fail()] = await told('anna');
  const saying = mailbox.transaction(
    (transaction) =>
      transaction.query('insert into announcement_seen values ($1, $2, now())', [
        id,
        house.personIds[of],
      ]),
    await actingAs(house.database, house.personIds[by]),
  );
  await expect(saying).rejects.toMatchObject({ code: '42501' });
});

it('is asked for by a department, and said by functions of the database alone', async () => {
  const rows = await house.database.sql(
    `select r from unnest(array['kuvert_mailbox', 'kuvert_ingest', 'kuvert_outbound']) r
      where has_function_privilege(r, 'announce(text, text, text, timestamptz, timestamptz, text)', 'execute')
         or has_table_privilege(r, 'announcement', 'insert, update, delete')`,
  );
  expect(rows).toEqual([]);
});
