import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { asId } from '@kuvert/shared/ids';
import { systemClock } from '@kuvert/shared/clock';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { newHybridIdentity, type IdentityPair } from '@kuvert/platform/vault/hybrid';
import { openText } from '@kuvert/platform/vault/sealed-text';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import {
  addWebhook,
  resendWebhooks,
  rotateWebhook,
  switchWebhookOff,
  switchWebhookOn,
  testWebhook,
  type WebhookDeps,
} from './webhooks.ts';

let server: TestDatabase;
let database: Database;
let deps: WebhookDeps;
let key: IdentityPair;
const url = 'https://journal.example.se/hook';
const departmentId = asId<'department'>('d');

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
  deps = { database, clock: systemClock, randomness: systemRandomness };
  key = await newHybridIdentity();
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
beforeEach(async () => {
  await server.sql('truncate department, work, audit, service_key cascade');
  await server.sql(`insert into department values ('d', 'Care', false, now())`);
  await server.sql(`insert into service_key values ('k', 'outbound', $1, now())`, [key.recipient]);
});

const add = (types: readonly string[] = []) => addWebhook(deps)({ departmentId, url, types });

/** Those that sign, opened by outbound's key. */
const secrets = async (): Promise<string[]> => {
  const rows = await server.sql<{ sealed: Buffer }>(
    `select sealed from webhook_secret where retires_at is null or retires_at > now() order by retires_at nulls first`,
  );
  return Promise.all(rows.map(({ sealed }) => openText(sealed, key.identity)));
};

const audited = async (): Promise<unknown[]> =>
  (await server.sql('select action from audit order by seq')).map(({ action }) => action);

describe('a webhook', () => {
  it('gets a secret of 32 bytes that lies sealed for outbound, and its making is audited', async () => {
    const { secret } = await add();
    expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32);
    expect(await secrets()).toEqual([secret]);
    expect(await audited()).toEqual(['webhook-added']);
  });

  it.each([
    'http://journal.example.se/hook',
    'ftp://journal.example.se',
    'journal.example.se',
    'https://anna:secret@journal.example.se/',
    'https://journal.example.se/#x',
    `https://journal.example.se/${'x'.repeat(2000)}`,
  ])('does not go to %.60s', async (wrong) => {
    const adding = addWebhook(deps)({ departmentId, url: wrong, types: [] });
    await expect(adding).rejects.toMatchObject({ code: 'usage-wrong' });
  });

  it('may ask for some events, which there must be', async () => {
    await add(['message.arrived']);
    expect(await server.sql('select types from webhook_endpoint')).toEqual([
      { types: ['message.arrived'] },
    ]);
    await expect(add(['message.read'])).rejects.toMatchObject({ code: 'usage-wrong' });
  });

  it('is refused while outbound has no key that its secret could be sealed for', async () => {
    await server.sql('update service_key set retired_at = now()');
    await expect(add()).rejects.toMatchObject({ code: 'outbound-key-missing' });
    expect(await server.sql('select from webhook_endpoint')).toEqual([]);
  });
});

describe('a secret that is changed', () => {
  it('signs beside the new one for a while, and no third one does', async () => {
    const { id, secret: first } = await add();
    const { secret: second } = await rotateWebhook(deps)({ id, hours: 24 });
    expect(await secrets()).toEqual([second, first]);
    const { secret: third } = await rotateWebhook(deps)({ id, hours: 24 });
    expect(await secrets()).toEqual([third, second]);
  });

  it('signs no more at once where that is wanted', async () => {
    const { id } = await add();
    const { secret } = await rotateWebhook(deps)({ id, hours: 0 });
    expect(await secrets()).toEqual([secret]);
  });
});

describe('an event', () => {
  it('says nothing when it is a test, and has its work', async () => {
    const { id } = await add();
    const event = await testWebhook(deps)({ id });
    expect(await server.sql('select id, type from webhook_event')).toEqual([
      { id: event, type: 'webhook.test' },
    ]);
    expect(await server.sql('select service, kind, subject from work')).toEqual([
      { service: 'outbound', kind: 'webhook', subject: event },
    ]);
  });

  it.each(['event', 'endpoint'])('is sent again when it was given up, by its %s', async (by) => {
    const { id } = await add();
    const event = await testWebhook(deps)({ id });
    await server.sql(`update webhook_event set outcome = 'dead', ended_at = now(), attempts = 10`);
    await server.sql('update work set ended_at = now()');
    expect(await resendWebhooks(deps)({ id: by === 'event' ? event : id })).toBe(1);
    expect(await server.sql('select id, attempts, outcome from webhook_event')).toEqual([
      { id: event, attempts: 0, outcome: null },
    ]);
    expect(await server.sql('select from work where ended_at is null')).toHaveLength(1);
  });

  it('is not sent again when it was taken', async () => {
    const { id } = await add();
    await testWebhook(deps)({ id });
    await server.sql(`update webhook_event set outcome = 'delivered', ended_at = now()`);
    expect(await resendWebhooks(deps)({ id })).toBe(0);
  });
});

describe('a webhook that is off', () => {
  it('is neither tested nor sent anything again until it is on', async () => {
    const { id } = await add();
    await switchWebhookOff(deps)({ id });
    await expect(testWebhook(deps)({ id })).rejects.toMatchObject({ code: 'webhook-off' });
    await expect(resendWebhooks(deps)({ id })).rejects.toMatchObject({ code: 'webhook-off' });
    await switchWebhookOn(deps)({ id });
    expect(await testWebhook(deps)({ id })).toMatch(/^evt_/);
  });

  it('has to be there', async () => {
    const missing = switchWebhookOff(deps)({ id: 'nobody' });
    await expect(missing).rejects.toMatchObject({ code: 'webhook-unknown' });
  });
});
