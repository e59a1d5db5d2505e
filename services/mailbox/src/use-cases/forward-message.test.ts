import { createHash } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase } from '@kuvert/platform/postgres/database';
import { actingAs } from '@kuvert/testkit/acting';

import { clientOf, type Client } from '../test-support/client.ts';
import type { FilledMessage } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { lineOf, pageOf, recognitionOf } from '../test-support/recognised.ts';

let house: House;
let anna: Client;
let bo: Client;
let cecilia: Client;
let message: FilledMessage;
let path: string;

beforeAll(async () => {
  house = await startHouse();
  anna = clientOf(house.origin, await house.logIn('anna'));
  bo = clientOf(house.origin, await house.logIn('bo'));
  cecilia = clientOf(house.origin, await house.logIn('cecilia'));
});
afterAll(() => house.stop());
beforeEach(async () => {
  const text = recognitionOf(pageOf([[lineOf('Remiss')]]));
  message = await house.receive(house.care, { text, removed: { uri: 1 } });
  path = `/api/messages/${message.id}`;
});

const forward = (reason?: string, client = anna) =>
  client.post(`${path}/forward`, { departmentId: house.school.id, ...(reason && { reason }) });

/** The message as the other department has it. */
const forwarded = async () => {
  await forward('Gäller en elev').expect(200);
  const rows = await house.database.sql<{ message_id: string }>(
    'select message_id from forwarding where from_id = $1',
    [message.id],
  );
  const { body } = await cecilia.get(`/api/messages/${rows[0]?.message_id}`).expect(200);
  return body;
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const storedNames = async (): Promise<string[]> => {
  const names: string[] = [];
  for await (const { name } of house.objects.list()) names.push(name);
  return names;
};

const asMailbox = async (person: string, sql: string, values: readonly unknown[]) => {
  const database = openDatabase({
    url: house.database.urlOf('mailbox'),
    max: 1,
    onError: () => undefined,
  });
  try {
    return await database.transaction(
      async (transaction) => (await transaction.query(sql, values)).rowCount,
      await actingAs(house.database, person),
    );
  } finally {
    await database.close();
  }
};

describe('a fax that was forwarded, where it belongs', () => {
  it('is new, and says whence it came, by whom and why', async () => {
    const there = await forwarded();
    expect(there).toMatchObject({
      departmentId: house.school.id,
      handling: { state: 'new' },
      pages: 3,
      from: { full: '+46225222222' },
      forwardedFrom: {
        department: 'Hemsjukvården',
        by: { name: 'Anna Öberg' },
        reason: 'Gäller en elev',
      },
      text: { state: 'ready' },
      intake: { missingPages: 1 },
    });
    expect(there.timeline.map(({ kind }: { kind: string }) => kind)).toEqual([
      'received',
      'forwarded-here',
    ]);
    expect(there.pageFacts).toHaveLength(3);
  });

  it('has the very documents that came, sealed for this department', async () => {
    const there = await forwarded();
    const original = there.documents.find(({ kind }: { kind: string }) => kind === 'original');
    const { body } = await cecilia.post(
      `/api/messages/${there.id}/documents/${original.id}/downloads`,
      { purpose: 'download' },
    );
    const { body: bytes } = await cecilia.get(body.url).buffer().expect(200);
    expect(sha256(bytes)).toBe(sha256(house.original));
    await cecilia.get(`/api/messages/${there.id}/pages/3`).expect(200);
    const { body: text } = await cecilia.get(`/api/messages/${there.id}/text`).expect(200);
    expect(JSON.stringify(text)).toContain('Remiss');
    const keys = await house.database.sql(
      'select distinct key_id from document where message_id = $1',
      [there.id],
    );
    expect(keys).toEqual([{ key_id: house.school.keyId }]);
  });

  it('has each of several files in its place', async () => {
    const second = Buffer.from('%PDF-1.7 the second');
    message = await house.receive(house.care, { furtherOriginals: [second] });
    path = `/api/messages/${message.id}`;
    const there = await forwarded();
    const rows = await house.database.sql(
      `select place, plain_sha256 as sha256 from document
        where message_id = $1 and kind = 'original' order by place`,
      [there.id],
    );
    expect(rows).toEqual([
      { place: 1, sha256: sha256(house.original) },
      { place: 2, sha256: sha256(second) },
    ]);
  });

  it('can be sent back', async () => {
    const there = await forwarded();
    await cecilia
      .post(`/api/messages/${there.id}/forward`, { departmentId: house.care.id })
      .expect(200);
    const { body } = await anna.get(`/api/departments/${house.care.id}/messages?view=new`);
    const back = body.messages.filter(({ pages }: { pages: number }) => pages === 3)[0];
    const { body: whole } = await anna.get(`/api/messages/${back.id}`).expect(200);
    expect(whole.forwardedFrom).toMatchObject({ department: 'Elevhälsan', reason: null });
    await anna.get(`/api/messages/${back.id}/pages/1`).expect(200);
  });

  it('is read by machine there when it had not been read here yet', async () => {
    message = await house.receive(house.care);
    path = `/api/messages/${message.id}`;
    const there = await forwarded();
    const work = await house.database.sql<{ kind: string; open: boolean }>(
      `select kind from work where subject = $1 order by kind`,
      [there.id],
    );
    expect(work.map(({ kind }) => kind)).toEqual(['find-resends', 'recognise']);
    expect(
      await house.database.sql('select from work where subject = $1 and ended_at is null', [
        message.id,
      ]),
    ).toEqual([]);
  });

  it('tells what becomes of the carrier’s copy', async () => {
    const there = await forwarded();
    await house.database.sql(`update message set carrier_copy = 'delete-failed' where id = $1`, [
      message.id,
    ]);
    const { body } = await cecilia.get(`/api/messages/${there.id}`);
    expect(body.carrierCopy).toBe('delete-failed');
  });
});

describe('a fax that was forwarded, where it came first', () => {
  it('is done, says where it went, and has no page, text or document any more', async () => {
    const pdf = `${path}/documents/${message.documents.pdf.id}/downloads`;
    const { body: link } = await anna.post(pdf, { purpose: 'download' }).expect(200);
    await anna.get(`${path}/pages/1`).expect(200);
    const { body } = await forward('Gäller en elev').expect(200);
    expect(body).toMatchObject({
      handling: { state: 'forwarded', to: 'Elevhälsan', reason: 'Gäller en elev' },
      documents: [],
      text: null,
    });
    for (const asked of ['/pages/1', '/text', '/print'])
      expect([asked, (await anna.get(`${path}${asked}`)).status]).toEqual([asked, 404]);
    await anna.post(pdf, { purpose: 'download' }).expect(404);
    await anna.get(link.url).expect(404);
    const { body: list } = await anna.get(`/api/departments/${house.care.id}/messages?view=done`);
    expect(list.messages.map(({ id }: { id: string }) => id)).toContain(message.id);
  });

  it('leaves no object in the store that was sealed for it', async () => {
    await forwarded();
    const names = await storedNames();
    expect(names).not.toContain(message.documents.original.objectName);
    expect(names).not.toContain(message.documents.pdf.objectName);
  });

  it('is in the audit trail of both: opened, gone, come', async () => {
    const there = await forwarded();
    const rows = await house.database.sql<{ action: string; message_id: string }>(
      `select action, message_id from audit where message_id in ($1, $2) and action like 'forward%' order by seq`,
      [message.id, there.id],
    );
    expect(rows).toEqual([
      { action: 'forward', message_id: message.id },
      { action: 'forwarded', message_id: message.id },
      { action: 'forwarded-here', message_id: there.id },
    ]);
  });

  it('is not opened again here', async () => {
    await forwarded();
    const { status, body } = await anna.post(`${path}/reopen`);
    expect([status, body.code]).toEqual([409, 'already-forwarded']);
  });
});

describe('a fax is not forwarded', () => {
  it.each([
    ['to its own department', () => house.care.id, 409, 'not-forwardable'],
    [
      'to a department that is none',
      () => '3f9a19ff-8b86-4d01-b42d-00cf4fc964ff',
      404,
      'not-found',
    ],
  ])('%s', async (_where, departmentId, status, code) => {
    const answer = await anna.post(`${path}/forward`, { departmentId: departmentId() });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    await anna.get(`${path}/pages/1`).expect(200);
  });

  it('when somebody else has taken it', async () => {
    await bo.post(`${path}/take`).expect(200);
    const { body } = await forward();
    expect([body.code, body.details]).toEqual(['already-taken', { by: 'Bo Ek' }]);
  });

  it('twice', async () => {
    await forward().expect(200);
    expect((await forward()).body.code).toBe('already-done');
  });

  it('while it needs attention', async () => {
    const waiting = await house.receive(house.care, { attention: 'jbig' });
    path = `/api/messages/${waiting.id}`;
    expect((await forward()).body.code).toBe('not-forwardable');
  });

  it('when the audit trail cannot be written; nothing is left of the attempt', async () => {
    const before = await storedNames();
    await house.database.sql(
      `create function refuse() returns trigger language plpgsql as
         'begin if new.action = ''forwarded-here'' then raise ''full''; end if; return new; end'`,
    );
    await house.database.sql(
      'create trigger refuse before insert on audit for each row execute function refuse()',
    );
    const { status } = await forward();
    await house.database.sql('drop trigger refuse on audit');
    expect(status).toBe(500);
    expect((await storedNames()).toSorted()).toEqual(before.toSorted());
    await anna.get(`${path}/pages/1`).expect(200);
  });

  it('by two people at once to two places', async () => {
    const answers = await Promise.all([forward('', anna), forward('', bo)]);
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      200, 409,
    ]);
    const rows = await house.database.sql('select from forwarding where from_id = $1', [
      message.id,
    ]);
    expect(rows).toHaveLength(1);
  });
});

