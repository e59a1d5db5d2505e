import { randomUUID } from 'node:crypto';

import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { createWebhookCall } from '@kuvert/platform/fetch/webhook-call';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';
import { sealText } from '@kuvert/platform/vault/sealed-text';
import { systemClock } from '@kuvert/shared/clock';
import type { WebhookCall } from '@kuvert/shared/ports/webhook-call';

import { openHouse, type House } from './test-support/house.ts';
import { startReceiver, type ReceivedWebhook, type Receiver } from './test-support/receiver.ts';
import { hurry, untilDelivery } from './test-support/rows.ts';
import {
  addDepartment,
  addEndpoint,
  addSecret,
  fileMessage,
  newSecret,
  openIngest,
  personal,
  type Endpoint,
} from './test-support/webhooks.ts';

let house: House;
let ingest: Database;
let receiver: Receiver;
const call = createWebhookCall({ allowLoopback: true });
/** What happens between a call and its record, by path. */
const afterCall = new Map<string, () => Promise<unknown>>();
/** How long from now outbound thinks it is. */
let aheadMs = 0;

beforeAll(async () => {
  house = await openHouse();
  ingest = openIngest(house);
  receiver = await startReceiver();
  const callWebhook: WebhookCall = async (url, options) => {
    const path = new URL(url).pathname;
    if (path.endsWith('/hangs'))
      return new Promise((_, reject) => {
        options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
      });
    const outcome = await call(url, options);
    await afterCall.get(path)?.();
    return outcome;
  };
  await house.outbound(
    { callWebhook, clock: { now: () => new Date(systemClock.now().getTime() + aheadMs) } },
    {},
    { key: house.sending.key, privateHosts: [], caFile: undefined, allowLoopback: true },
  );
});
afterAll(async () => {
  receiver.stop();
  await ingest.close();
  await house.close();
});

const newPath = (): string => `/${randomUUID()}`;
const endpointAt = (path: string, options = {}): Promise<Endpoint> =>
  addEndpoint(house, `${receiver.origin}${path}`, options);

const patience = { timeout: 10_000, interval: 20 } as const;

/** What came to a path, once so much has. */
const arrived = (path: string, number = 1): Promise<readonly ReceivedWebhook[]> =>
  vi.waitFor(() => {
    const all = receiver.received(path);
    expect(all.length).toBeGreaterThanOrEqual(number);
    return all;
  }, patience);

interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly attempts: number;
  readonly last_code: string | null;
  readonly outcome: string | null;
  /** Seconds until it is due again. */
  readonly due_in: number;
}

const eventsOf = ({ id }: Endpoint): Promise<EventRow[]> =>
  house.database.sql<EventRow>(
    `select e.*, extract(epoch from w.due_at - now())::float as due_in
       from webhook_event e join work w on w.subject = e.id where endpoint_id = $1 order by at, e.id`,
    [id],
  );

/** The only event of an endpoint, once it looks like `expected`. */
const untilEvent = (endpoint: Endpoint, expected: Partial<EventRow>): Promise<EventRow> =>
  vi.waitFor(async () => {
    const [event] = await eventsOf(endpoint);
    expect(event).toMatchObject(expected);
    return event!;
  }, patience);

const endpointRow = async ({ id }: Endpoint) =>
  (await house.database.sql('select * from webhook_endpoint where id = $1', [id]))[0];

const verified = ({ headers, body }: ReceivedWebhook, secret: string): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

const statuses = (path: string, ...codes: number[]): void =>
  receiver.answer(path, (response) => response.writeHead(codes.shift() ?? 204).end());

