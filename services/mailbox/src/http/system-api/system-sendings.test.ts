import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { apiScopes } from '@kuvert/shared/api-scopes';

import {
  addApiClient,
  callerWith,
  newSending,
  sendAs,
  tokenOf,
  type FilledClient,
  type SystemCaller,
} from '../../test-support/api-clients.ts';
import { clientOf, type Client } from '../../test-support/client.ts';
import {
  addContact,
  addOutboundKey,
  putDelivery,
  putWithCarrier,
  sendReady,
} from '../../test-support/compose.ts';
import { startHouse, type House } from '../../test-support/house.ts';
import type { SystemSendStep } from '../../use-cases/send-by-system.ts';

let house: House;
let ciceron: FilledClient;
let system: SystemCaller;
let anna: Client;
/** Where a process stands still, as one does that was killed. */
let atStep: (name: SystemSendStep) => Promise<void>;

beforeAll(async () => {
  house = await startHouse({ systemSteps: (name) => atStep(name) });
  await addOutboundKey(house.database);
  ciceron = await addApiClient(house.database, house.care, apiScopes, 'Ciceron');
  system = callerWith(house.origin, await tokenOf(house.origin, ciceron));
  anna = clientOf(house.origin, await house.logIn('anna'));
});
afterAll(() => house.stop());
beforeEach(() => {
  atStep = () => Promise.resolve();
});

const path = '/system/v1/sendings';
const text = (words: string): Uint8Array => Buffer.from(words);

const rowsOf = (key: string): Promise<{ order_id: string | null; stages: string[] }[]> =>
  house.database.sql(
    `select r.order_id, array(select o.stage from send_order o where o.request_id = r.request_id) as stages
       from api_request r where r.client_id = $1 and r.key = $2`,
    [ciceron.id, key],
  );

const sentCount = async (): Promise<number> =>
  (
    await house.database.sql(
      `select from send_order o join delivery d on d.order_id = o.id where o.created_by = $1`,
      [ciceron.id],
    )
  ).length;

