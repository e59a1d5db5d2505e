import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createOpener } from '@kuvert/platform/vault/opener';
import type { IdentityPair } from '@kuvert/platform/vault/hybrid';
import { asId } from '@kuvert/shared/ids';

import type { Draft } from '#api';
import { clientOf, type Client } from '../test-support/client.ts';
import { addOutboundKey, beginDraft, readyDraft, written } from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let outbound: IdentityPair;
let anna: Client;
let bo: Client;

beforeAll(async () => {
  house = await startHouse();
  outbound = await addOutboundKey(house.database);
  anna = clientOf(house.origin, await house.logIn('anna'));
  bo = clientOf(house.origin, await house.logIn('bo'));
});
afterAll(() => house.stop());

const objectsOf = (order: string): Promise<{ object_name: string; kind: string }[]> =>
  house.database.sql('select object_name, kind from send_document where order_id = $1', [order]);

const attach = async (id: string, bytes: Uint8Array, name?: string): Promise<Draft> =>
  (await anna.upload(`/api/drafts/${id}/attachments`, bytes, name).expect(200)).body;

describe('a draft', () => {
  it('is begun once, however often it is asked for', async () => {
    const body = { requestId: randomUUID() };
    const path = `/api/departments/${house.care.id}/drafts`;
    const [first, second] = [await anna.post(path, body), await anna.post(path, body)];
    expect(second.body).toEqual(first.body);
    expect(first.body).toMatchObject({ to: null, cover: true, attachments: [], fax: null });
  });

  it('that answers has recipient, reference and the number that the fax came to', async () => {
    const message = await house.receive(house.care, { from: '+46313900601' });
    const draft = await beginDraft(anna, house.care.id, message.id);
    expect(draft).toMatchObject({
      to: { full: '+46313900601', national: '031-390 06 01' },
      from: { full: '+46225111111' },
      replyTo: { messageId: message.id },
    });
  });

  it('that answers a withheld number has no recipient', async () => {
    const message = await house.receive(house.care, { from: 'anonymous' });
    expect((await beginDraft(anna, house.care.id, message.id)).to).toBeNull();
  });

  it('answers no message of another department, which is as none', async () => {
    const { id } = await house.receive(house.school);
    const body = { requestId: randomUUID(), replyTo: id };
    const answer = await anna.post(`/api/departments/${house.care.id}/drafts`, body);
    expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
  });

  it('keeps what is written over a logout, for its writer alone', async () => {
    const { id, version } = await beginDraft(anna, house.care.id);
    await anna.put(`/api/drafts/${id}`, { ...written, version }).expect(200);
    const again = clientOf(house.origin, await house.logIn('anna'));
    const { body } = await again.get(`/api/drafts/${id}`).expect(200);
    expect(body).toMatchObject({ recipientName: 'Vårdcentralen Norr', message: 'Se bilagan.' });
    expect(body.to.full).toBe('+46313900601');
    await bo.get(`/api/drafts/${id}`).expect(404);
    const { body: list } = await bo.get(`/api/departments/${house.care.id}/drafts`);
    expect(list.drafts).toEqual([]);
  });

  it('lies in the database sealed', async () => {
    const { id, version } = await beginDraft(anna, house.care.id);
    await anna.put(`/api/drafts/${id}`, { ...written, version }).expect(200);
    await attach(id, house.pdf, 'Hemlig remiss.pdf');
    const rows = await house.database.sql(
      `select (select count(*)::int from send_order o where o.id = $1 and o::text ~ 'Vårdcentralen|bilagan') as orders,
              (select count(*)::int from send_document s where s.order_id = $1 and s::text ~ 'remiss') as documents`,
      [id],
    );
    expect(rows).toEqual([{ orders: 0, documents: 0 }]);
  });

  it('is changed from one place at a time', async () => {
    const { id, version } = await beginDraft(anna, house.care.id);
    await anna.put(`/api/drafts/${id}`, { ...written, version }).expect(200);
    const late = await anna.put(`/api/drafts/${id}`, { ...written, version, subject: 'Annat' });
    expect([late.status, late.body.code]).toEqual([409, 'draft-changed']);
    expect((await anna.get(`/api/drafts/${id}`)).body.subject).toBe('Svar');
  });

  it.each([
    ['4711', 'number-invalid'],
    ['anonymous', 'number-invalid'],
    ['+1 212 555 2368', 'number-country-blocked'],
  ])('goes to no number such as %s', async (to, code) => {
    const { id, version } = await beginDraft(anna, house.care.id);
    const answer = await anna.put(`/api/drafts/${id}`, { ...written, to, version });
    expect([answer.status, answer.body.code]).toEqual([400, code]);
    expect((await anna.get(`/api/drafts/${id}`)).body.to).toBeNull();
  });

  it('is gone when it is discarded, in every copy', async () => {
    const { id } = await beginDraft(anna, house.care.id);
    await attach(id, house.pdf);
    const [object] = await objectsOf(id);
    await anna.delete(`/api/drafts/${id}`).expect(204);
    await anna.get(`/api/drafts/${id}`).expect(404);
    expect(await objectsOf(id)).toEqual([]);
    await expect(
      house.objects.get(asId<'object'>(object?.object_name ?? ''), 10_000_000),
    ).rejects.toMatchObject({ code: 'object-missing' });
    const [row] = await house.database.sql(
      'select contents, to_number from send_order where id = $1',
      [id],
    );
    expect(row).toEqual({ contents: null, to_number: null });
  });
});

