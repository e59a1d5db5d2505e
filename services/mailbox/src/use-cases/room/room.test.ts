import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase } from '@kuvert/platform/postgres/database';
import { openParsed } from '@kuvert/platform/vault/sealed-text';
import { asId } from '@kuvert/shared/ids';
import { RoomLetter } from '@kuvert/shared/partners/sealed-parts';
import type { WrappedIdentity } from '@kuvert/shared/ports/keys';
import { logInToRoom } from '@kuvert/simulators/oidc/log-in';

import type { Draft, Message } from '#api';
import { clientOf, type Client } from '../../test-support/client.ts';
import { addOutboundKey, beginDraft, written } from '../../test-support/compose.ts';
import { startHouse, type House } from '../../test-support/house.ts';
import { addPartner, type FilledPartner } from '../../test-support/partner.ts';
import {
  addAddress,
  addToRoom,
  enterRoom,
  rotateKey,
  type RoomClient,
} from '../../test-support/room.ts';

const samplePdf = fileURLToPath(
  new URL('../../../../../infra/local/samples/partner-request.pdf', import.meta.url),
);

let house: House;
/** One page. */
let pdf: Uint8Array;
let anna: Client;
let linden: FilledPartner;
let granen: FilledPartner;
let gunnel: RoomClient;
let gunnelId: string;
let hanna: RoomClient;

beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  await addAddress(house, house.care);
  linden = await addPartner(house, 'Vårdcentralen Linden', '+46313900650');
  granen = await addPartner(house, 'Vårdcentralen Granen', '+46313900651');
  gunnelId = await addToRoom(house, linden, 'gunnel');
  await addToRoom(house, granen, 'hanna');
  pdf = await readFile(samplePdf);
  anna = clientOf(house.origin, await house.logIn('anna'));
  gunnel = await enterRoom(house, 'gunnel');
  hanna = await enterRoom(house, 'hanna');
});
afterAll(() => house.stop());

type Form = Readonly<Record<'id' | 'function' | 'department' | 'label' | 'text', string>> & {
  readonly csrf?: string;
  readonly conversation?: string;
};

const formOf = (changes: Partial<Form> = {}): Form => ({
  id: randomUUID(),
  function: linden.functionId,
  department: house.care.id,
  label: 'Remiss: sårvård',
  text: 'Se bifogad remiss.',
  ...changes,
});

/** The id of the message in the department's mailbox. */
const sent = async (changes: Partial<Form> = {}) => {
  const form = formOf(changes);
  await gunnel.send(form, pdf).expect(201, { to: `/c/${form.conversation ?? form.id}` });
  const [row] = await house.database.sql<{ message_id: string }>(
    'select message_id from room_message where id = $1',
    [form.id],
  );
  return { id: form.id, messageId: row?.message_id ?? '' };
};

const messageOf = async (id: string): Promise<Message> =>
  (await anna.get(`/api/messages/${id}`).expect(200)).body;