describe('a fax that a business system sends', () => {
  it('is accepted once it is durable, with what it takes to follow it', async () => {
    const documents = [text('Bilaga ett'), house.pdf];
    const { body } = await sendAs(system, randomUUID(), newSending, documents).expect(202);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      code: expect.stringMatching(/^[\dA-Z]{4}-[\dA-Z]{4}$/),
      pages: 5,
      reference: null,
      sentAt: expect.any(String),
      self: `${path}/${body.id}`,
    });
    const followed = await system.get(body.self).expect(200);
    expect(followed.body).toMatchObject({
      to: { full: '+46313900601' },
      sentBy: { id: ciceron.id, name: 'Ciceron', kind: 'system' },
      delivery: { state: 'queued', attempt: 1 },
      machines: [{ kind: 'queued' }],
      people: [{ kind: 'confirmed-number', by: { name: 'Ciceron' } }, { kind: 'sent' }],
    });
    expect(followed.body).not.toHaveProperty('can');
    const work = await house.database.sql(
      `select w.kind from work w join delivery d on d.id = w.subject where d.order_id = $1`,
      [body.id],
    );
    expect(work).toEqual([{ kind: 'dispatch' }]);
  });

  it('is seen by the department, and stands in the audit, under the system’s name', async () => {
    const { body } = await sendAs(system, randomUUID()).expect(202);
    const seen = await anna.get(`/api/sendings/${body.id}`).expect(200);
    expect(seen.body.sentBy).toEqual({ id: ciceron.id, name: 'Ciceron', kind: 'system' });
    const [row] = await house.database.sql(
      `select person_id, action from audit where detail like $1`,
      [`sending ${body.id}%`],
    );
    expect(row).toEqual({ person_id: ciceron.id, action: 'send' });
  });

  it('has the reference that its system gave it, by which it is found again', async () => {
    const reference = `SN ${randomUUID()}`;
    const order = { ...newSending, reference: ` ${reference} ` };
    const { body } = await sendAs(system, randomUUID(), order).expect(202);
    await sendAs(system, randomUUID(), order).expect(202);
    expect(body.reference).toBe(reference);
    expect((await system.get(body.self)).body.reference).toBe(reference);
    expect((await anna.get(`/api/sendings/${body.id}`)).body.reference).toBe(reference);
    const listed = await system.get(`${path}?reference=${encodeURIComponent(reference)}`);
    const references = listed.body.sendings.map((each: { reference: string }) => each.reference);
    expect(references).toEqual([reference, reference]);
    const none = await system.get(`${path}?reference=other`).expect(200);
    expect(none.body.sendings).toEqual([]);
  });

  it('goes to a verified contact without another look', async () => {
    const { body: contact } = await addContact(anna, house.care.id, {
      number: '031-390 06 11',
      verified: 'called',
    });
    const { body } = await sendAs(system, randomUUID(), { contactId: contact.id }).expect(202);
    expect((await system.get(`${path}/${body.id}`)).body.to.full).toBe('+46313900611');
  });

  it('answers a received one', async () => {
    const { id } = await house.receive(house.care, { from: '+46313900612' });
    const order = { replyTo: id, lastDigits: '0612', resolution: 'standard' };
    const { body } = await sendAs(system, randomUUID(), order).expect(202);
    expect((await system.get(`${path}/${body.id}`)).body).toMatchObject({
      to: { full: '+46313900612' },
      replyTo: id,
    });
    expect((await anna.get(`/api/messages/${id}`)).body.timeline.at(-1)).toMatchObject({
      kind: 'answered',
      by: { name: 'Ciceron' },
    });
  });

  it('is not sent to a number that is new before a person has typed its last digits', async () => {
    const key = randomUUID();
    const order = { to: '031-390 06 13', resolution: 'standard' };
    const asked = await sendAs(system, key, order).expect(409);
    expect(asked.body.code).toBe('second-look-needed');
    const wrong = await sendAs(system, key, { ...order, lastDigits: '0631' }).expect(400);
    expect(wrong.body.code).toBe('second-look-wrong');
    await sendAs(system, key, { ...order, lastDigits: '0613' }).expect(202);
    expect(await rowsOf(key)).toEqual([{ order_id: expect.any(String), stages: ['sent'] }]);
  });

  it.each([
    ['to nobody', { subject: 'x' }, 'request-invalid'],
    ['to two at once', { to: '031-390 06 01', contactId: randomUUID() }, 'request-invalid'],
    ['with what is unknown', { ...newSending, priority: 'high' }, 'request-invalid'],
    [
      'with a message that is too long',
      { ...newSending, message: 'x'.repeat(5001) },
      'request-invalid',
    ],
    [
      'with a reference that is too long',
      { ...newSending, reference: 'x'.repeat(101) },
      'request-invalid',
    ],
    [
      'that is larger than an order',
      { ...newSending, message: 'x'.repeat(40_000) },
      'request-invalid',
    ],
    ['to no number', { to: 'växeln' }, 'number-invalid'],
    ['to a number that costs extra', { to: '0900-123 45 67' }, 'number-premium-rate'],
    ['to a country that is not allowed', { to: '+81 3 1234 5678' }, 'number-country-blocked'],
    ['to an unknown contact', { contactId: randomUUID() }, 'not-found'],
    ['in answer to an unknown fax', { replyTo: randomUUID() }, 'not-found'],
    ['of nothing', { ...newSending, cover: false }, 'draft-empty'],
  ])('is refused %s, and its key is free again', async (_what, order, code) => {
    const key = randomUUID();
    const { status, body } = await sendAs(system, key, order);
    expect([status >= 400 && status < 500, body.code]).toEqual([true, code]);
    expect(await rowsOf(key)).toEqual([]);
  });

  it('is refused with the document that is to blame', async () => {
    const encrypted = text('%PDF-1.7\ntrailer << /Encrypt 1 0 R >>');
    const zip = Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]);
    for (const [bytes, code] of [
      [zip, 'attachment-type-wrong'],
      [new Uint8Array(), 'attachment-empty'],
      [encrypted, 'attachment-damaged'],
    ] as const) {
      const sent = await sendAs(system, randomUUID(), newSending, [text('Hej'), bytes]);
      expect(sent.body).toMatchObject({ code, details: { document: 2 } });
    }
    const drafts = await house.database.sql(
      `select from send_order where created_by = $1 and stage = 'draft'`,
      [ciceron.id],
    );
    expect(drafts).toEqual([]);
  });

  it('is refused without a key, or with what is none', async () => {
    for (const key of [undefined, 'two words', 'x'.repeat(201), '"'])
      expect((await sendAs(system, key)).body).toMatchObject({
        code: 'request-invalid',
        details: { fields: 'idempotency-key' },
      });
  });

  it('is refused when it is no form, has no order, or an unknown part', async () => {
    const keyed = () => system.post(path).set('idempotency-key', randomUUID());
    const order = JSON.stringify(newSending);
    const answers = [
      await keyed().send(newSending),
      await keyed().field('order', '{'),
      await keyed().field('other', order),
      await keyed().field('order', order).field('order', order),
      await keyed().field('order', order).attach('file', Buffer.from('Hej'), 'a.txt'),
    ];
    expect(answers.map(({ body }) => body.code)).toEqual([
      'content-type-wrong',
      'request-not-json',
      'request-not-json',
      'request-invalid',
      'request-invalid',
    ]);
  });

  it('is refused before it is read when it says that it is too large', async () => {
    const { body } = await system
      .post(path)
      .set({
        'idempotency-key': randomUUID(),
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': String(60 * 1024 * 1024),
      })
      .expect(413);
    expect(body.code).toBe('body-too-large');
  });

  it('takes its own scope', async () => {
    const token = await tokenOf(house.origin, ciceron, 'sendings:read messages:fetch');
    const reader = callerWith(house.origin, token);
    const sent = await sendAs(reader, randomUUID());
    expect([sent.status, sent.body.code]).toEqual([403, 'scope-missing']);
    expect((await reader.post(`${path}/${randomUUID()}/cancel`)).body.code).toBe('scope-missing');
    await reader.get(path).expect(200);
  });
});