describe('the database, whatever the mailbox does', () => {
  it('lets nobody say that a fax went on without sending it', async () => {
    const said = asMailbox(
      house.personIds.anna,
      `update handling set state = 'forwarded', person_id = $2, at = now() where message_id = $1`,
      [message.id, house.personIds.anna],
    );
    await expect(said).rejects.toMatchObject({ code: '42501' });
  });

  it('lets nobody take back what went on', async () => {
    await forward().expect(200);
    const taken = asMailbox(
      house.personIds.anna,
      `update handling set state = 'taken', at = now() where message_id = $1`,
      [message.id],
    );
    await expect(taken).rejects.toMatchObject({ code: '23514' });
  });

  it('takes documents into another department in the forwarding transaction alone', async () => {
    const there = await forwarded();
    const added = asMailbox(
      house.personIds.anna,
      `insert into document select gen_random_uuid()::text, $1, $2, $3, 'searchable', 'application/pdf',
         gen_random_uuid()::text, '', 1, '', 1, '', now()`,
      [there.id, house.school.id, house.school.keyId],
    );
    await expect(added).rejects.toMatchObject({ code: '42501' });
  });

  it('forwards nothing of a department that is not the person’s', async () => {
    const rows = await asMailbox(
      house.personIds.cecilia,
      `select forward_message($1, $2, 'new', array[$3, $4], null, now())`,
      [message.id, house.school.id, message.documents.original.id, message.documents.pdf.id],
    );
    expect(rows).toBe(0);
  });
});