describe('what somebody of a partner sends from the room', () => {
  it('is a message in the mailbox of the department, from their function, and opens there', async () => {
    const { messageId } = await sent();
    const message = await messageOf(messageId);
    expect(message).toMatchObject({
      carrier: 'room',
      pages: 1,
      partner: { organisation: 'Vårdcentralen Linden', function: linden.functionName },
    });
    const { body } = await anna.get(`/api/messages/${messageId}/partner`).expect(200);
    expect(body).toMatchObject({
      label: 'Remiss: sårvård',
      senderPersons: [{ label: 'Gunnel Strand' }],
      texts: ['Se bifogad remiss.'],
    });
    await anna.get(`/api/messages/${messageId}/pages/1`).expect(200);
  });

  it('is in the audit trail by their id in the room, without a word of it', async () => {
    const { messageId } = await sent();
    const [row] = await house.database.sql<{ detail: string }>(
      `select person_id, detail from audit where action = 'room-send' order by seq desc limit 1`,
    );
    expect(row).toMatchObject({ person_id: null });
    expect(row?.detail).toMatch(new RegExp(`^room-person [0-9a-f-]{36} message ${messageId}$`));
  });

  it('is one message, however often the form is sent', async () => {
    const form = formOf();
    for (const _ of [1, 2]) await gunnel.send(form, pdf).expect(201);
    const found = await house.database.sql(
      'select from partner_message where partner_message_id = $1',
      [form.id],
    );
    expect(found).toHaveLength(1);
  });

  it('is told not to be sent when the form was sent before with something else in it', async () => {
    const form = formOf();
    await gunnel.send(form, pdf).expect(201);
    const { body } = await gunnel.send({ ...form, text: 'Och ring idag.' }, pdf).expect(409);
    expect(body).toMatchObject({ code: 'message-sent-before' });
    const { text } = await gunnel.get(`/c/${form.id}`).expect(200);
    expect(text).not.toContain('Och ring idag.');
  });

  it('may be a text alone: it becomes a page', async () => {
    const form = formOf({ text: 'Ring gärna om Tolvan.' });
    await gunnel.send(form).expect(201);
    const page = await gunnel.get(`/m/${form.id}/pages/1`).expect(200);
    expect(page.headers['content-type']).toMatch(/^image\//);
  });

  it('may have several files: each an original by itself, their pages one document in their order', async () => {
    const form = formOf();
    await gunnel.send(form, pdf, Buffer.from('Mediciner'), house.pdf).expect(201);
    const [{ message_id: id } = { message_id: '' }] = await house.database.sql<{
      message_id: string;
    }>('select message_id from room_message where id = $1', [form.id]);
    const originals = await house.database.sql<{ media_type: string }>(
      `select media_type from document where message_id = $1 and kind = 'original' order by place`,
      [id],
    );
    expect(originals.map(({ media_type }) => media_type)).toEqual([
      ...['application/pdf', 'image/tiff', 'application/pdf'],
    ]);
    expect(await messageOf(id)).toMatchObject({ pages: 5 });
    await anna.get(`/api/messages/${id}/pages/5`).expect(200);
    const { body } = await anna.get(`/api/messages/${id}/partner`).expect(200);
    expect(body.files).toEqual([
      { name: 'remiss.pdf', pages: 1 },
      { name: 'remiss 2.pdf', pages: 1 },
      { name: 'remiss 3.pdf', pages: 3 },
    ]);
    expect((await gunnel.get(`/c/${form.id}`)).text).toMatch(/remiss 3\.pdf<\/bdi>, 3 sidor/);
    await gunnel.get(`/m/${form.id}/pages/5`).expect(200);
  });

  it('says which of several files is wrong, and sends none of them', async () => {
    const form = formOf();
    const { body } = await gunnel.send(form, pdf, Buffer.from('%PDF-1.7 and no more'));
    expect(body).toMatchObject({ code: 'attachment-damaged', details: { attachment: '2' } });
    expect(await house.database.sql('select from room_message where id = $1', [form.id])).toEqual(
      [],
    );
  });

  it('has twenty files at most', async () => {
    const files = Array.from({ length: 21 }, () => Buffer.from('text'));
    const { body } = await gunnel.send(formOf(), ...files);
    expect(body).toMatchObject({ code: 'request-invalid' });
  });

  it.each([
    ['attachment-type-wrong', Buffer.from([0, 1, 2, 3])],
    ['attachment-damaged', Buffer.from('%PDF-1.7 and no more')],
  ])('is refused as %s, and nothing of it is kept', async (code, file) => {
    const form = formOf();
    const { body } = await gunnel.send(form, file);
    expect(body.code).toBe(code);
    expect(await house.database.sql('select from room_message where id = $1', [form.id])).toEqual(
      [],
    );
  });

  it('goes to no department that partners do not write to, for no function but theirs, in no other conversation', async () => {
    const { id } = await sent();
    const foreign = formOf({ function: granen.functionId, conversation: id });
    const statuses = [
      await gunnel.send(formOf({ department: house.school.id }), pdf),
      await gunnel.send(formOf({ function: granen.functionId }), pdf),
      await hanna.send(foreign, pdf),
    ].map(({ status }) => status);
    expect(statuses).toEqual([404, 404, 404]);
  });

  it('comes from the room itself alone', async () => {
    const { status } = await gunnel.send(formOf({ csrf: 'x'.repeat(43) }), pdf);
    expect(status).toBe(403);
  });
});

describe('the room', () => {
  it('shows a function its own conversations alone', async () => {
    const { id } = await sent();
    expect((await gunnel.get('/').expect(200)).text).toContain(`/c/${id}`);
    expect((await hanna.get('/').expect(200)).text).not.toContain(id);
    await hanna.get(`/c/${id}`).expect(404);
    await hanna.get(`/m/${id}/pages/1`).expect(404);
    await hanna.get(`/m/${id}/document`).expect(404);
  });

  it('says when it was taken, and no more when it was given back', async () => {
    const { id, messageId } = await sent();
    expect((await gunnel.get(`/c/${id}`)).text).toContain('Ingen där har tagit hand om det');
    await anna.post(`/api/messages/${messageId}/take`).expect(200);
    expect((await gunnel.get(`/c/${id}`)).text).toMatch(/Omhändertaget \d\d:\d\d/);
    await anna.post(`/api/messages/${messageId}/give-back`).expect(200);
    expect((await gunnel.get(`/c/${id}`)).text).toContain('Ingen där har tagit hand om det');
  });

  it('follows a message to the department that it goes on to', async () => {
    const { id, messageId } = await sent();
    await anna
      .post(`/api/messages/${messageId}/forward`, {
        departmentId: house.school.id,
        incident: false,
      })
      .expect(200);
    expect((await gunnel.get('/')).text).toContain('Elevhälsan');
    expect((await gunnel.get(`/c/${id}`).expect(200)).text).toContain('Se bifogad remiss.');
  });

  it('is closed at once to whom the operator takes it from, and to a partner that is switched off', async () => {
    const { id } = await sent();
    await house.database.sql('update partner set off_at = now() where id = $1', [linden.id]);
    await gunnel.get(`/c/${id}`).expect(404);
    expect((await gunnel.get('/')).text).toContain('Du företräder ingen enhet ännu');
    await house.database.sql('update partner set off_at = null where id = $1', [linden.id]);
    await gunnel.get(`/c/${id}`).expect(200);
  });

  it('writes down what is opened, and by whom, before it opens', async () => {
    const { id } = await sent();
    await gunnel.get(`/c/${id}`).expect(200);
    await gunnel.get(`/m/${id}/pages/1`).expect(200);
    await gunnel.get(`/m/${id}/document`).expect(200);
    const rows = await house.database.sql<{ action: string }>(
      `select action from audit where action like 'room-%' order by seq desc limit 3`,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'room-download',
      'room-page',
      'room-details',
    ]);
  });
});

