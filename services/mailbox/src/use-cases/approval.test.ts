import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { asId } from '@kuvert/shared/ids';
import { actingAs } from '@kuvert/testkit/acting';

import { clientOf, type Client } from '../test-support/client.ts';
import {
  addContact,
  addOutboundKey,
  askedDraft,
  lastDigits,
  readyDraft,
  setSecondLook,
  written,
} from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';
import type { Subject } from '../test-support/people.ts';

let house: House;
let database: Database;
let anna: Client;
let bo: Client;
let cecilia: Client;

beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  const client = async (subject: Subject) => clientOf(house.origin, await house.logIn(subject));
  [anna, bo, cecilia] = [await client('anna'), await client('bo'), await client('cecilia')];
  await setSecondLook(house, house.care.id, 'colleague');
  database = openDatabase({ url: house.database.urlOf('mailbox'), onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await house.stop();
});

const audited = async (id: string): Promise<string[]> =>
  (
    await house.database.sql<{ who: string }>(
      `select a.action || ' ' || p.name as who from audit a join person p on p.id = a.person_id
        where a.detail like $1 and a.action not like '%-page' order by a.seq`,
      [`sending ${id}%`],
    )
  ).map(({ who }) => who);

/** As this person, straight to the database; the code by which it refuses. */
const attempt = async (
  subject: Subject,
  sql: string,
  values: readonly unknown[],
): Promise<unknown> =>
  database.transaction(
    (transaction) =>
      transaction.query(sql, values).then(
        ({ rowCount }) => rowCount,
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
      ),
    await actingAs(house.database, house.personIds[subject]),
  );

describe('where a department wants a colleague’s approval', () => {
  it('a number that is new to it is sent to by nobody alone, digits or not', async () => {
    const { id, version, recipient } = await readyDraft(anna, house.care.id);
    expect(recipient?.secondLook).toBe('colleague');
    const { body } = await anna.post(`/api/drafts/${id}/send`, { version, lastDigits }).expect(409);
    expect(body.code).toBe('approval-needed');
  });

  it('the sender asks; others of the department find it, with number and pages, and nobody else', async () => {
    const { id, approval } = await askedDraft(house, anna);
    expect(approval).toMatchObject({ state: 'waiting' });
    const list = `/api/departments/${house.care.id}/approvals`;
    const { body } = await bo.get(list).expect(200);
    expect(body.approvals).toContainEqual(
      expect.objectContaining({
        id,
        isOwn: false,
        askedBy: expect.objectContaining({ name: 'Anna Öberg' }),
      }),
    );
    const { body: opened } = await bo.get(`/api/approvals/${id}`).expect(200);
    expect(opened).toMatchObject({ to: { full: '+46313900601' }, pages: 1, recipient: {} });
    await bo.get(`/api/approvals/${id}/pages/1?width=400`).expect(200);
    await bo.get(`/api/drafts/${id}`).expect(404);
    await cecilia.get(`/api/approvals/${id}`).expect(404);
    const { body: me } = await bo.get('/api/me').expect(200);
    expect(me.departments[0].sending.toApprove).toBe(body.approvals.filter(notOwn).length);
  });

  const notOwn = ({ isOwn }: { isOwn: boolean }) => !isOwn;

  it('once approved it is sent as if the writer had: theirs to undo, with both in timeline and audit', async () => {
    const message = await house.receive(house.care, { from: '+46313900601' });
    const { id, version } = await askedDraft(house, anna, message.id);
    const { body } = await bo.post(`/api/approvals/${id}/approve`, { version }).expect(200);
    expect(body).toMatchObject({
      sentBy: { name: 'Anna Öberg' },
      delivery: { state: 'queued' },
      people: [
        { kind: 'asked-approval', by: { name: 'Anna Öberg' } },
        { kind: 'approved', by: { name: 'Bo Ek' } },
      ],
    });
    expect(await audited(id)).toEqual(['ask-approval Anna Öberg', 'approve-sending Bo Ek']);
    const { body: answered } = await anna.get(`/api/messages/${message.id}`).expect(200);
    expect(answered.timeline.at(-1)).toMatchObject({
      kind: 'answered',
      by: { name: 'Anna Öberg' },
    });
    const { body: theirs } = await anna.get(`/api/sendings/${id}`).expect(200);
    expect([theirs.can.undo, body.can.undo]).toEqual([true, false]);
  });

  it('nobody is asked again after an undo, unless it is another version then', async () => {
    const { id, version } = await askedDraft(house, anna);
    await bo.post(`/api/approvals/${id}/approve`, { version }).expect(200);
    await anna.post(`/api/sendings/${id}/undo`).expect(200);
    expect((await anna.get(`/api/drafts/${id}`)).body.recipient.secondLook).toBeNull();
    const { body } = await anna.put(`/api/drafts/${id}`, {
      ...written,
      message: 'Ett ord till',
      version,
    });
    const { body: made } = await anna.post(`/api/drafts/${id}/prepare`, { version: body.version });
    const again = await anna.post(`/api/drafts/${id}/send`, { version: made.version });
    expect([again.status, again.body.code]).toEqual([409, 'approval-needed']);
  });

  it('a colleague may say no, with the reason, and its writer goes on with it', async () => {
    const { id, version } = await askedDraft(house, anna);
    const word = { version, reason: 'Numret är ett annat på deras webbplats' };
    await bo.post(`/api/approvals/${id}/decline`, word).expect(204);
    const { body } = await anna.get(`/api/drafts/${id}`).expect(200);
    expect(body.approval).toMatchObject({
      state: 'declined',
      by: { name: 'Bo Ek' },
      reason: word.reason,
    });
    await anna.put(`/api/drafts/${id}`, { ...written, version }).expect(200);
    const late = await bo.post(`/api/approvals/${id}/approve`, { version });
    expect([late.status, late.body.code]).toEqual([409, 'approval-ended']);
  });

  it('the draft stays as it is while it waits, until its writer takes it back', async () => {
    const { id, version } = await askedDraft(house, anna);
    for (const answer of [
      await anna.put(`/api/drafts/${id}`, { ...written, version }),
      await anna.delete(`/api/drafts/${id}`),
      await anna.post(`/api/drafts/${id}/send`, { version }),
      await anna.upload(`/api/drafts/${id}/attachments`, house.pdf),
    ])
      expect([answer.status, answer.body.code]).toEqual([409, 'draft-waits']);
    await bo.delete(`/api/drafts/${id}/approval`).expect(404);
    const { body } = await anna.delete(`/api/drafts/${id}/approval`).expect(200);
    expect(body.approval).toBeNull();
    await bo.get(`/api/approvals/${id}`).expect(404);
    await anna.put(`/api/drafts/${id}`, { ...written, version }).expect(200);
  });

  it('the writer can’t be the one who approves, nor decline it', async () => {
    const { id, version } = await askedDraft(house, anna);
    const approves = await anna.post(`/api/approvals/${id}/approve`, { version });
    const declines = await anna.post(`/api/approvals/${id}/decline`, { version, reason: 'nej' });
    expect([approves.body.code, declines.body.code]).toEqual(['approval-own', 'approval-own']);
  });

  it('nobody is asked about a number that the department knows', async () => {
    await addContact(anna, house.care.id, { number: '031-390 07 01', verified: 'called' });
    const { id, version } = await readyDraft(anna, house.care.id);
    const { body } = await anna.put(`/api/drafts/${id}`, {
      ...written,
      to: '031-390 07 01',
      version,
    });
    await anna.post(`/api/drafts/${id}/prepare`, { version: body.version }).expect(200);
    const asks = await anna.post(`/api/drafts/${id}/approval`, { version: body.version });
    expect([asks.status, asks.body.code]).toEqual([409, 'approval-not-needed']);
    await anna.post(`/api/drafts/${id}/send`, { version: body.version }).expect(200);
  });
});

