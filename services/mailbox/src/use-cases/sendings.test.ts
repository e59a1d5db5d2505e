import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clientOf, type Client } from '../test-support/client.ts';
import {
  addOutboundKey,
  lastDigits,
  putDelivery,
  putWithCarrier,
  queueRetry,
  readyDraft,
  sendReady,
} from '../test-support/compose.ts';
import { openEvents } from '../test-support/events.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let anna: Client;
let bo: Client;

beforeAll(async () => {
  house = await startHouse();
  await addOutboundKey(house.database);
  anna = clientOf(house.origin, await house.logIn('anna'));
  bo = clientOf(house.origin, await house.logIn('bo'));
});
afterAll(() => house.stop());

const auditOf = async (id: string): Promise<string[]> => {
  const rows = await house.database.sql<{ action: string }>(
    `select action from audit where detail like $1 order by seq`,
    [`sending ${id}%`],
  );
  return rows.map(({ action }) => action);
};

const dispatchOf = (deliveryId: string): Promise<unknown[]> =>
  house.database.sql(
    `select service, round(extract(epoch from due_at - created_at))::int as seconds from work
      where kind = 'dispatch' and subject = $1`,
    [deliveryId],
  );

describe('sending', () => {
  it('queues one delivery that outbound sees ten seconds later, once however often it is asked for', async () => {
    const { id, version } = await readyDraft(anna, house.care.id);
    const [first, second] = [
      await anna.post(`/api/drafts/${id}/send`, { version, lastDigits }).expect(200),
      await anna.post(`/api/drafts/${id}/send`, { version, lastDigits }).expect(200),
    ];
    expect(second.body).toEqual(first.body);
    expect(first.body).toMatchObject({
      id,
      to: { full: '+46313900601' },
      sentBy: { name: 'Anna Öberg' },
      delivery: { attempt: 1, state: 'queued', possibleDuplicate: false },
      can: { undo: true, cancel: true, tryNow: false, resolve: false, sendAgain: false },
      retry: null,
      people: [
        { kind: 'confirmed-number', by: { name: 'Anna Öberg' } },
        { kind: 'sent', by: { name: 'Anna Öberg' } },
      ],
      machines: [{ kind: 'queued', source: 'house' }],
    });
    expect(await dispatchOf(first.body.delivery.id)).toEqual([
      { service: 'outbound', seconds: 10 },
    ]);
    expect(await auditOf(id)).toEqual(['send']);
  });

  it('is seen by the department, and not to be changed any more', async () => {
    const sending = await sendReady(anna, house.care.id);
    const { body } = await bo.get(`/api/departments/${house.care.id}/sendings`).expect(200);
    expect(body.sendings.map(({ id }: { id: string }) => id)).toContain(sending.id);
    await anna.get(`/api/drafts/${sending.id}`).expect(404);
    await bo.get(`/api/sendings/${sending.id}/pages/1?width=100`).expect(200);
    expect(await auditOf(sending.id)).toEqual(['send', 'sent-page']);
  });

  it('needs a number', async () => {
    const { id, version } = await readyDraft(anna, house.care.id);
    await house.database.sql('update send_order set to_number = null where id = $1', [id]);
    const answer = await anna.post(`/api/drafts/${id}/send`, { version, lastDigits });
    expect([answer.status, answer.body.code]).toEqual([400, 'draft-incomplete']);
  });

  it('is told on the fax that it answers, and to open browsers', async () => {
    const message = await house.receive(house.care, { from: '+46313900601' });
    const events = await openEvents(house.origin, (await house.logIn('bo')).cookie);
    await events.opening();
    const sending = await sendReady(anna, house.care.id, message.id);
    expect(await events.nextSending()).toEqual({
      departmentId: house.care.id,
      sendingId: sending.id,
    });
    expect(await events.next()).toEqual({ departmentId: house.care.id, messageId: message.id });
    events.close();
    const { body } = await bo.get(`/api/messages/${message.id}`);
    expect(body.answers).toMatchObject([{ sendingId: sending.id, state: 'queued' }]);
    expect(body.timeline.at(-1)).toMatchObject({ kind: 'answered', by: { name: 'Anna Öberg' } });
  });

  it('is counted for the rail', async () => {
    const count = async (): Promise<Record<string, number>> =>
      (await anna.get('/api/me')).body.departments[0].sending;
    const before = await count();
    const { delivery } = await sendReady(anna, house.care.id);
    const queued = await count();
    await putDelivery(house.database, delivery.id, 'unknown');
    const unknown = await count();
    expect([queued['underWay'], unknown['underWay']]).toEqual([
      (before['underWay'] ?? 0) + 1,
      before['underWay'],
    ]);
    expect(unknown['attention']).toBe((before['attention'] ?? 0) + 1);
  });
});