describe('a department that is closed', () => {
  it('says until when before one writes to it and in its conversations, until that day', async () => {
    const { id } = await sent();
    const until = async (day: string | null): Promise<readonly string[]> => {
      await house.database.sql('update department set closed_until = $2 where id = $1', [
        house.care.id,
        day,
      ]);
      const pages = [await gunnel.get('/write'), await gunnel.get(`/c/${id}`)];
      return pages.map(({ text }) => /stängt till ([^.)]*)/.exec(text)?.[1] ?? '');
    };
    expect(await until('2999-01-07')).toEqual(['7 januari 2999', '7 januari 2999']);
    expect(await until('2026-01-07')).toEqual(['', '']);
    expect(await until(null)).toEqual(['', '']);
  });
});

describe('a function that gets a new key', () => {
  it('reads what was sealed for the old one, and what is sent from then on is for the new one', async () => {
    const { id: before } = await sent();
    await rotateKey(house, linden);
    const { id: after } = await sent({ conversation: before });
    const keysOf = (id: string) =>
      house.database.sql<{ retired: boolean }>(
        `select k.retired_at is not null as retired from room_message m
           join room_document d on d.room_message_id = m.id join room_key k on k.id = d.key_id and k.id = m.key_id
          where m.id = $1`,
        [id],
      );
    expect([...(await keysOf(before)), ...(await keysOf(after))]).toEqual([
      { retired: true },
      { retired: false },
    ]);
    await gunnel.get(`/c/${before}`).expect(200);
    for (const id of [before, after]) await gunnel.get(`/m/${id}/pages/1`).expect(200);
  });

  it('reads an answer whose label was sealed before, and that lay there after', async () => {
    const { id } = await sent();
    await rotateKey(house, linden);
    await house.database.sql(
      `update room_message set key_id = (select k.id from room_key k where k.function_id = $2 and k.retired_at is null)
        where id = $1`,
      [id, linden.functionId],
    );
    expect((await gunnel.get(`/c/${id}`).expect(200)).text).toContain('Se bifogad remiss.');
  });
});

describe('the language of the room', () => {
  const choose = (fields: Readonly<Record<string, string>>) =>
    gunnel.post('/language', { locale: 'en', return: '/write', ...fields });

  it('is what somebody chose, from then on, and they are back on their page', async () => {
    const answer = await choose({});
    expect([answer.status, answer.headers['location']]).toEqual([303, '/write']);
    expect((await gunnel.get('/write')).text).toContain('New message');
    await choose({ locale: 'sv' });
    expect((await gunnel.get('/write')).text).toContain('Nytt meddelande');
  });

  it('is chosen in the room itself alone, and leads to no other place', async () => {
    expect((await choose({ csrf: 'x'.repeat(43) })).status).toBe(403);
    const answer = await choose({ locale: 'sv', return: 'https://elsewhere.example' });
    expect(answer.headers['location']).toBe('/');
  });
});

