import type { LoggedIn } from '@kuvert/simulators/oidc/log-in';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { clientOf, type Client } from '../test-support/client.ts';
import type { FilledMessage } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';
import type { Subject } from '../test-support/people.ts';

const reason = 'Anhörig till Greta Ström väntar i receptionen';

let house: House;
let message: FilledMessage;
/** A handler of the school, who looks into the care department. */
let session: LoggedIn;
let cecilia: Client;

beforeAll(async () => {
  house = await startHouse();
  message = await house.receive(house.care);
});
afterAll(() => house.stop());
beforeEach(async () => {
  session = await house.logIn('cecilia');
  cecilia = clientOf(house.origin, session);
});
afterEach(() =>
  house.database
    .sql(
      `with t as (delete from timeline where kind = 'opened-by-glass'), s as (delete from announcement_seen),
          a as (delete from announcement) select from department`,
    )
    .then(() => house.database.sql('delete from break_glass')),
);

const form = (more: object = {}): object => ({
  csrf: session.csrf,
  department: house.care.id,
  kind: 'lost-fax',
  reason,
  minutes: '30',
  ...more,
});

const ask = (more: object = {}) => cecilia.post('/break-glass').type('form').send(form(more));

const breakIn = async (): Promise<string> => {
  const { headers } = await ask().expect(303);
  expect(headers['location']).toBe(`/?department=${house.care.id}`);
  const [row] = await house.database.sql<{ id: string }>(
    'select id from break_glass where ended_at is null order by at desc limit 1',
  );
  return row?.id ?? expect.fail();
};

const reads = (client = cecilia): Promise<number> =>
  client.get(`/api/messages/${message.id}`).then(({ status }) => status);

const inLog = (action: string): Promise<Record<string, unknown>[]> =>
  house.database.sql(
    `select person_id, department_id, message_id, detail from audit where action = $1 order by seq desc limit 1`,
    [action],
  );