describe('an attachment', () => {
  it('is told by what it is, keeps its name, and is sealed for the department', async () => {
    const { id } = await beginDraft(anna, house.care.id);
    const draft = await attach(id, house.original, 'C:\\skannat\\remiss å.pdf');
    expect(draft.attachments).toEqual([
      {
        id: expect.any(String),
        name: 'remiss å.pdf',
        mediaType: 'image/tiff',
        size: house.original.byteLength,
      },
    ]);
  });

  it.each([
    ['that is empty', Buffer.alloc(0), 'attachment-empty'],
    ['that can not be faxed', Buffer.from('PK\u0003\u0004\0\0\0'), 'attachment-type-wrong'],
  ])('%s is refused', async (_what, bytes, code) => {
    const { id } = await beginDraft(anna, house.care.id);
    const answer = await anna.upload(`/api/drafts/${id}/attachments`, bytes);
    expect([answer.status, answer.body.code]).toEqual([400, code]);
    expect(await objectsOf(id)).toEqual([]);
  });

  it('that is larger than allowed is refused while it comes', async () => {
    const { id } = await beginDraft(anna, house.care.id);
    const large = Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(20 * 1024 * 1024)]);
    const answer = await anna.upload(`/api/drafts/${id}/attachments`, large);
    expect([answer.status, answer.body.code]).toEqual([413, 'body-too-large']);
  });

  it.each([
    ['application/json', 'content-type-wrong'],
    ['multipart/form-data', 'request-invalid'],
    ['multipart/form-data; boundary=x', 'request-invalid'],
  ])('must come as a form with one file, not as %s', async (type, code) => {
    const { id } = await beginDraft(anna, house.care.id);
    const answer = await anna
      .post(`/api/drafts/${id}/attachments`)
      .set('content-type', type)
      .send('{}');
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  it('comes in the order that the person wants, and goes away', async () => {
    const { id } = await beginDraft(anna, house.care.id);
    await attach(id, house.pdf, 'a.pdf');
    const { attachments, version } = await attach(id, house.pdf, 'b.pdf');
    const reversed = attachments.map((each) => each.id).toReversed();
    const ordered = await anna.put(`/api/drafts/${id}`, {
      ...written,
      version,
      attachments: reversed,
    });
    expect(ordered.body.attachments.map(({ name }: { name: string }) => name)).toEqual([
      'b.pdf',
      'a.pdf',
    ]);
    const left = await anna.delete(`/api/drafts/${id}/attachments/${reversed[0]}`).expect(200);
    expect(left.body.attachments).toHaveLength(1);
    expect(await objectsOf(id)).toHaveLength(1);
  });
});

