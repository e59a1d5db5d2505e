import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { MemberRole } from '@kuvert/shared/member-role';

import { systemPath } from '../http/system-api/paths.ts';
import { addApiClient, callerWith, tokenOf } from '../test-support/api-clients.ts';
import { clientOf, type Client } from '../test-support/client.ts';
import { addOutboundKey, beginDraft, sendReady } from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';
import type { Subject } from '../test-support/people.ts';

let house: House;
let anna: Client;
let bo: Client;
let cecilia: Client;
let id: string;

beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  [anna, bo, cecilia] = (await Promise.all(
    (['anna', 'bo', 'cecilia'] as const).map(async (subject) =>
      clientOf(house.origin, await house.logIn(subject)),
    ),
  )) as [Client, Client, Client];
});
afterAll(() => house.stop());
beforeEach(async () => {
  ({ id } = await house.receive(house.care));
  await isNow('bo', 'handler');
});

const isNow = (subject: Subject, role: MemberRole, department = house.care): Promise<unknown> =>
  house.database.sql(
    'update membership set role = $3 where person_id = $1 and department_id = $2',
    [house.personIds[subject], department.id, role],
  );

const restriction = () => `/api/messages/${id}/restriction`;
const to = (...subjects: Subject[]) => ({
  people: subjects.map((subject) => house.personIds[subject]),
});
const restrictToAnna = () => anna.put(restriction(), to('anna')).expect(200);

const timelineOf = async (client: Client): Promise<unknown[]> => {
  const { body } = await client.get(`/api/messages/${id}`).expect(200);
  return body.timeline.map(
    ({ kind, by, note }: { kind: string; by: { name: string } | null; note: string | null }) => [
      kind,
      by?.name ?? null,
      note,
    ],
  );
};

const auditOf = async (messageId: string): Promise<unknown[]> =>
  (
    await house.database.sql<{ person_id: string; action: string; detail: string | null }>(
      'select person_id, action, detail from audit where message_id = $1 order by seq',
      [messageId],
    )
  ).map(({ person_id, action, detail }) => [person_id, action, detail]);

describe('a handler', () => {
  it('restricts a message to named ones, who go on with it as before', async () => {
    const { body } = await anna.put(restriction(), to('anna')).expect(200);
    expect(body.restricted).toMatchObject({
      by: { name: 'Anna Öberg' },
      named: [{ name: 'Anna Öberg' }],
    });
    await anna.get(`/api/messages/${id}/pages/1`).expect(200);
    await anna.post(`/api/messages/${id}/take`).expect(200);
    const read = await anna.get(`/api/messages/${id}`).expect(200);
    expect(read.body.restrictedTo).toEqual(['Anna Öberg']);
    expect(await timelineOf(anna)).toContainEqual(['restricted', 'Anna Öberg', 'Anna Öberg']);
  });

  it('names a colleague, takes the name away, and opens it to all again', async () => {
    await restrictToAnna();
    await anna.put(restriction(), to('anna', 'bo')).expect(200);
    await bo.get(`/api/messages/${id}`).expect(200);
    await bo.put(restriction(), to('anna')).expect(200);
    await bo.get(`/api/messages/${id}`).expect(403);
    await anna.post(`${restriction()}/lift`, {}).expect(200);
    const { body } = await bo.get(`/api/messages/${id}`).expect(200);
    expect(body.restrictedTo).toBeNull();
    expect((await timelineOf(bo)).slice(1)).toEqual([
      ['restricted', 'Anna Öberg', 'Anna Öberg'],
      ['restriction-changed', 'Anna Öberg', 'Anna Öberg, Bo Ek'],
      ['restriction-changed', 'Bo Ek', 'Anna Öberg'],
      ['restriction-lifted', 'Anna Öberg', null],
    ]);
    const { anna: annaId, bo: boId } = house.personIds;
    expect(await auditOf(id)).toEqual([
      [annaId, 'restrict-message', null],
      [annaId, 'name-handler', `person ${annaId}`],
      [annaId, 'name-handler', `person ${boId}`],
      [boId, 'unname-handler', `person ${boId}`],
      [annaId, 'lift-restriction', null],
    ]);
  });

  it('who says the same again changes nothing', async () => {
    await restrictToAnna();
    await restrictToAnna();
    await anna.post(`${restriction()}/lift`, {}).expect(200);
    await anna.post(`${restriction()}/lift`, {}).expect(200);
    expect((await auditOf(id)).map((row) => (row as unknown[])[1])).toEqual([
      ...['restrict-message', 'name-handler', 'lift-restriction'],
    ]);
  });

  it.each([
    ['nobody', () => ({ people: [] }), 'request-invalid'],
    ['somebody of another department', () => to('anna', 'cecilia'), 'not-a-handler'],
    ['somebody who only reads', () => to('anna', 'bo'), 'not-a-handler'],
  ])('names not %s', async (_, body, code) => {
    await isNow('bo', 'reader');
    const answer = await anna.put(restriction(), body());
    expect(answer.body.code).toBe(code);
    expect((await anna.get(restriction())).body.restricted).toBeNull();
  });

  it('names no business system alone', async () => {
    const { id: system } = await addApiClient(house.database, house.care, ['messages:list']);
    const { body } = await anna.put(restriction(), { people: [system] }).expect(400);
    expect(body.code).toBe('nobody-named');
  });

  it('restricts nothing under the hands of a colleague', async () => {
    await bo.post(`/api/messages/${id}/take`).expect(200);
    const { body } = await anna.put(restriction(), to('anna')).expect(409);
    expect(body.code).toBe('already-taken');
  });

  it('who has taken it and names others alone gives it back to them', async () => {
    await anna.post(`/api/messages/${id}/take`).expect(200);
    await anna.put(restriction(), to('bo')).expect(200);
    const { body } = await bo.get(`/api/messages/${id}`).expect(200);
    expect(body.handling).toEqual({ state: 'new' });
    await anna.get(`/api/messages/${id}`).expect(403);
  });
});

