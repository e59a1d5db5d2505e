import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { openDatabase } from '@kuvert/platform/postgres/database';

import { clientOf, type Client } from '../test-support/client.ts';
import { addContact, addOutboundKey } from '../test-support/compose.ts';
import type { FilledMessage, MessageChanges } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
let anna: Client;
/** Each test has a sender of its own, whose number is verified. */
let from: string;
let senders = 0;

beforeAll(async () => {
  house = await startHouse({ workSweepMs: 50 });
  await addOutboundKey(house.database);
  await house.database.sql('update department set confirms = true where id = $1', [house.care.id]);
  anna = clientOf(house.origin, await house.logIn('anna'));
});
afterAll(() => house.stop());
beforeEach(async () => {
  from = `+46225${String(500_000 + senders++)}`;
  await addContact(anna, house.care.id, { number: from, verified: 'called' });
});

const receive = (changes: MessageChanges = {}): Promise<FilledMessage> =>
  house.receive(house.care, { from, ...changes });

/** The work as the database orders it, due now; resolves with why nothing was sent, or null. */
const confirm = async (
  { id }: Pick<FilledMessage, 'id'>,
  kind: 'confirm-received' | 'confirm-taken' = 'confirm-received',
  { database }: Pick<House, 'database'> = house,
): Promise<string | null> => {
  await database.sql(
    `insert into work (id, service, kind, subject, due_at, created_at) values ($1, 'mailbox', $2, $3, now(), now())
     on conflict (kind, subject) do update set due_at = now(), ended_at = null`,
    [randomUUID(), kind, id],
  );
  const ended = async () => {
    const [row] = await database.sql<{ last_error: string | null }>(
      'select last_error from work where kind = $1 and subject = $2 and ended_at is not null',
      [kind, id],
    );
    expect(row).toBeDefined();
    return row?.last_error ?? null;
  };
  return vi.waitFor(ended, { timeout: 20_000, interval: 50 });
};

const told = async ({ id }: Pick<FilledMessage, 'id'>): Promise<unknown> =>
  (await anna.get(`/api/messages/${id}`)).body.confirmations;

/** What waits for the number is called out to it, as outbound does, and arrives; how many pages each has. */
const callOut = async (
  to: string,
  { database }: Pick<House, 'database'> = house,
): Promise<readonly { readonly pages: number }[]> => {
  await database.sql(
    `update delivery set state = 'preparing' where to_number = $1 and state = 'queued'`,
    [to],
  );
  const called = await database.sql<{ pages: number }>(
    `update delivery v set state = 'submitting', intent_at = now(), carrier = 'signalwire'
       from send_order o where v.to_number = $1 and v.state = 'preparing' and o.id = v.order_id returning o.pages`,
    [to],
  );
  await database.sql(
    `update delivery set state = 'delivered' where to_number = $1 and state = 'submitting'`,
    [to],
  );
  return called;
};

/** Something of ours was called out to the number just now. */
const sentThere = async (): Promise<void> => {
  await confirm(await receive());
  await callOut(from);
};

describe('that a fax came', () => {
  it('is told to a verified contact, once, by an order of nobody’s in outbound’s queue', async () => {
    const message = await receive();
    expect(await confirm(message)).toBeNull();
    expect(await told(message)).toMatchObject([
      { confirms: 'received', to: { full: from }, state: 'queued' },
    ]);
    await confirm(message);
    expect(await told(message)).toHaveLength(1);
    const rows = await house.database.sql(
      `select a.person_id, a.detail like '% received' as said, w.kind, o.pages, s.service_key_id is not null as sealed
         from send_order o join delivery v on v.order_id = o.id join work w on w.subject = v.id
         join send_document s on s.order_id = o.id
         join audit a on a.message_id = o.reply_to and a.action = 'confirm' where o.reply_to = $1`,
      [message.id],
    );
    expect(rows).toEqual([
      { person_id: null, said: true, kind: 'dispatch', pages: 1, sealed: true },
    ]);
  });

  it('stands at the fax, and not among what people sent or have to see to', async () => {
    const message = await receive();
    await confirm(message);
    const { body } = await anna.get(`/api/departments/${house.care.id}/sendings`).expect(200);
    const { body: me } = await anna.get('/api/me').expect(200);
    expect([body.sendings, me.departments[0].sending.underWay]).toEqual([[], 0]);
    const { body: opened } = await anna.get(`/api/messages/${message.id}`).expect(200);
    expect(opened.answers).toEqual([]);
  });

  it('is told to nobody whose number is not verified, and to none of a department that wants it not', async () => {
    expect(await confirm(await receive({ from: '+46225599999' }))).toBe('not-verified');
    const confirms = 'update department set confirms = $2 where id = $1';
    await house.database.sql(confirms, [house.care.id, false]);
    expect(await confirm(await receive())).toBe('off');
    await house.database.sql(confirms, [house.care.id, true]);
  });

  it('waits until the machine has said whether it is a resend', async () => {
    const { id } = await receive();
    await house.database.sql(
      `insert into work (id, service, kind, subject, due_at, created_at)
       select gen_random_uuid()::text, 'mailbox', kind, $1, due, now()
         from (values ('find-resends', now() + interval '1 day'), ('confirm-received', now())) w (kind, due)`,
      [id],
    );
    const waits = async () =>
      expect(
        await house.database.sql(
          `select ended_at from work
            where kind = 'confirm-received' and subject = $1 and due_at > now() + interval '30 seconds'`,
          [id],
        ),
      ).toEqual([{ ended_at: null }]);
    await vi.waitFor(waits, { timeout: 20_000, interval: 50 });
    expect(await told({ id })).toEqual([]);
  });

  it('is not told of a resend', async () => {
    const earlier = await receive();
    const later = await receive();
    await house.database.sql('insert into resend values ($1, $2, $3, true, 1, now(), null, null)', [
      later.id,
      earlier.id,
      house.care.id,
    ]);
    expect(await confirm(later)).toBe('resend');
    expect(await told(later)).toEqual([]);
  });

  it('is not told of one page that comes after anything we sent there: it may be a confirmation itself', async () => {
    await sentThere();
    expect(await confirm(await receive({ pages: 1 }))).toBe('may-be-one');
    expect(await confirm(await receive({ pages: 2 }))).toBeNull();
  });

  it('is told to one number twenty times a day at most', async () => {
    await house.database.sql(
      `insert into send_order (id, department_id, created_by, request_id, stage, created_at, changed_at, to_number,
         from_number, resolution, cover, language, reply_to, code, key_id, contents, prepared_version, pages, sent_at, tells)
       select gen_random_uuid()::text, department_id, created_by, gen_random_uuid()::text, 'sent', now(), now(), $1,
         from_number, resolution, cover, language, m, gen_random_uuid()::text, key_id, contents, 0, 1, now(), 'received'
         from (select * from send_order where tells is not null limit 1) o, unnest($2::text[]) m`,
      [from, await Promise.all(Array.from({ length: 20 }, async () => (await receive()).id))],
    );
    expect(await confirm(await receive())).toBe('often-enough');
  });

  it('is ordered when ingest files a fax, and for no fax that was here before', async () => {
    const { id } = await receive({ attention: 'fetch-failed' });
    const before = await receive();
    const ingest = openDatabase({ url: house.database.urlOf('ingest'), onError: () => undefined });
    await ingest.query(`update message set state = 'available', attention = null where id = $1`, [
      id,
    ]);
    await ingest.close();
    const rows = await house.database.sql(
      `select subject from work where kind = 'confirm-received' and subject = any($1)`,
      [[id, before.id]],
    );
    expect(rows).toEqual([{ subject: id }]);
  });
});