describe('somebody who breaks the glass', () => {
  it('reads in the department, and nowhere else, for as long as they asked for', async () => {
    expect(await reads()).toBe(404);
    await breakIn();
    expect(await reads()).toBe(200);
    await cecilia.get(`/api/messages/${message.id}/pages/1`).expect(200);
    const { departments } = (await cecilia.get('/api/me').expect(200)).body;
    const glass = { id: expect.any(String), until: expect.stringMatching(/Z$/) };
    expect(departments).toMatchObject([
      { id: house.school.id, role: 'handler', glass: null },
      { id: house.care.id, role: 'reader', glass },
    ]);
    const minutes = (Date.parse(departments[1].glass.until) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(29);
    expect(minutes).toBeLessThan(30.1);
  });

  it('changes nothing there', async () => {
    await breakIn();
    const { status, body } = await cecilia.post(`/api/messages/${message.id}/take`);
    expect([status, body.code]).toEqual([403, 'only-reader']);
    const draft = await cecilia.post(`/api/departments/${house.care.id}/drafts`, {
      requestId: crypto.randomUUID(),
    });
    expect([draft.status, draft.body.code]).toEqual([403, 'only-reader']);
  });

  it('is on record before it is open, and each reading with it', async () => {
    const id = await breakIn();
    const care = { person_id: house.personIds.cecilia, department_id: house.care.id };
    expect(await inLog('break-glass')).toEqual([
      { ...care, message_id: null, detail: `glass ${id} 30 minutes lost-fax` },
    ]);
    await cecilia.get(`/api/messages/${message.id}/pages/2`).expect(200);
    expect(await inLog('page')).toEqual([
      { ...care, message_id: message.id, detail: `page 2 glass ${id}` },
    ]);
  });

  it('stands in the timeline of what they opened, once', async () => {
    await breakIn();
    for (const page of [1, 2]) await cecilia.get(`/api/messages/${message.id}/pages/${page}`);
    const anna = clientOf(house.origin, await house.logIn('anna'));
    const { timeline } = (await anna.get(`/api/messages/${message.id}`).expect(200)).body;
    const looked = timeline.filter(({ kind }: { kind: string }) => kind === 'opened-by-glass');
    expect(looked).toMatchObject([{ by: { name: 'Cecilia Lund' }, note: null }]);
  });

  it('is in nobody’s other session, nor in another one of their own', async () => {
    await breakIn();
    expect(await reads(clientOf(house.origin, await house.logIn('cecilia')))).toBe(404);
    expect(await reads(clientOf(house.origin, await house.logIn('frida')))).toBe(404);
  });

  it('opens nothing that is restricted to named handlers', async () => {
    const restricted = await house.receive(house.care);
    const anna = clientOf(house.origin, await house.logIn('anna'));
    await anna
      .put(`/api/messages/${restricted.id}/restriction`, { people: [house.personIds.anna] })
      .expect(200);
    await breakIn();
    for (const part of ['', '/pages/1']) {
      const { status, body } = await cecilia.get(`/api/messages/${restricted.id}${part}`);
      expect([status, body.code]).toEqual([403, 'restricted']);
    }
    expect(await reads()).toBe(200);
  });

  it('keeps the reason sealed', async () => {
    await breakIn();
    const [row] = await house.database.sql<{ reason: Buffer }>('select reason from break_glass');
    expect(row?.reason.toString('latin1')).toMatch(/^age-encryption\.org\/v1/);
    expect(row?.reason.toString('latin1')).not.toContain('Greta');
  });
});

describe('it ends', () => {
  it('by itself when its time is over, which is written down', async () => {
    const id = await breakIn();
    await house.database.sql(
      `update break_glass set at = at - interval '40 minutes', until = until - interval '40 minutes'`,
    );
    expect(await reads()).toBe(404);
    await house.database.sql('select end_glass_in_time()');
    expect(await inLog('break-glass-ended')).toMatchObject([
      { person_id: house.personIds.cecilia, detail: `glass ${id} by-time` },
    ]);
  });

  it('by hand', async () => {
    const id = await breakIn();
    await cecilia
      .post('/break-glass/end')
      .type('form')
      .send({ csrf: session.csrf, id })
      .expect(303);
    expect(await reads()).toBe(404);
    expect(await inLog('break-glass-ended')).toMatchObject([{ detail: `glass ${id} by-person` }]);
  });

  it('with the session that it was opened in', async () => {
    const id = await breakIn();
    await cecilia.post('/logout').type('form').send({ csrf: session.csrf }).expect(200);
    expect(await inLog('break-glass-ended')).toMatchObject([{ detail: `glass ${id} by-session` }]);
  });

  it.each([
    [
      'the operator switches it off there',
      'update department set break_glass = false where id = $1',
      'update department set break_glass = true where id = $1',
    ],
    [
      'the department demands a stronger login',
      `update department set demands = 'LoA4' where id = $1`,
      `update department set demands = 'LoA3' where id = $1`,
    ],
  ])('at once when %s', async (_when, sql, back) => {
    await breakIn();
    await house.database.sql(sql, [house.care.id]);
    const status = await reads();
    await house.database.sql(back, [house.care.id]);
    expect(status).toBe(404);
  });

  it('at once when they are no handler anywhere any more', async () => {
    await breakIn();
    await becomes('reader');
    const status = await reads();
    await becomes('handler');
    expect(status).toBe(404);
  });

  it('by nobody else', async () => {
    const id = await breakIn();
    const anna = await house.logIn('anna');
    await clientOf(house.origin, anna)
      .post('/break-glass/end')
      .type('form')
      .send({ csrf: anna.csrf, id })
      .expect(404);
    expect(await reads()).toBe(200);
  });
});

const becomes = (role: 'reader' | 'handler'): Promise<unknown> =>
  house.database.sql('update membership set role = $2 where person_id = $1', [
    house.personIds.cecilia,
    role,
  ]);

const refused = async (more: object = {}): Promise<string> => {
  const { text } = await ask(more).expect(200);
  expect(await house.database.sql('select from break_glass where ended_at is null')).toEqual([]);
  return text;
};

describe('it is refused', () => {
  it('a fourth time within a day and a night', async () => {
    for (const _ of [1, 2, 3]) {
      const id = await breakIn();
      await cecilia.post('/break-glass/end').type('form').send({ csrf: session.csrf, id });
    }
    expect(await refused()).toContain('tre gånger');
  });

  it.each([
    ['without a reason', { reason: '' }],
    ['without a kind of reason', { kind: '' }],
    ['for longer than an hour', { minutes: '90' }],
    ['without a department', { department: '' }],
  ])('%s', async (_what, more) => {
    expect(await refused(more)).toContain('Välj avdelning och slags skäl');
  });

  it('for a department that is off, does not exist, or is theirs, in the same words', async () => {
    await house.database.sql('update department set break_glass = false where id = $1', [
      house.care.id,
    ]);
    const off = await refused();
    await house.database.sql('update department set break_glass = true where id = $1', [
      house.care.id,
    ]);
    const others = [crypto.randomUUID(), house.school.id];
    const texts = [off];
    for (const department of others) texts.push(await refused({ department }));
    for (const text of texts) expect(text).toContain('Den avdelningen går inte att öppna så');
  });

  it('to readers, the front desk and people of no department', async () => {
    await becomes('reader');
    const texts = [await refused()];
    await becomes('handler');
    for (const subject of ['frida', 'nobody'] satisfies Subject[]) {
      session = await house.logIn(subject);
      cecilia = clientOf(house.origin, session);
      texts.push(await refused());
    }
    for (const text of texts) expect(text).not.toContain('name="kind"');
  });

  it('in a session that is too weak for the department, which offers a stronger login', async () => {
    await house.database.sql(`update department set demands = 'LoA4' where id = $1`, [
      house.care.id,
    ]);
    const text = await refused();
    await house.database.sql(`update department set demands = 'LoA3' where id = $1`, [
      house.care.id,
    ]);
    expect(text).toContain('/login/stronger?loa=LoA4');
  });

  it('when it can not be put on record', async () => {
    await house.database.sql(
      `create function no_audit() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
    );
    await house.database.sql(
      'create trigger no_audit before insert on audit for each row execute function no_audit()',
    );
    const { status } = await ask();
    await house.database.sql('drop trigger no_audit on audit');
    expect(status).toBe(500);
    expect(await reads()).toBe(404);
  });

  it('to another site', async () => {
    await ask({ csrf: 'wrong' }).expect(403);
    expect(await reads()).toBe(404);
  });
});

describe('those who have to know', () => {
  it('are told at once, and read the reason, which is on record', async () => {
    await breakIn();
    const anna = clientOf(house.origin, await house.logIn('anna'));
    const { announcements } = (await anna.get('/api/announcements').expect(200)).body;
    expect(announcements).toMatchObject([
      { kind: 'break-glass', about: { name: 'Cecilia Lund' }, until: expect.any(String) },
    ]);
    const { text } = await anna.get('/break-glass').expect(200);
    expect(text).toContain(reason);
    expect(await inLog('read-break-glass')).toMatchObject([{ person_id: house.personIds.anna }]);
  });

  it('are not those of other departments', async () => {
    await breakIn();
    await house.database.sql(`update membership set department_id = $2 where person_id = $1`, [
      house.personIds.bo,
      house.school.id,
    ]);
    const { text } = await clientOf(house.origin, await house.logIn('bo')).get('/break-glass');
    await house.database.sql(`update membership set department_id = $2 where person_id = $1`, [
      house.personIds.bo,
      house.care.id,
    ]);
    expect(text).not.toContain('Cecilia Lund');
  });

  it('are auditors, who see the reason and what was opened; on record', async () => {
    await breakIn();
    await cecilia.get(`/api/messages/${message.id}/pages/1`).expect(200);
    await cecilia.get('/log/break-glass').expect(404);
    await house.database.sql(`insert into house_role values ($1, 'auditor', now())`, [
      house.personIds.nobody,
    ]);
    const auditor = clientOf(house.origin, await house.logIn('nobody'));
    const { text } = await auditor.get('/log/break-glass').expect(200);
    expect(text).toContain(reason);
    expect(text).toContain(message.id.slice(0, 8));
    expect(await inLog('log-break-glass')).toMatchObject([{ person_id: house.personIds.nobody }]);
  });
});