describe('taking back', () => {
  it('makes a draft of it again for who sent it, which can be sent anew', async () => {
    const message = await house.receive(house.care);
    const { id } = await sendReady(anna, house.care.id, message.id);
    const refused = await bo.post(`/api/sendings/${id}/undo`);
    expect([refused.status, refused.body.code]).toEqual([409, 'not-sent-by-you']);
    const { body: draft } = await anna.post(`/api/sendings/${id}/undo`).expect(200);
    expect(draft).toMatchObject({ id, recipientName: 'Vårdcentralen Norr', fax: { pages: 1 } });
    await anna.get(`/api/sendings/${id}`).expect(404);
    const { body } = await bo.get(`/api/messages/${message.id}`);
    expect([body.answers, body.timeline.at(-1).kind]).toEqual([[], 'answer-taken-back']);
    const again = await anna.post(`/api/drafts/${id}/send`, { version: draft.version }).expect(200);
    expect(again.body.delivery).toMatchObject({ attempt: 2, state: 'queued' });
    expect(again.body.deliveries.map(({ state }: { state: string }) => state)).toEqual([
      'cancelled',
      'queued',
    ]);
    expect(await auditOf(id)).toEqual(['send', 'undo-sending', 'send']);
  });

  it('for good is anybody’s in the department', async () => {
    const { id } = await sendReady(anna, house.care.id);
    const { body } = await bo.post(`/api/sendings/${id}/cancel`).expect(200);
    expect(body).toMatchObject({
      delivery: { state: 'cancelled' },
      can: { undo: false, cancel: false, sendAgain: false },
    });
    expect(body.people.at(-1)).toMatchObject({ kind: 'cancelled', by: { name: 'Bo Ek' } });
  });

  it('is asked for where it waits with a carrier that can take it out of its queue', async () => {
    const message = await house.receive(house.care);
    const { id, delivery } = await sendReady(anna, house.care.id, message.id);
    await putWithCarrier(house.database, delivery.id);
    expect((await bo.get(`/api/sendings/${id}`)).body.can).toMatchObject({
      cancel: true,
      undo: false,
    });
    const { body } = await bo.post(`/api/sendings/${id}/cancel`).expect(200);
    expect(body).toMatchObject({
      delivery: { state: 'accepted', withdrawal: 'asked' },
      can: { cancel: false },
    });
    expect(body.people.at(-1)).toMatchObject({ kind: 'asked-to-cancel', by: { name: 'Bo Ek' } });
    const works = `select kind from work where subject = $1 and service = 'outbound' and ended_at is null`;
    expect(await house.database.sql(works, [delivery.id])).toContainEqual({ kind: 'withdraw' });
    const timeline = async (): Promise<string[]> =>
      (await bo.get(`/api/messages/${message.id}`)).body.timeline.map(
        ({ kind }: { kind: string }) => kind,
      );
    expect(await timeline()).not.toContain('answer-taken-back');
    await house.database.sql(`update delivery set state = 'cancelled' where id = $1`, [
      delivery.id,
    ]);
    expect(await timeline()).toContain('answer-taken-back');
    expect((await bo.get(`/api/sendings/${id}`)).body.delivery).toMatchObject({
      state: 'cancelled',
      withdrawal: null,
    });
  });

  it('is said to have come too late when the carrier was dialling already', async () => {
    const { id, delivery } = await sendReady(anna, house.care.id);
    await putWithCarrier(house.database, delivery.id);
    await anna.post(`/api/sendings/${id}/cancel`).expect(200);
    await house.database.sql(`update delivery set state = 'dialling' where id = $1`, [delivery.id]);
    const { body } = await anna.get(`/api/sendings/${id}`).expect(200);
    expect(body.delivery).toMatchObject({ state: 'dialling', withdrawal: 'too-late' });
    await house.database.sql(`update delivery set state = 'delivered' where id = $1`, [
      delivery.id,
    ]);
  });

  it('can not be asked for where the carrier gives nothing back', async () => {
    const { id, delivery } = await sendReady(anna, house.care.id);
    await putDelivery(house.database, delivery.id, 'accepted');
    expect((await anna.get(`/api/sendings/${id}`)).body.can.cancel).toBe(false);
    const { body } = await anna.post(`/api/sendings/${id}/cancel`).expect(409);
    expect(body.code).toBe('already-dialling');
    await house.database.sql(`update delivery set state = 'delivered' where id = $1`, [
      delivery.id,
    ]);
  });

  it.each(['undo', 'cancel'])('comes too late once the fax has left (%s)', async (how) => {
    const { id, delivery } = await sendReady(anna, house.care.id);
    await putDelivery(house.database, delivery.id, 'dialling');
    const answer = await anna.post(`/api/sendings/${id}/${how}`);
    expect([answer.status, answer.body.code]).toEqual([409, 'already-dialling']);
    expect((await anna.get(`/api/sendings/${id}`)).body.delivery.state).toBe('dialling');
    await house.database.sql(`update delivery set state = 'delivered' where id = $1`, [
      delivery.id,
    ]);
  });
});

