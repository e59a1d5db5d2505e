import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openParsed } from '@kuvert/platform/vault/sealed-text';
import type { IdentityPair } from '@kuvert/platform/vault/hybrid';
import { PartnerEnvelope } from '@kuvert/shared/partners/sealed-parts';

import type { Draft, Message } from '#api';
import { clientOf, type Client } from '../test-support/client.ts';
import { addOutboundKey, beginDraft, written } from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';
import {
  addPartner,
  partnerDetails,
  receiveFromPartner,
  type FilledPartner,
} from '../test-support/partner.ts';

let house: House;
let anna: Client;
let cecilia: Client;
let outbound: IdentityPair;
let north: FilledPartner;
let south: FilledPartner;

beforeAll(async () => {
  house = await startHouse();
  outbound = await addOutboundKey(house.database);
  anna = clientOf(house.origin, await house.logIn('anna'));
  cecilia = clientOf(house.origin, await house.logIn('cecilia'));
  north = await addPartner(house, 'Vårdcentralen Norr', '+46317009900');
  south = await addPartner(house, 'Vårdcentralen Syd', '+46317009901');
});
afterAll(() => house.stop());

const received = () => receiveFromPartner(house, house.care, north);

const messageOf = async (id: string): Promise<Message> =>
  (await anna.get(`/api/messages/${id}`).expect(200)).body;

const prepare = async ({ id, version }: Draft, changes: object = {}): Promise<Draft> => {
  const body = { ...written, to: north.number, ...changes, version };
  const changed = await anna.put(`/api/drafts/${id}`, body).expect(200);
  const path = `/api/drafts/${id}/prepare`;
  return (await anna.post(path, { version: changed.body.version }).expect(200)).body;
};

const orderOf = async ({ id }: Pick<Draft, 'id'>) => {
  const [order] = await house.database.sql<{
    channel: string;
    to_function: string | null;
    envelope: Uint8Array | null;
  }>('select channel, to_function, envelope from send_order where id = $1', [id]);
  return order;
};

/** What outbound gets of it. */
const envelopeOf = async (draft: Pick<Draft, 'id'>): Promise<PartnerEnvelope> => {
  const order = await orderOf(draft);
  return openParsed(order?.envelope ?? new Uint8Array(), outbound.identity, PartnerEnvelope);
};

describe('a message of a partner', () => {
  it('is shown with organisation and function as its sender, and what it is about is not', async () => {
    const { id } = await received();
    const { body } = await anna.get(`/api/departments/${house.care.id}/messages?view=new`);
    const listed = body.messages.find((each: { id: string }) => each.id === id);
    const from = {
      organisation: 'Vårdcentralen Norr',
      function: 'Remissmottagningen',
      confidential: true,
    };
    expect(listed).toMatchObject({ partner: from, fromDepartment: null, carrier: 'gateway' });
    const message = await messageOf(id);
    expect(message.partner).toEqual(from);
    expect(JSON.stringify([listed, message])).not.toContain('sårvård');
  });

  it('says what it says to whoever opens it there, who stands in the audit trail and the timeline', async () => {
    const { id } = await received();
    const { body } = await anna.get(`/api/messages/${id}/partner`).expect(200);
    expect(body).toEqual(partnerDetails);
    const audited = await house.database.sql(
      `select person_id from audit where message_id = $1 and action = 'partner-details'`,
      [id],
    );
    expect(audited).toEqual([{ person_id: house.personIds.anna }]);
    const { timeline } = await messageOf(id);
    expect(timeline.map(({ kind }) => kind)).toContain('opened');
  });

  it('says it to no other department, and a fax says nothing of the kind', async () => {
    const { id } = await received();
    await cecilia.get(`/api/messages/${id}/partner`).expect(404);
    const fax = await house.receive(house.care);
    await anna.get(`/api/messages/${fax.id}/partner`).expect(404);
    expect(await messageOf(fax.id)).toMatchObject({ partner: null, conversation: [] });
  });

  it('takes what it says with it where it goes on, and leaves nothing', async () => {
    const { id } = await received();
    await anna
      .post(`/api/messages/${id}/forward`, { departmentId: house.school.id, incident: false })
      .expect(200);
    const [there] = await house.database.sql<{ message_id: string }>(
      'select message_id from forwarding where from_id = $1',
      [id],
    );
    const { body } = await cecilia.get(`/api/messages/${there?.message_id}/partner`).expect(200);
    expect(body).toEqual(partnerDetails);
    await anna.get(`/api/messages/${id}/partner`).expect(404);
    expect((await messageOf(id)).partner).toMatchObject({ organisation: 'Vårdcentralen Norr' });
  });
});