describe('the database', () => {
  const readableBy = async (role: string, tables: string): Promise<unknown> => {
    const rows = await house.database.sql<{ name: string }>(
      `select relname as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and relname like $2
          and has_any_column_privilege($1, oid, 'select') order by 1`,
      [role, tables],
    );
    return rows.map(({ name }) => name);
  };

  it("lets the room's connections read its own tables and none of the mailbox's", async () => {
    expect(await readableBy('kuvert_room', '%')).toEqual([
      'room_document',
      'room_identity',
      'room_key',
      'room_login_attempt',
      'room_login_choice',
      'room_logout_token',
      'room_message',
      'room_person',
      'room_session',
    ]);
  });

  it("lets the mailbox's read no session, document or key of the room", async () => {
    expect(await readableBy('kuvert_mailbox', 'room%')).toEqual(['room_key', 'room_message']);
  });

  it('shows what is in the room to nobody but who acts for its function', async () => {
    const { id } = await sent();
    const room = openDatabase({
      url: house.database.urlOf('mailbox'),
      role: 'kuvert_room',
      max: 1,
      onError: () => undefined,
    });
    const seenBy = (person: string) =>
      room.transaction(
        async (transaction) =>
          (await transaction.query('select from room_message where id = $1', [id])).rowCount,
        { person: asId<'person'>(person), session: `of ${person}` },
      );
    const [{ id: hannaId } = { id: '' }] = await house.database.sql<{ id: string }>(
      `select id from room_person where subject = 'hanna'`,
    );
    for (const person of [gunnelId, hannaId])
      await house.database.sql(
        `insert into room_session (id_hash, person_id, csrf_token, created_at, seen_at, expires_at, loa)
         values ('of ' || $1, $1, '', now(), now(), now(), 'LoA4')`,
        [person],
      );
    try {
      expect([await seenBy(gunnelId), await seenBy(hannaId), await seenBy('')]).toEqual([1, 0, 0]);
      await expect(room.query('select from message')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await room.close();
    }
  });
});

describe('a session', () => {
  it('of the room is none at the mailbox, nor the other way round', async () => {
    const inRoom = await logInToRoom(house.roomOrigin, 'gunnel');
    const atMailbox = await house.logIn('anna');
    const as = (cookie: string, name: string) =>
      cookie.replace(/__Host-kuvert(-room)?=/, `${name}=`);
    const statuses = [
      await supertest(house.origin)
        .get('/api/me')
        .set('cookie', as(inRoom.cookie, '__Host-kuvert')),
      await supertest(house.roomOrigin)
        .get('/newest')
        .set('cookie', as(atMailbox.cookie, '__Host-kuvert-room')),
    ].map(({ status }) => status);
    expect(statuses).toEqual([401, 401]);
  });

  it('of a person of the house shows nothing in the room', async () => {
    const visitor = await enterRoom(house, 'anna');
    expect((await visitor.get('/').expect(200)).text).toContain('Du företräder ingen enhet ännu');
  });
});

describe('an answer to a partner without a system', () => {
  const prepared = async (replyTo: string): Promise<Draft> => {
    const { id, version } = await beginDraft(anna, house.care.id, replyTo);
    const body = { ...written, to: linden.number, version };
    const changed = await anna.put(`/api/drafts/${id}`, body).expect(200);
    const path = `/api/drafts/${id}/prepare`;
    return (await anna.post(path, { version: changed.body.version }).expect(200)).body;
  };

  it('goes to the room, with no second look, and says so before', async () => {
    const { messageId } = await sent();
    const draft = await prepared(messageId);
    expect(draft.recipient?.way).toMatchObject({
      kind: 'chosen',
      channel: 'room',
      partner: `Vårdcentralen Linden, ${linden.functionName}`,
    });
    await anna.post(`/api/drafts/${draft.id}/send`, { version: draft.version }).expect(200);
  });

  it('has its label sealed for the function', async () => {
    const { messageId } = await sent();
    const { id } = await prepared(messageId);
    const [row] = await house.database.sql<{ envelope: Uint8Array; wrapped: Uint8Array }>(
      `select o.envelope, i.wrapped from send_order o join room_key k on k.function_id = o.to_function and k.retired_at is null
         join room_identity i on i.key_id = k.id where o.id = $1`,
      [id],
    );
    const identity = await house.keys.unwrap(row?.wrapped as WrappedIdentity);
    const letter = await openParsed(row?.envelope ?? new Uint8Array(), identity, RoomLetter);
    expect(letter).toMatchObject({ label: 'Svar', writer: 'Anna Öberg' });
  });

  it('is faxed again, or not at all, once nobody is in the room any more', async () => {
    const { messageId } = await sent();
    const { id } = await prepared(messageId);
    await house.database.sql('delete from room_membership where function_id = $1', [
      linden.functionId,
    ]);
    const { body } = await anna.get(`/api/drafts/${id}`).expect(200);
    expect(body.recipient.way).toMatchObject({ channel: 'fax' });
    await addToRoom(house, linden, 'gunnel');
  });
});