describe('the pages to send', () => {
  it('are the cover sheet and what was added, shown as pictures and audited', async () => {
    const { id, version } = await beginDraft(anna, house.care.id);
    await anna.put(`/api/drafts/${id}`, { ...written, version });
    const { version: now } = await attach(id, house.original);
    const { body } = await anna.post(`/api/drafts/${id}/prepare`, { version: now }).expect(200);
    expect(body.fax.pages).toBe(4);
    const picture = await anna.get(`/api/drafts/${id}/pages/4?width=200`).expect(200);
    expect(picture.headers['content-type']).toMatch(/^image\/(png|webp)$/);
    await anna.get(`/api/drafts/${id}/pages/5`).expect(404);
    const audited = await house.database.sql(
      `select action, detail from audit where detail like $1`,
      [`sending ${id} page%`],
    );
    expect(audited).toEqual([{ action: 'draft-page', detail: `sending ${id} page 4` }]);
  });

  it('are sealed so that outbound, the department and nobody else can open them', async () => {
    const { id } = await readyDraft(anna, house.care.id);
    const [row] = await house.database.sql<{
      object_name: string;
      header: Buffer;
      facts: never;
    }>(
      `select object_name, header, json_build_object('payloadSize', payload_size, 'payloadSha256', payload_sha256,
         'plainSize', plain_size, 'plainSha256', plain_sha256) as facts
         from send_document where order_id = $1 and kind = 'outgoing'`,
      [id],
    );
    if (!row) throw new Error('there are no pages');
    const { header, facts } = row;
    const payload = await house.objects.get(asId<'object'>(row.object_name), 10_000_000);
    const opened = await createOpener().open({ header, payload, facts }, outbound.identity);
    expect(Buffer.from(opened.subarray(0, 2)).toString()).toMatch(/II|MM/);
  });

  it('are to be made anew after a change', async () => {
    const { id, version } = await readyDraft(anna, house.care.id);
    const changed = await anna.put(`/api/drafts/${id}`, { ...written, version, subject: 'Annat' });
    expect(changed.body.fax).toBeNull();
    const page = await anna.get(`/api/drafts/${id}/pages/1`);
    expect([page.status, page.body.code]).toEqual([409, 'draft-not-prepared']);
    const sent = await anna.post(`/api/drafts/${id}/send`, { version: changed.body.version });
    expect([sent.status, sent.body.code]).toEqual([409, 'draft-not-prepared']);
  });

  it('need something to be made of', async () => {
    const { id, version } = await beginDraft(anna, house.care.id);
    const bare = { ...written, cover: false, version };
    const { body } = await anna.put(`/api/drafts/${id}`, bare).expect(200);
    const answer = await anna.post(`/api/drafts/${id}/prepare`, { version: body.version });
    expect([answer.status, answer.body.code]).toEqual([400, 'draft-empty']);
  });

  it('name the file that can not be faxed', async () => {
    const { id } = await beginDraft(anna, house.care.id);
    await attach(id, house.pdf, 'good.pdf');
    const { attachments, version } = await attach(id, Buffer.from('%PDF-1.7 nothing'), 'bad.pdf');
    const { status, body } = await anna.post(`/api/drafts/${id}/prepare`, { version });
    expect([status, body.code, body.details]).toEqual([
      400,
      'attachment-damaged',
      { attachment: attachments[1]?.id },
    ]);
  });
});

describe('without a way out', () => {
  it('no draft is begun, and the department says so', async () => {
    await house.database.sql('update service_key set retired_at = now()');
    const body = { requestId: randomUUID() };
    const answer = await anna.post(`/api/departments/${house.care.id}/drafts`, body);
    expect([answer.status, answer.body.code]).toEqual([503, 'sending-unavailable']);
    const { body: me } = await anna.get('/api/me');
    expect(me.departments[0].sending.canSend).toBe(false);
    outbound = await addOutboundKey(house.database);
  });
});