describe('a webhook', () => {
  it('tells that a fax came, and is verified by the scheme’s own library', async () => {
    const path = newPath();
    const { secret, departmentId } = await endpointAt(path);
    const messageId = await fileMessage(ingest, departmentId);
    const [webhook] = await arrived(path);
    expect(verified(webhook!, secret)).toEqual({
      type: 'message.arrived',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      data: { departmentId, messageId, state: 'new' },
    });
    expect(() => verified(webhook!, newSecret())).toThrow('No matching signature');
  });

  it('is told once for a fax', async () => {
    const path = newPath();
    const endpoint = await endpointAt(path);
    await fileMessage(ingest, endpoint.departmentId);
    await untilEvent(endpoint, { outcome: 'delivered', attempts: 1, last_code: '204' });
    expect(receiver.received(path)).toHaveLength(1);
  });

  it('has nothing in it of whom a fax is from, nor of what people wrote', async () => {
    const path = newPath();
    const { departmentId } = await endpointAt(path);
    await fileMessage(ingest, departmentId);
    const [{ headers, body } = { headers: {}, body: '' }] = await arrived(path);
    const bytes = JSON.stringify(headers) + body;
    for (const word of Object.values(personal)) {
      expect(bytes).not.toContain(word);
      expect(bytes).not.toContain(word.slice(-6));
    }
  });

  it('is signed by both secrets while they are changed', async () => {
    const path = newPath();
    const { id, departmentId, secret } = await endpointAt(path);
    await house.database.sql(
      `update webhook_secret set retires_at = now() + interval '1 hour' where endpoint_id = $1`,
      [id],
    );
    const next = newSecret();
    await addSecret(house, id, next);
    await fileMessage(ingest, departmentId);
    const [webhook] = await arrived(path);
    expect(verified(webhook!, secret)).toEqual(verified(webhook!, next));
  });

  it('is signed by the newest secret alone once the earlier one has retired', async () => {
    const path = newPath();
    const { id, departmentId, secret } = await endpointAt(path);
    await house.database.sql(
      'update webhook_secret set retires_at = now() where endpoint_id = $1',
      [id],
    );
    await addSecret(house, id, newSecret());
    await fileMessage(ingest, departmentId);
    const [webhook] = await arrived(path);
    expect(() => verified(webhook!, secret)).toThrow('No matching signature');
  });

  it('is told of what an endpoint asked for, and of nothing else', async () => {
    const path = newPath();
    const { departmentId } = await endpointAt(path, { types: ['message.taken'] });
    await fileMessage(ingest, departmentId);
    const rows = await house.database.sql('select from webhook_event where department_id = $1', [
      departmentId,
    ]);
    expect(rows).toEqual([]);
  });

  it('is told to the systems of the department alone', async () => {
    const other = await endpointAt(newPath());
    await fileMessage(ingest, await addDepartment(house));
    expect(await eventsOf(other)).toEqual([]);
  });

  it('is not told of what a restore brings back', async () => {
    const endpoint = await endpointAt(newPath());
    const messageId = await fileMessage(ingest, await addDepartment(house));
    await house.database.sql(
      `insert into timeline (id, message_id, department_id, at, kind) values ($1, $2, $3, now(), 'available')`,
      [randomUUID(), messageId, endpoint.departmentId],
    );
    expect(await eventsOf(endpoint)).toEqual([]);
  });
});