describe('a restricted message, for a colleague who is not named,', () => {
  it('is a row that says so: since when, who can open it, and nothing else', async () => {
    await restrictToAnna();
    const list = async (view: string) =>
      (await bo.get(`/api/departments/${house.care.id}/messages?view=${view}`).expect(200)).body;
    const { messages, closed } = await list('new');
    expect(messages.map((message: { id: string }) => message.id)).not.toContain(id);
    expect(closed).toContainEqual({
      id,
      availableAt: expect.any(String),
      state: 'new',
      named: ['Anna Öberg'],
    });
    expect((await list('done')).closed).toBeUndefined();
    await anna.post(`/api/messages/${id}/not-register`, { reason: 'reklam' }).expect(200);
    expect(JSON.stringify(await list('all'))).not.toContain(id);
  });

  it('opens on no route, and each says that it is restricted', async () => {
    const [document] = (await anna.get(`/api/messages/${id}`)).body.documents;
    await restrictToAnna();
    const sent = await sendReady(anna, house.care.id, id);
    const draft = await beginDraft(anna, house.care.id, id);
    const incident = await anna.post(`/api/messages/${id}/incident`, { how: 'seen-here' });
    const asked = await Promise.all([
      bo.get(`/api/messages/${id}`),
      bo.get(`/api/messages/${id}/pages/1`),
      bo.get(`/api/messages/${id}/text`),
      bo.post(`/api/messages/${id}/documents/${document.id}/downloads`, { purpose: 'download' }),
      bo.post(`/api/messages/${id}/take`),
      bo.post(`/api/messages/${id}/forward`, { departmentId: house.school.id }),
      bo.put(restriction(), to('bo')),
      bo.post(`${restriction()}/lift`, { reason: 'nyfiken' }),
      bo.get(`/api/sendings/${sent.id}`),
      bo.get(`/api/drafts/${draft.id}`),
      bo.get(`/api/incidents/${incident.body.id}`),
    ]);
    expect(asked.map(({ status, body }) => [status, body.code])).toEqual(
      asked.map(() => [403, 'restricted']),
    );
    const { body: sendings } = await bo.get(`/api/departments/${house.care.id}/sendings`);
    expect(JSON.stringify(sendings)).not.toContain(sent.id);
    const { body: incidents } = await bo.get(`/api/departments/${house.care.id}/incidents`);
    expect(JSON.stringify(incidents)).not.toContain(incident.body.id);
  });

  it('says who can open it, and nothing that they could do', async () => {
    await restrictToAnna();
    const { body } = await bo.get(restriction()).expect(200);
    expect(body).toMatchObject({
      restricted: { named: [{ name: 'Anna Öberg' }] },
      isOpen: false,
      may: null,
      handlers: [],
    });
  });

  it('is unknown to another department, like any id', async () => {
    await restrictToAnna();
    for (const path of [`/api/messages/${id}`, restriction()])
      expect((await cecilia.get(path)).body.code).toBe('not-found');
  });

  it('is not counted among what is new', async () => {
    const counted = async (): Promise<number> =>
      (await bo.get('/api/me')).body.departments[0].counters.new;
    const before = await counted();
    await restrictToAnna();
    expect(await counted()).toBe(before - 1);
  });
});