describe('an unknown outcome', () => {
  it('gets a word of a person beside what machines said, and never in its place', async () => {
    const { id, delivery } = await sendReady(anna, house.care.id);
    await putDelivery(house.database, delivery.id, 'unknown');
    const word = { deliveryId: delivery.id, outcome: 'arrived', reason: 'de ringde och tackade' };
    const { body } = await bo.post(`/api/sendings/${id}/resolve`, word).expect(200);
    expect(body).toMatchObject({
      delivery: { state: 'unknown', unknown: 'never-told' },
      mark: { outcome: 'arrived', by: { name: 'Bo Ek' }, reason: 'de ringde och tackade' },
    });
    const { body: page } = await bo.get(
      `/api/departments/${house.care.id}/sendings?view=attention`,
    );
    expect(page.sendings.map((each: { id: string }) => each.id)).not.toContain(id);
    expect(await auditOf(id)).toEqual(['send', 'resolve-sending']);
  });

  it('is sent again by a person alone, and said to be perhaps a second copy', async () => {
    const { id, delivery } = await sendReady(anna, house.care.id);
    await putDelivery(house.database, delivery.id, 'unknown');
    const again = { deliveryId: delivery.id, reason: 'de hittar det inte' };
    const { body } = await anna.post(`/api/sendings/${id}/send-again`, again).expect(200);
    expect(body.delivery).toMatchObject({ attempt: 2, state: 'queued', possibleDuplicate: true });
    expect(body.people.at(-1)).toMatchObject({ kind: 'sent-again', reason: again.reason });
    const twice = await anna.post(`/api/sendings/${id}/send-again`, again);
    expect([twice.status, twice.body.code]).toEqual([409, 'delivery-changed']);
    expect(await dispatchOf(body.delivery.id)).toHaveLength(1);
  });

  it('is not resolved on the strength of an older state', async () => {
    const { id, delivery } = await sendReady(anna, house.care.id);
    await putDelivery(house.database, delivery.id, 'unknown');
    await house.database.sql(
      `update delivery set state = 'delivered', unknown_reason = null where id = $1`,
      [delivery.id],
    );
    const word = { deliveryId: delivery.id, outcome: 'failed', reason: 'kom inte' };
    const answer = await anna.post(`/api/sendings/${id}/resolve`, word);
    expect([answer.status, answer.body.code]).toEqual([409, 'delivery-changed']);
  });

  it('needs a reason to be resolved', async () => {
    const { id, delivery } = await sendReady(anna, house.care.id);
    await putDelivery(house.database, delivery.id, 'unknown');
    const word = { deliveryId: delivery.id, outcome: 'failed', reason: '  ' };
    expect((await anna.post(`/api/sendings/${id}/resolve`, word)).status).toBe(400);
  });
});

/** An order whose first attempt met a busy line; the next one waits, as outbound leaves it. */
const failedAndQueued = async (): Promise<{ id: string; deliveryId: string }> => {
  const { id, delivery } = await sendReady(anna, house.care.id);
  await putDelivery(house.database, delivery.id, 'failed');
  return { id, deliveryId: await queueRetry(house.database, delivery.id) };
};