describe('a webhook that is not taken', () => {
  it('is sent again under the same id, some five seconds later first', async () => {
    const path = newPath();
    const endpoint = await endpointAt(path);
    statuses(path, 503);
    await fileMessage(ingest, endpoint.departmentId);
    const { due_in } = await untilEvent(endpoint, { attempts: 1, last_code: '503', outcome: null });
    expect(due_in).toBeGreaterThan(3);
    expect(due_in).toBeLessThanOrEqual(6);
    expect((await endpointRow(endpoint))?.['failing_since']).toBeInstanceOf(Date);
    await hurry(house, 'webhook');
    await untilEvent(endpoint, { attempts: 2, outcome: 'delivered' });
    const ids = receiver.received(path).map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect((await endpointRow(endpoint))?.['failing_since']).toBeNull();
  });

  it('waits for as long as the receiver asks', async () => {
    const path = newPath();
    const endpoint = await endpointAt(path);
    receiver.answer(path, (response) => response.writeHead(429, { 'retry-after': '120' }).end());
    await fileMessage(ingest, endpoint.departmentId);
    const { due_in } = await untilEvent(endpoint, { attempts: 1, outcome: null });
    expect(due_in).toBeGreaterThan(118);
    expect(due_in).toBeLessThanOrEqual(144);
  });

  it('is given up after ten attempts, and stays listed', async () => {
    const path = newPath();
    const endpoint = await endpointAt(path);
    statuses(path, 500, 500);
    await fileMessage(ingest, endpoint.departmentId);
    await untilEvent(endpoint, { attempts: 1 });
    await house.database.sql('update webhook_event set attempts = 9 where endpoint_id = $1', [
      endpoint.id,
    ]);
    await hurry(house, 'webhook');
    const { outcome, last_code } = await untilEvent(endpoint, { attempts: 10 });
    expect([outcome, last_code]).toEqual(['dead', '500']);
  });

  it('switches an endpoint off that says it is gone; that is on record, and nothing more is told', async () => {
    const path = newPath();
    const endpoint = await endpointAt(path);
    statuses(path, 410);
    await fileMessage(ingest, endpoint.departmentId);
    await untilEvent(endpoint, { outcome: 'dead', last_code: '410' });
    expect(await endpointRow(endpoint)).toMatchObject({ off_reason: 'gone' });
    expect(
      await house.database.sql('select action, detail from audit where department_id = $1', [
        endpoint.departmentId,
      ]),
    ).toEqual([{ action: 'webhook-off', detail: `${endpoint.id} gone` }]);
    await fileMessage(ingest, endpoint.departmentId);
    expect(await eventsOf(endpoint)).toHaveLength(1);
  });

  it('switches an endpoint off that has taken nothing for five days', async () => {
    const path = newPath();
    const endpoint = await endpointAt(path);
    statuses(path, 500, 500);
    await fileMessage(ingest, endpoint.departmentId);
    await untilEvent(endpoint, { attempts: 1 });
    aheadMs = 5 * 86_400_000;
    try {
      await hurry(house, 'webhook');
      await untilEvent(endpoint, { outcome: 'dead' });
    } finally {
      aheadMs = 0;
    }
    expect(await endpointRow(endpoint)).toMatchObject({ off_reason: 'failing' });
  });

  it('is not sent once the operator has switched its endpoint off', async () => {
    const path = newPath();
    const endpoint = await endpointAt(path);
    statuses(path, 500);
    await fileMessage(ingest, endpoint.departmentId);
    await untilEvent(endpoint, { attempts: 1 });
    await house.database.sql(
      `update webhook_endpoint set off_at = now(), off_reason = 'operator' where id = $1`,
      [endpoint.id],
    );
    await hurry(house, 'webhook');
    await untilEvent(endpoint, { outcome: 'dead', last_code: 'switched-off' });
    expect(receiver.received(path)).toHaveLength(1);
  });

  it('waits for the operator when its secret was sealed for an earlier key of ours', async () => {
    const endpoint = await endpointAt(newPath());
    const { recipient } = await newHybridIdentity();
    await house.database.sql('update webhook_secret set sealed = $2 where endpoint_id = $1', [
      endpoint.id,
      Buffer.from(await sealText(newSecret(), [recipient])),
    ]);
    await fileMessage(ingest, endpoint.departmentId);
    const { outcome, last_code } = await untilEvent(endpoint, { attempts: 1 });
    expect([outcome, last_code]).toEqual([null, 'secret-locked']);
  });

  it('is sent again under the same id when nobody wrote down that it was sent', async () => {
    const path = newPath();
    const endpoint = await endpointAt(path);
    // the worker is killed here: its lease has run out
    afterCall.set(path, async () => {
      afterCall.delete(path);
      await house.database.sql(
        `update work set lease_id = null, leased_until = null
          where subject in (select id from webhook_event where endpoint_id = $1)`,
        [endpoint.id],
      );
    });
    await fileMessage(ingest, endpoint.departmentId);
    await untilEvent(endpoint, { outcome: 'delivered', attempts: 1 });
    const ids = receiver.received(path).map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  });
});

describe('an endpoint that never answers', () => {
  it('holds up neither another endpoint nor a fax', async () => {
    const path = newPath();
    const slow = await endpointAt(`${path}/hangs`);
    for (let filed = 0; filed < 12; filed++) await fileMessage(ingest, slow.departmentId);
    const quick = await endpointAt(path);
    await fileMessage(ingest, quick.departmentId);
    await untilEvent(quick, { outcome: 'delivered' });
    const { deliveryId } = await house.order({ to: '+46313900611' });
    await untilDelivery(house, deliveryId, { state: 'delivered' });
    const underWay = await house.database.sql(
      `select from work w join webhook_event e on e.id = w.subject
        where endpoint_id = $1 and leased_until > now()`,
      [slow.id],
    );
    expect(underWay).toHaveLength(4);
  });
});

describe('what is sent', () => {
  it('is told when it arrived, with the code on its cover sheet', async () => {
    const path = newPath();
    const { departmentId } = house;
    const { secret } = await endpointAt(path, { departmentId });
    const { orderId, deliveryId } = await house.order({ to: '+46313900612' });
    await untilDelivery(house, deliveryId, { state: 'delivered' });
    const [webhook] = await arrived(path);
    expect(verified(webhook!, secret)).toMatchObject({
      type: 'sending.delivered',
      data: {
        departmentId,
        sendingId: orderId,
        reference: orderId,
        attempt: 1,
        state: 'delivered',
      },
    });
    expect(webhook!.body).not.toContain('900612');
  });
});