describe('an administrator of the department who is not named', () => {
  beforeEach(() => isNow('bo', 'administrator'));

  it('reads nothing, and sees who is named', async () => {
    await restrictToAnna();
    await bo.get(`/api/messages/${id}`).expect(403);
    const { body } = await bo.get(restriction()).expect(200);
    expect(body).toMatchObject({ isOpen: false, may: 'take-over' });
    expect(body.handlers).toMatchObject([
      { name: 'Anna Öberg' },
      { name: 'Bo Ek' },
      { kind: 'system' },
    ]);
  });

  it('takes over by a reason alone, which stands in the timeline', async () => {
    await restrictToAnna();
    for (const attempt of [
      bo.put(restriction(), to('anna', 'bo')),
      bo.post(`${restriction()}/lift`, {}),
    ])
      expect((await attempt).body.code).toBe('reason-missing');
    await bo.put(restriction(), { ...to('anna', 'bo'), reason: 'Anna är sjuk' }).expect(200);
    expect(await timelineOf(bo)).toContainEqual([
      'restriction-taken-over',
      'Bo Ek',
      'Anna Öberg, Bo Ek: Anna är sjuk',
    ]);
    expect(await auditOf(id)).toContainEqual([house.personIds.bo, 'take-over-restriction', null]);
  });

  it('reaches what its last named one left, which opens to nobody by that', async () => {
    const { sql } = house.database;
    await bo.put(restriction(), to('anna')).expect(200);
    await sql('delete from membership where person_id = $1', [house.personIds.anna]);
    await sql(
      `insert into membership (person_id, department_id, created_at) values ($1, $2, now())`,
      [house.personIds.anna, house.care.id],
    );
    await anna.get(`/api/messages/${id}`).expect(403);
    await bo.get(`/api/messages/${id}`).expect(403);
    const { body } = await bo.get(`/api/departments/${house.care.id}/messages?view=new`);
    expect(body.closed).toContainEqual(expect.objectContaining({ id, named: [] }));
    await bo.put(restriction(), { ...to('bo'), reason: 'Anna har slutat' }).expect(200);
    await bo.get(`/api/messages/${id}`).expect(200);
  });
});

describe('a restricted message that goes on to another department', () => {
  it('goes nowhere where nobody would open it', async () => {
    await restrictToAnna();
    const { body } = await anna
      .post(`/api/messages/${id}/forward`, { departmentId: house.school.id })
      .expect(409);
    expect(body.code).toBe('nobody-to-open-it');
  });

  it('is restricted there to the administrators, and stays so here', async () => {
    await isNow('cecilia', 'administrator', house.school);
    await restrictToAnna();
    await anna.post(`/api/messages/${id}/forward`, { departmentId: house.school.id }).expect(200);
    const [there] = await house.database.sql<{ message_id: string }>(
      'select message_id from forwarding where from_id = $1',
      [id],
    );
    const { body } = await cecilia.get(`/api/messages/${there?.message_id}`).expect(200);
    expect(body.restrictedTo).toEqual(['Cecilia Lund']);
    await cecilia.get(`/api/messages/${there?.message_id}/pages/1`).expect(200);
    await bo.get(`/api/messages/${id}`).expect(403);
    await isNow('cecilia', 'handler', house.school);
  });
});

describe('what works without a person', () => {
  it('a business system finds it unknown, unless it is named', async () => {
    const system = await addApiClient(house.database, house.care, ['messages:list']);
    const caller = callerWith(house.origin, await tokenOf(house.origin, system));
    await restrictToAnna();
    const { status, body } = await caller.get(`${systemPath}/messages/${id}`);
    expect([status, body.code]).toEqual([404, 'not-found']);
    expect(JSON.stringify((await caller.get(`${systemPath}/messages`)).body)).not.toContain(id);
    await anna.put(restriction(), { people: [house.personIds.anna, system.id] }).expect(200);
    expect((await caller.get(`${systemPath}/messages/${id}`)).status).toBe(200);
  });

  it('webhooks tell nothing of it but that it is open again', async () => {
    const { sql } = house.database;
    await sql(
      `insert into webhook_endpoint (id, department_id, url, created_at)
       values ($1, $1, 'https://journal.example.se/hook', now()) on conflict do nothing`,
      [house.care.id],
    );
    await restrictToAnna();
    await anna.post(`/api/messages/${id}/take`).expect(200);
    const sent = await sendReady(anna, house.care.id, id);
    await anna.post(`${restriction()}/lift`, {}).expect(200);
    await anna.post(`/api/messages/${id}/give-back`).expect(200);
    const told = await sql<{ type: string }>(
      'select type from webhook_event where $1 in (message_id, order_id) or order_id = $2 order by at',
      [id, sent.id],
    );
    expect(told.map(({ type }) => type)).toEqual([
      'message.restriction_lifted',
      'message.given_back',
    ]);
  });
});