describe('an attempt that waits for its time', () => {
  it('says which one it is, and what the one before failed for', async () => {
    const { id } = await failedAndQueued();
    const { body } = await bo.get(`/api/sendings/${id}`).expect(200);
    expect(body).toMatchObject({
      delivery: { attempt: 2, state: 'queued', automatic: true },
      retry: { because: 'busy', attempt: 2, most: null },
      can: { undo: false, cancel: true, tryNow: true, resolve: false, sendAgain: false },
    });
  });

  it('is made at once when anybody in the department wants it, and that is on record', async () => {
    const { id, deliveryId } = await failedAndQueued();
    const { body } = await bo.post(`/api/sendings/${id}/try-now`).expect(200);
    expect(body.people.at(-1)).toMatchObject({ kind: 'tried-now', by: { name: 'Bo Ek' } });
    expect(body.can).toMatchObject({ tryNow: false, cancel: true });
    const [work] = await house.database.sql<{ due: boolean }>(
      `select due_at <= now() as due from work where kind = 'dispatch' and subject = $1`,
      [deliveryId],
    );
    expect(work).toEqual({ due: true });
    expect(await auditOf(id)).toEqual(['send', 'try-sending-now']);
  });

  it('is not made sooner when none waits', async () => {
    const { id, delivery } = await sendReady(anna, house.care.id);
    await putDelivery(house.database, delivery.id, 'delivered');
    const answer = await anna.post(`/api/sendings/${id}/try-now`);
    expect([answer.status, answer.body.code]).toEqual([409, 'delivery-changed']);
  });

  it('is taken back by anybody in the department', async () => {
    const { id } = await failedAndQueued();
    const { body } = await bo.post(`/api/sendings/${id}/cancel`).expect(200);
    expect(body).toMatchObject({ delivery: { state: 'cancelled' }, can: { tryNow: false } });
  });
});

describe('a fax that is held for a person', () => {
  it('says why, and needs attention like one whose end is unknown', async () => {
    const { id, delivery } = await sendReady(anna, house.care.id);
    await putDelivery(house.database, delivery.id, 'failed');
    await house.database.sql(`update delivery set held = 'perhaps-wrong-number' where id = $1`, [
      delivery.id,
    ]);
    const { body } = await bo.get(`/api/departments/${house.care.id}/sendings?view=attention`);
    expect(body.sendings.find((each: { id: string }) => each.id === id)).toMatchObject({
      delivery: { held: 'perhaps-wrong-number' },
      can: { resolve: true, sendAgain: true },
    });
  });

  it('says in the queue that it waits for the carrier’s account', async () => {
    const { id, delivery } = await sendReady(anna, house.care.id);
    await house.database.sql(`update delivery set waits_for = 'carrier-account' where id = $1`, [
      delivery.id,
    ]);
    const { body } = await bo.get(`/api/sendings/${id}`);
    expect(body).toMatchObject({
      delivery: { waitsFor: 'carrier-account' },
      can: { cancel: true },
    });
  });
});

describe('a receipt', () => {
  it('is a PDF/A in the words of who asks, named without a number, and a reading on record', async () => {
    const { id, delivery } = await sendReady(anna, house.care.id);
    await putDelivery(house.database, delivery.id, 'delivered');
    const answer = await bo.get(`/api/sendings/${id}/receipt`).expect(200);
    expect(answer.headers['content-type']).toBe('application/pdf');
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="kvitto-${id.slice(0, 8)}.pdf"`,
    );
    const bytes: Buffer = answer.body;
    expect(bytes.includes('<pdfaid:conformance>B</pdfaid:conformance>')).toBe(true);
    expect(bytes.includes('>Kvitto</rdf:li>')).toBe(true);
    expect(await auditOf(id)).toEqual(['send', 'sent-receipt']);
  });
});

describe('the list of what was sent', () => {
  it('shows what is under way, what needs a person, and all, in pages', async () => {
    const { delivery } = await sendReady(anna, house.care.id);
    await putDelivery(house.database, delivery.id, 'failed');
    const path = `/api/departments/${house.care.id}/sendings`;
    const statesOf = async (view: string): Promise<string[]> => {
      const { body } = await anna.get(`${path}?view=${view}`).expect(200);
      return body.sendings.map((each: { delivery: { state: string } }) => each.delivery.state);
    };
    expect(new Set(await statesOf('attention'))).toEqual(new Set(['failed', 'unknown']));
    expect(await statesOf('under-way')).not.toContain('failed');
    expect(await statesOf('all')).toEqual(expect.arrayContaining(['queued', 'failed']));
    expect((await anna.get(`${path}?cursor=odd`)).body.code).toBe('request-invalid');
  });
});