describe('an answer to a partner', () => {
  it('goes to its function, with no second look, and says so before', async () => {
    const { id } = await received();
    const draft = await beginDraft(anna, house.care.id, id);
    const to = 'Vårdcentralen Norr, Remissmottagningen';
    expect(draft.recipient).toMatchObject({
      secondLook: null,
      way: { kind: 'chosen', channel: 'gateway', partner: to, department: null },
    });
    const { version } = await prepare(draft);
    const { body } = await anna.post(`/api/drafts/${draft.id}/send`, { version }).expect(200);
    expect(body.way).toEqual({
      channel: 'gateway',
      department: null,
      partner: to,
      reason: 'secure-address',
    });
    expect(await orderOf(draft)).toMatchObject({ to_function: north.functionId });
  });

  it('goes by SDK where its function is reached by that, and the draft that was to go otherwise is made anew', async () => {
    const { id } = await received();
    const draft = await beginDraft(anna, house.care.id, id);
    const { version } = await prepare(draft);
    const { sql } = house.database;
    await sql(`update partner_function set sdk_address = 'sdk:remiss' where id = $1`, [
      north.functionId,
    ]);
    try {
      await anna.post(`/api/drafts/${draft.id}/send`, { version }).expect(409);
      const { body } = await anna.get(`/api/drafts/${draft.id}`).expect(200);
      expect(body.recipient.way).toMatchObject({
        channel: 'sdk',
        partner: 'Vårdcentralen Norr, Remissmottagningen',
        reason: 'secure-address',
      });
      const again = await prepare(body);
      await anna.post(`/api/drafts/${draft.id}/send`, { version: again.version }).expect(200);
      expect(await orderOf(draft)).toMatchObject({
        channel: 'sdk',
        to_function: north.functionId,
      });
    } finally {
      await sql('update partner_function set sdk_address = null');
    }
  });

  it('echoes every reference, for whoever wrote what it answers, under the subject', async () => {
    const { id } = await received();
    const draft = await beginDraft(anna, house.care.id, id);
    await prepare(draft, { subject: 'Svar på remiss' });
    expect(await envelopeOf(draft)).toEqual({
      label: 'Svar på remiss',
      recipientPersons: partnerDetails.senderPersons,
      references: partnerDetails.references,
    });
    await prepare((await anna.get(`/api/drafts/${draft.id}`)).body, { subject: '' });
    expect((await envelopeOf(draft)).label).toBe(partnerDetails.label);
  });

  it('tells no other partner whom it was about', async () => {
    const { id } = await received();
    const draft = await beginDraft(anna, house.care.id, id);
    await prepare(draft, { to: south.number, subject: '' });
    expect(await envelopeOf(draft)).toEqual({ label: '–', recipientPersons: [], references: [] });
  });

  it('has no envelope once it goes another way, or is discarded', async () => {
    const { id } = await received();
    const draft = await prepare(await beginDraft(anna, house.care.id, id));
    const faxed = await prepare(draft, { to: written.to });
    expect(await orderOf(draft)).toEqual({ channel: 'fax', to_function: null, envelope: null });
    await prepare(faxed);
    await anna.delete(`/api/drafts/${draft.id}`).expect(204);
    expect((await orderOf(draft))?.envelope).toBeNull();
  });
});

describe('what a partner’s system fetched', () => {
  it('is a fact of machines before it is confirmed, and nothing that people did', async () => {
    const { id: theirs } = await received();
    const { id, version } = await prepare(await beginDraft(anna, house.care.id, theirs));
    const sent = await anna.post(`/api/drafts/${id}/send`, { version }).expect(200);
    const at = '2030-01-01T08:00:00.000Z';
    const sending = async () => (await anna.get(`/api/sendings/${id}`).expect(200)).body;
    const before = await sending();
    await house.database.sql(
      `insert into partner_reply (delivery_id, department_id, partner_id, function_id, conversation_id, organisation,
         department_address, department_name, offered_at, fetched_at)
       values ($1, $2, $3, $4, $1, '0203:kommunen.example', 'x', 'x', now(), $5)`,
      [sent.body.delivery.id, house.care.id, north.id, north.functionId, at],
    );
    const { machines, people, delivery } = await sending();
    expect(machines).toEqual([
      ...before.machines,
      {
        ...{ at, deliveryId: delivery.id, attempt: 1, source: 'callback', kind: 'fetched' },
        ...{ cause: null, unknown: null, pages: null, changed: true, evidence: {} },
      },
    ]);
    expect([people, delivery]).toEqual([before.people, before.delivery]);
  });
});

