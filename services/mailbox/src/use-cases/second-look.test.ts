import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Draft, Sending } from '#api';
import { clientOf, type Client } from '../test-support/client.ts';
import {
  addContact,
  addOutboundKey,
  beginDraft,
  putDelivery,
  written,
} from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let anna: Client;
let cecilia: Client;

beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  anna = clientOf(house.origin, await house.logIn('anna'));
  cecilia = clientOf(house.origin, await house.logIn('cecilia'));
});
afterAll(() => house.stop());

const number = (last: number): string => `+4631390${last}`;

/** A draft to this number, its pages made. */
const draftTo = async (to: string, client = anna, department = house.care.id): Promise<Draft> => {
  const { id, version } = await beginDraft(client, department);
  const changed = await client.put(`/api/drafts/${id}`, { ...written, to, version }).expect(200);
  const path = `/api/drafts/${id}/prepare`;
  return (await client.post(path, { version: changed.body.version }).expect(200)).body;
};

const send = ({ id, version }: Draft, lastDigits?: string, client = anna) =>
  client.post(`/api/drafts/${id}/send`, {
    version,
    ...(lastDigits === undefined ? {} : { lastDigits }),
  });

const deliver = async (sent: { readonly body: Sending }): Promise<void> =>
  putDelivery(house.database, sent.body.delivery.id, 'delivered');

describe('a number that is new to a department', () => {
  it('is told of in the draft, and nothing goes there before its last digits were typed', async () => {
    const draft = await draftTo(number(5001));
    expect(draft.recipient).toMatchObject({
      contact: null,
      deliveredAt: null,
      secondLook: 'digits',
    });
    const asked = await send(draft);
    expect([asked.status, asked.body.code]).toEqual([409, 'second-look-needed']);
    const wrong = await send(draft, '5010');
    expect([wrong.status, wrong.body.code]).toEqual([400, 'second-look-wrong']);
    await anna.get(`/api/sendings/${draft.id}`).expect(404);
    const { body } = await send(draft, '5001').expect(200);
    expect(body.people).toMatchObject([
      { kind: 'confirmed-number', by: { name: 'Anna Öberg' } },
      { kind: 'sent' },
    ]);
    const [entry] = await house.database.sql<{ detail: string }>(
      `select detail from audit where action = 'send' and detail like $1`,
      [`sending ${draft.id}%`],
    );
    expect(entry?.detail).toBe(`sending ${draft.id} second look by digits`);
  });

  it('is as new after a fax that has not arrived there', async () => {
    const { body } = await send(await draftTo(number(5002)), '5002').expect(200);
    await putDelivery(house.database, body.delivery.id, 'failed');
    expect((await send(await draftTo(number(5002)))).body.code).toBe('second-look-needed');
  });

  it('is as new in every other department', async () => {
    await deliver(await send(await draftTo(number(5003)), '5003').expect(200));
    const elsewhere = await draftTo(number(5003), cecilia, house.school.id);
    expect((await send(elsewhere, undefined, cecilia)).body.code).toBe('second-look-needed');
  });

  it('is new also when it is the caller’s of the fax that is answered', async () => {
    const message = await house.receive(house.care, { from: number(5004) });
    const { recipient } = await beginDraft(anna, house.care.id, message.id);
    expect(recipient).toMatchObject({ secondLook: 'digits' });
  });

  it('is not asked about again when the sending is undone, unless the number is another then', async () => {
    const draft = await draftTo(number(5005));
    await send(draft, '5005').expect(200);
    const { body: undone } = await anna.post(`/api/sendings/${draft.id}/undo`).expect(200);
    expect(undone.recipient.secondLook).toBeNull();
    const { body: changed } = await anna
      .put(`/api/drafts/${draft.id}`, { ...written, to: number(5006), version: undone.version })
      .expect(200);
    expect(changed.recipient.secondLook).toBe('digits');
  });
});

describe('a number that is nearly a known one', () => {
  it('is told with the contact or the earlier recipient that may be meant, and how it differs', async () => {
    await deliver(await send(await draftTo(number(6012)), '6012').expect(200));
    await addContact(anna, house.care.id, { number: number(6021), name: 'Vårdcentralen Öst' });
    const { recipient } = await draftTo(number(6022));
    expect(recipient?.nearMisses).toEqual([
      { name: 'Vårdcentralen Öst', slip: 'digit', number: expect.objectContaining({}) },
      { name: null, slip: 'digit', number: expect.objectContaining({ full: number(6012) }) },
    ]);
    expect((await draftTo(number(6021))).recipient?.nearMisses).toMatchObject([
      { slip: 'swapped', number: { full: number(6012) } },
    ]);
  });

  it('is left alone when it is known itself, and in other departments', async () => {
    await addContact(anna, house.care.id, { number: number(6031), verified: 'called' });
    await addContact(anna, house.care.id, { number: number(6032) });
    expect((await draftTo(number(6031))).recipient?.nearMisses).toEqual([]);
    const elsewhere = await draftTo(number(6033), cecilia, house.school.id);
    expect(elsewhere.recipient?.nearMisses).toEqual([]);
  });
});

describe('a number that the department knows', () => {
  it('is one that a fax has arrived at', async () => {
    await deliver(await send(await draftTo(number(5011)), '5011').expect(200));
    const draft = await draftTo(number(5011));
    expect(draft.recipient).toMatchObject({ secondLook: null, deliveredAt: expect.any(String) });
    const { body } = await send(draft).expect(200);
    expect(body.people).toMatchObject([{ kind: 'sent' }]);
  });

  it('is not one to which a fax went that was reported as gone to a wrong recipient', async () => {
    const sent = await send(await draftTo(number(5014)), '5014').expect(200);
    await deliver(sent);
    await house.database.sql(
      `insert into incident (id, department_id, direction, order_id, how, noticed_at, reported_at, reported_by)
       select gen_random_uuid()::text, department_id, 'out', id, 'receiver-told', now(), now(), created_by
         from send_order where id = $1`,
      [sent.body.id],
    );
    expect((await send(await draftTo(number(5014)))).body.code).toBe('second-look-needed');
  });

  it('is a verified contact’s, and not one’s that nobody has verified', async () => {
    const { body: contact } = await addContact(anna, house.care.id, { number: number(5012) });
    const unverified = await draftTo(number(5012));
    expect(unverified.recipient).toMatchObject({
      contact: { id: contact.id },
      secondLook: 'digits',
    });
    const { id, version } = contact;
    await anna.post(`/api/contacts/${id}/verify`, { version, how: 'called' }).expect(200);
    await send(unverified).expect(200);
  });

  it('is not a contact’s any more that was removed, or whose number a carrier refuses', async () => {
    const contact = { number: number(5013), verified: 'called' };
    const { body: removed } = await addContact(anna, house.care.id, contact);
    await anna.delete(`/api/contacts/${removed.id}`).expect(204);
    expect((await draftTo(number(5013))).recipient).toMatchObject({ secondLook: 'digits' });
    await addContact(anna, house.care.id, contact);
    const { body } = await send(await draftTo(number(5013))).expect(200);
    await putDelivery(house.database, body.delivery.id, 'failed', 'invalid-number');
    expect((await draftTo(number(5013))).recipient).toMatchObject({ secondLook: 'digits' });
  });
});