describe('that a person has taken it', () => {
  it('is told as well, once, where it was told that it came', async () => {
    const message = await receive();
    await confirm(message);
    await anna.post(`/api/messages/${message.id}/take`).expect(200);
    const [ordered] = await house.database.sql(
      `select due_at > now() as waits from work where kind = 'confirm-taken' and subject = $1`,
      [message.id],
    );
    expect(ordered).toEqual({ waits: true });
    expect(await confirm(message, 'confirm-taken')).toBeNull();
    expect(await told(message)).toMatchObject([{ confirms: 'received' }, { confirms: 'taken' }]);
  });

  it('is not told when it was given back meanwhile, nor where nothing was told before', async () => {
    const message = await receive();
    await confirm(message);
    await anna.post(`/api/messages/${message.id}/take`).expect(200);
    await anna.post(`/api/messages/${message.id}/give-back`).expect(200);
    expect(await confirm(message, 'confirm-taken')).toBe('not-taken');
    const other = await receive();
    await anna.post(`/api/messages/${other.id}/take`).expect(200);
    expect(await confirm(other, 'confirm-taken')).toBe('not-received');
  });
});

describe('two houses that both confirm', () => {
  it('never confirm each other’s confirmations to and fro, even of a fax that neither house sent', async () => {
    const [ours, theirs] = ['+46225111111', '+46225333333'];
    const other = await startHouse({ workSweepMs: 50 });
    onTestFinished(() => other.stop());
    await addOutboundKey(other.database);
    await other.database.sql('update department set confirms = true');
    const cecilia = clientOf(other.origin, await other.logIn('cecilia'));
    await addContact(cecilia, other.school.id, { number: ours, verified: 'called' });
    await addContact(anna, house.care.id, { number: theirs, verified: 'called' });
    const comesHere = () => receive({ from: theirs, pages: 1 });
    const comesThere = () => other.receive(other.school, { from: ours, pages: 1 });

    // by a fax machine on our line, of which our house knows nothing
    const first = await comesThere();
    expect(await confirm(first, 'confirm-received', other)).toBeNull();
    expect(await callOut(ours, other)).toEqual([{ pages: 1 }]);
    expect(await confirm(await comesHere())).toBeNull();
    expect(await callOut(theirs)).toEqual([{ pages: 1 }]);
    expect(await confirm(await comesThere(), 'confirm-received', other)).toBe('may-be-one');

    await cecilia.post(`/api/messages/${first.id}/take`).expect(200);
    expect(await confirm(first, 'confirm-taken', other)).toBeNull();
    expect(await callOut(ours, other)).toEqual([{ pages: 1 }]);
    expect(await confirm(await comesHere())).toBe('may-be-one');
  });
});

describe('the database', () => {
  it('lets the mailbox make no confirmation by its own hand', async () => {
    const mailbox = openDatabase({
      url: house.database.urlOf('mailbox'),
      onError: () => undefined,
    });
    const made = mailbox.query(`insert into send_order (id, tells) values ('x', 'received')`);
    await expect(made).rejects.toMatchObject({ code: '42501' });
    await mailbox.close();
  });
});