describe('whom a department may write to', () => {
  const offeredBy = async (search: string, client = anna, department = house.care) => {
    const query = new URLSearchParams({ search }).toString();
    const { body } = await client.get(`/api/departments/${department.id}/contacts?${query}`);
    return body.partners.map(({ name }: { name: string }) => name.split(', ')[0]);
  };

  it('has functions of partners, by a part of their names or their number, in every department', async () => {
    const number = { full: '+46317009900', national: '031-700 99 00' };
    const { body } = await anna.get(
      `/api/departments/${house.care.id}/contacts?search=${encodeURIComponent('norr, remiss')}`,
    );
    expect(body).toEqual({
      contacts: [],
      more: false,
      partners: [{ id: north.functionId, name: 'Vårdcentralen Norr, Remissmottagningen', number }],
    });
    expect(await offeredBy('031-700 99 01', cecilia, house.school)).toEqual(['Vårdcentralen Syd']);
    expect(await offeredBy('vårdcentralen')).toEqual(['Vårdcentralen Norr', 'Vårdcentralen Syd']);
    expect(await offeredBy('%')).toEqual([]);
  });

  it('has none that was removed, nor of a partner that is switched off', async () => {
    const off = await addPartner(house, 'Avstängda kliniken', '+46317009902');
    const gone = await addPartner(house, 'Borttagna kliniken', '+46317009903');
    expect(await offeredBy('kliniken')).toEqual(['Avstängda kliniken', 'Borttagna kliniken']);
    await house.database.sql('update partner set off_at = now() where id = $1', [off.id]);
    const remove = 'update partner_function set removed_at = now() where id = $1';
    await house.database.sql(remove, [gone.functionId]);
    expect(await offeredBy('kliniken')).toEqual([]);
  });

  it('has twenty at most', async () => {
    for (let nth = 10; nth < 31; nth += 1)
      await addPartner(house, `Mottagning ${nth}`, `+463170088${nth}`);
    expect(await offeredBy('mottagning ')).toHaveLength(20);
  });
});

describe('a conversation with a partner', () => {
  it('stays whole when the partner is called something else', async () => {
    const renamed = await addPartner(house, 'Gamla namnet', '+46317009904');
    const first = await receiveFromPartner(house, house.care, renamed);
    await house.database.sql('update partner set name = $2 where id = $1', [
      renamed.id,
      'Nya namnet',
    ]);
    const { conversationId } = first;
    const called = { ...renamed, name: 'Nya namnet' };
    const second = await receiveFromPartner(house, house.care, called, { conversationId });
    const { conversation } = await messageOf(second.id);
    expect(conversation).toMatchObject([
      { messageId: first.id, organisation: 'Gamla namnet' },
      { messageId: second.id, organisation: 'Nya namnet' },
    ]);
  });

  it('has what came and what was sent, with what machines say, and nothing is opened for it', async () => {
    const first = await receiveFromPartner(house, house.care, north, {
      receivedAt: new Date('2026-11-20T08:00:00Z'),
    });
    const { conversationId } = first;
    const second = await receiveFromPartner(house, house.care, north, {
      conversationId,
      receivedAt: new Date('2026-11-21T08:00:00Z'),
    });
    // the same id, made up by somebody else
    await receiveFromPartner(house, house.care, south, { conversationId });
    const { id, version } = await prepare(await beginDraft(anna, house.care.id, second.id));
    await anna.post(`/api/drafts/${id}/send`, { version }).expect(200);
    const { conversation, timeline } = await messageOf(first.id);
    expect(conversation).toMatchObject([
      { kind: 'in', messageId: first.id, function: 'Remissmottagningen' },
      { kind: 'in', messageId: second.id, organisation: 'Vårdcentralen Norr' },
      {
        kind: 'out',
        sendingId: id,
        channel: 'gateway',
        state: 'queued',
        by: { name: 'Anna Öberg' },
      },
    ]);
    expect(timeline.map(({ kind }) => kind)).not.toContain('opened');
  });
});