describe('the same request under the same key', () => {
  it('is one fax, and answered the same', async () => {
    const key = randomUUID();
    const before = await sentCount();
    const first = await sendAs(system, key, newSending, [text('Hej')]).expect(202);
    const again = await sendAs(system, `"${key}"`, newSending, [text('Hej')]).expect(202);
    expect(again.body).toEqual(first.body);
    expect(await sentCount()).toBe(before + 1);
  });

  it('is another system’s own', async () => {
    const key = randomUUID();
    const other = await addApiClient(house.database, house.care, apiScopes);
    const caller = callerWith(house.origin, await tokenOf(house.origin, other));
    const one = await sendAs(system, key).expect(202);
    const another = await sendAs(caller, key).expect(202);
    expect(another.body.id).not.toBe(one.body.id);
  });

  it('is refused with another content, be it a document or a word', async () => {
    const key = randomUUID();
    await sendAs(system, key, newSending, [text('Hej')]).expect(202);
    for (const [order, words] of [
      [newSending, 'Hej då'],
      [{ ...newSending, subject: 'SN 2026/18' }, 'Hej'],
    ] as const) {
      const { body } = await sendAs(system, key, order, [text(words)]).expect(422);
      expect(body.code).toBe('idempotency-key-reused');
    }
  });

  it('is told to come again while the first one is being worked on', async () => {
    const key = randomUUID();
    const reached = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    atStep = (name) => {
      if (name === 'prepared') reached.resolve();
      return name === 'prepared' ? goOn.promise : Promise.resolve();
    };
    const first = sendAs(system, key).then((response) => response);
    await reached.promise;
    const second = await sendAs(system, key).expect(409);
    expect([second.body.code, second.headers['retry-after']]).toEqual(['request-running', '5']);
    goOn.resolve();
    expect((await first).status).toBe(202);
  });

  it.each(['claimed', 'begun', 'written', 'attached', 'prepared', 'sent'] as const)(
    'is one fax, whoever died over it after "%s", even if that one wakes up again',
    async (step) => {
      const key = randomUUID();
      const before = await sentCount();
      const reached = Promise.withResolvers<void>();
      const wakes = Promise.withResolvers<void>();
      let isDead = false;
      atStep = (name) => {
        if (name !== step || isDead) return Promise.resolve();
        isDead = true;
        reached.resolve();
        return wakes.promise;
      };
      const dead = sendAs(system, key, newSending, [text('Hej')]).then((response) => response);
      await reached.promise;
      await house.database.sql(
        `update api_request set leased_until = now() - interval '1 second' where key = $1`,
        [key],
      );
      const { body } = await sendAs(system, key, newSending, [text('Hej')]).expect(202);
      wakes.resolve();
      await dead;
      expect(await rowsOf(key)).toEqual([{ order_id: body.id, stages: ['sent'] }]);
      expect(await sentCount()).toBe(before + 1);
      const again = await sendAs(system, key, newSending, [text('Hej')]).expect(202);
      expect(again.body).toEqual(body);
    },
  );

  it('is one fax for many at once', async () => {
    const key = randomUUID();
    const before = await sentCount();
    const answers = await Promise.all(Array.from({ length: 4 }, () => sendAs(system, key)));
    expect(answers.map(({ status }) => status).filter((status) => status === 202)).not.toEqual([]);
    expect(answers.every(({ status }) => status === 202 || status === 409)).toBe(true);
    expect(await sentCount()).toBe(before + 1);
  });

  it('is forgotten after a week, and what nobody went on with after a day, with its draft', async () => {
    const [old, abandoned] = [randomUUID(), randomUUID()];
    await sendAs(system, old).expect(202);
    const reached = Promise.withResolvers<void>();
    atStep = (name) => {
      if (name === 'attached') reached.resolve();
      // for good
      return name === 'attached' ? new Promise<void>(() => undefined) : Promise.resolve();
    };
    void sendAs(system, abandoned, newSending, [text('Hej')]).end(() => undefined);
    await reached.promise;
    atStep = () => Promise.resolve();
    await house.database.sql(
      `update api_request set created_at = now() - interval '8 days', leased_until = now() - interval '25 hours'
        where key = any($1)`,
      [[old, abandoned]],
    );
    await sendAs(system, randomUUID()).expect(202);
    expect([...(await rowsOf(old)), ...(await rowsOf(abandoned))]).toEqual([]);
    const drafts = await house.database.sql(
      `select from send_order where created_by = $1 and stage = 'draft'`,
      [ciceron.id],
    );
    expect(drafts).toEqual([]);
  });
});