describe('what failed', () => {
  const toldOf = (orderId: string): Promise<unknown[]> =>
    house.database
      .sql<{ type: string; attempt: number; cause: string }>(
        'select distinct type, attempt, cause from webhook_event where order_id = $1',
        [orderId],
      )
      .then((rows) => rows.map(({ type, attempt: number, cause }) => [type, number, cause]));

  it('and is tried again is told apart from what is not', async () => {
    await endpointAt(newPath(), {
      departmentId: house.departmentId,
      types: ['sending.attempt_failed', 'sending.queued', 'sending.failed'],
    });
    house.carrier.orders.setScript('+46313900630', { end: { status: 'busy' } });
    const again = await house.order({ to: '+46313900630' });
    await untilDelivery(house, again.deliveryId, { state: 'failed' });
    expect(await toldOf(again.orderId)).toContainEqual(['sending.attempt_failed', 1, 'busy']);
    expect(await toldOf(again.orderId)).toContainEqual(['sending.queued', 2, null]);
    expect(await toldOf(again.orderId)).not.toContainEqual(
      expect.arrayContaining(['sending.failed']),
    );
    const late = await house.order({ to: '+46313900631', deadline: new Date() });
    await untilDelivery(house, late.deliveryId, { state: 'failed' });
    expect(await toldOf(late.orderId)).toEqual([['sending.failed', 1, 'not-submitted']]);
  });
});

describe('the database', () => {
  const attempt = async (service: 'outbound' | 'mailbox' | 'ingest', sql: string) => {
    const database = openDatabase({ url: house.database.urlOf(service), onError: () => undefined });
    try {
      return (await database.query(sql)).rowCount;
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : error;
    } finally {
      await database.close();
    }
  };

  it.each([
    ['ingest', 'to read where webhooks go', 'select url from webhook_endpoint'],
    ['mailbox', 'to read where webhooks go', 'select url from webhook_endpoint'],
    ['mailbox', 'to read a secret', 'select sealed from webhook_secret'],
    [
      'mailbox',
      'to make an event',
      `select tell_webhooks('d', 'message.taken', now(), 'm', null, null, null, null)`,
    ],
    ['outbound', 'to make an event', `insert into webhook_event (id) values ('evt_x')`],
    [
      'outbound',
      'to send webhooks elsewhere',
      `update webhook_endpoint set url = 'https://example.com'`,
    ],
    ['outbound', 'to change a secret', `update webhook_secret set sealed = ''`],
    ['outbound', 'to forget an event', 'delete from webhook_event'],
  ] as const)('refuses %s %s', async (service, _what, sql) => {
    expect(await attempt(service, sql)).toBe('42501');
  });

  it('lets outbound switch nothing on again', async () => {
    const { id } = await endpointAt(newPath());
    await house.database.sql(
      `update webhook_endpoint set off_at = now(), off_reason = 'operator' where id = $1`,
      [id],
    );
    const sql = `update webhook_endpoint set off_at = null, off_reason = null where id = '${id}'`;
    expect(await attempt('outbound', sql)).toBe(0);
  });

  it('keeps an endpoint from events of another department', async () => {
    const { id } = await endpointAt(newPath());
    await expect(
      house.database.sql(
        `insert into webhook_event (id, endpoint_id, department_id, type, at) values ('evt_y', $1, $2, 'webhook.test', now())`,
        [id, house.departmentId],
      ),
    ).rejects.toMatchObject({ code: '23503' });
  });

  it('refuses an endpoint that would be called in the clear', async () => {
    const url = 'http://journal.example.se/hook';
    await expect(addEndpoint(house, url)).rejects.toMatchObject({ code: '23514' });
  });

  it('forgets what ended a month ago, with its work', async () => {
    const endpoint = await endpointAt(newPath());
    await fileMessage(ingest, endpoint.departmentId);
    await fileMessage(ingest, endpoint.departmentId);
    await vi.waitFor(async () => {
      expect((await eventsOf(endpoint)).map(({ outcome }) => outcome)).toEqual([
        'delivered',
        'delivered',
      ]);
    }, patience);
    const [old] = await eventsOf(endpoint);
    await house.database.sql(
      `update webhook_event set ended_at = now() - interval '31 days' where id = $1`,
      [old!.id],
    );
    await attempt('outbound', 'select purge_webhooks()');
    expect(await eventsOf(endpoint)).toHaveLength(1);
    expect(await house.database.sql('select from work where subject = $1', [old!.id])).toEqual([]);
  });
});