describe('whatever the mailbox does, the database', () => {
  const commits = `update send_order set stage = 'sent', sent_at = now() where id = $1`;
  const approves = `update approval set state = 'approved', ended_by = $2, ended_at = now() where order_id = $1`;

  it('commits no order to a new number that no colleague has approved', async () => {
    const { id } = await readyDraft(anna, house.care.id);
    const typed = `insert into second_look (order_id, department_id, number, digits, person_id, at)
      select id, department_id, to_number, '0601', created_by, now() from send_order where id = $1`;
    expect(await attempt('anna', typed, [id])).toBe(1);
    expect(await attempt('anna', commits, [id])).toBe('23514');
  });

  it('lets no writer approve what they wrote, in whose name they try it', async () => {
    const { id } = await askedDraft(house, anna);
    expect(await attempt('anna', approves, [id, house.personIds.anna])).toBe('23514');
    expect(await attempt('anna', approves, [id, house.personIds.bo])).toBe('42501');
    expect(await attempt('cecilia', approves, [id, house.personIds.cecilia])).toBe(0);
  });

  it('takes no business system’s word for a colleague’s', async () => {
    const { id } = await askedDraft(house, anna);
    const system = randomUUID();
    await house.database.sql(
      `insert into person (id, issuer, subject, name, created_at, kind) values ($1, 'house', $1, 'Ciceron', now(), 'system')`,
      [system],
    );
    await house.database.sql(
      `insert into api_client (id, department_id, scopes, created_at) values ($1, $2, '{sendings:write}', now())`,
      [system, house.care.id],
    );
    const word = database.transaction((transaction) => transaction.query(approves, [id, system]), {
      person: asId<'person'>(system),
      session: null,
    });
    await expect(word).rejects.toMatchObject({ code: '42501' });
  });

  it('changes neither a draft that waits nor its documents', async () => {
    const { id } = await askedDraft(house, anna);
    const changes = `update send_order set to_number = '+46313900602' where id = $1`;
    expect(await attempt('anna', changes, [id])).toBe('23514');
    expect(await attempt('anna', commits, [id])).toBe('23514');
    expect(await attempt('anna', 'delete from send_document where order_id = $1', [id])).toBe(
      '23514',
    );
    for (const sql of [changes, 'delete from send_document where order_id = $1'])
      expect(await attempt('bo', sql, [id])).toBe(0);
  });

  it('sends what was approved, and not with another number or other pages', async () => {
    const { id, version } = await askedDraft(house, anna);
    await bo.post(`/api/approvals/${id}/approve`, { version }).expect(200);
    await anna.post(`/api/sendings/${id}/undo`).expect(200);
    const other = `update send_order set to_number = '+46313900602' where id = $1`;
    await house.database.sql(other, [id]);
    expect(await attempt('anna', commits, [id])).toBe('23514');
    await house.database.sql(`update send_order set to_number = '+46313900601' where id = $1`, [
      id,
    ]);
    const pages = `update send_document set plain_sha256 = $2 where order_id = $1 and kind = 'outgoing'`;
    const before = await house.database.sql<{ hash: string }>(
      `select plain_sha256 as hash from send_document where order_id = $1 and kind = 'outgoing'`,
      [id],
    );
    await house.database.sql(pages, [id, 'other pages']);
    expect(await attempt('anna', commits, [id])).toBe('23514');
    await house.database.sql(pages, [id, before[0]?.hash]);
    expect(await attempt('anna', commits, [id])).toBe(1);
  });
});