describe('the database', () => {
  it('sends nothing of a system’s without a key that is its own', async () => {
    const reached = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    atStep = (name) => {
      if (name === 'prepared') reached.resolve();
      return name === 'prepared' ? goOn.promise : Promise.resolve();
    };
    const key = randomUUID();
    const before = await sentCount();
    const sending = sendAs(system, key).then((response) => response);
    await reached.promise;
    await house.database.sql('delete from api_request where key = $1', [key]);
    goOn.resolve();
    expect((await sending).status).toBe(500);
    expect(await sentCount()).toBe(before);
  });
});

describe('what was sent', () => {
  it('is followed to its end, with what machines said', async () => {
    const { body } = await sendAs(system, randomUUID()).expect(202);
    const [delivery] = await house.database.sql<{ id: string }>(
      'select id from delivery where order_id = $1',
      [body.id],
    );
    await putDelivery(house.database, delivery?.id ?? '', 'failed', 'busy');
    const { body: failed } = await system.get(body.self).expect(200);
    expect(failed.delivery).toMatchObject({ state: 'failed', cause: 'busy' });
    const listed = await system.get(`${path}?state=attention`).expect(200);
    expect(listed.body.sendings.map(({ id }: { id: string }) => id)).toContain(body.id);
  });

  it('is taken back while it has not left, and that can be said again', async () => {
    const { body } = await sendAs(system, randomUUID()).expect(202);
    const first = await system.post(`${body.self}/cancel`).expect(200);
    expect(first.body.delivery.state).toBe('cancelled');
    const again = await system.post(`${body.self}/cancel`).expect(200);
    expect(again.body).toEqual(first.body);
  });

  it('is asked back of the carrier that has it in its queue, and that can be said again', async () => {
    const { body } = await sendAs(system, randomUUID()).expect(202);
    const { body: sent } = await system.get(body.self).expect(200);
    await putWithCarrier(house.database, sent.delivery.id);
    for (const time of ['first', 'again']) {
      const { body: asked } = await system.post(`${body.self}/cancel`).expect(200);
      expect([time, asked.delivery.state, asked.delivery.withdrawal]).toEqual([
        time,
        'accepted',
        'asked',
      ]);
    }
    await house.database.sql(`update delivery set state = 'delivered' where id = $1`, [
      sent.delivery.id,
    ]);
  });

  it('is not taken back once it is dialled', async () => {
    const { body } = await sendAs(system, randomUUID(), { ...newSending, subject: 'x' }).expect(
      202,
    );
    const [delivery] = await house.database.sql<{ id: string }>(
      'select id from delivery where order_id = $1',
      [body.id],
    );
    await house.database.sql(
      `update delivery set state = 'cancelled' where state in ('queued', 'preparing') and id <> $1`,
      [delivery?.id],
    );
    await putDelivery(house.database, delivery?.id ?? '', 'dialling');
    const { body: refused } = await system.post(`${body.self}/cancel`).expect(409);
    expect(refused.code).toBe('already-dialling');
  });

  it('is taken back by who sent it alone', async () => {
    const { id } = await sendReady(anna, house.care.id);
    await system.get(`${path}/${id}`).expect(200);
    const { body } = await system.post(`${path}/${id}/cancel`).expect(409);
    expect(body.code).toBe('not-sent-by-you');
  });

  it('is as unknown as any in another department', async () => {
    const cecilia = clientOf(house.origin, await house.logIn('cecilia'));
    const { id } = await sendReady(cecilia, house.school.id);
    for (const some of [id, randomUUID()]) {
      const got = await system.get(`${path}/${some}`);
      const cancelled = await system.post(`${path}/${some}/cancel`);
      expect([got.body.code, cancelled.body.code]).toEqual(['not-found', 'not-found']);
    }
    const listed = await system.get(path).expect(200);
    expect(listed.body.sendings.map((each: { id: string }) => each.id)).not.toContain(id);
  });
});
