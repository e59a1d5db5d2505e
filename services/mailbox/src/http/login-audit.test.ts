import { join } from 'node:path';

import { createCookieJar, type CookieJar } from '@kuvert/simulators/oidc/cookie-jar';
import supertest from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { maxCheckpointBytes, openCheckpoint } from '@kuvert/platform/checkpoints/checkpoint';
import {
  createCheckpointKey,
  readCheckpointPublicKey,
} from '@kuvert/platform/checkpoints/key-file';
import { createFolderStore } from '@kuvert/platform/objects/folder';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';

import { addApiClient } from '../test-support/api-clients.ts';
import { startHouse, type House } from '../test-support/house.ts';

const minute = 60_000;
/** Set in `beforeEach`: what is on record of each test alone. */
let since = 0;
let house: House;
let database: Database;
let now = Date.now();

beforeAll(async () => {
  house = await startHouse(
    { clock: { now: () => new Date(now) }, workSweepMs: 50 },
    async (config, folder) => {
      const keyFile = join(folder, 'checkpoint.pem');
      await createCheckpointKey(keyFile);
      const place = { kind: 'folder', folder: join(folder, 'checkpoints') } as const;
      return { ...config, checkpoints: { keyFile, place } };
    },
  );
  database = openDatabase({ url: house.database.urlOf('mailbox'), onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await house.stop();
});
beforeEach(async () => {
  const [row] = await house.database.sql('select coalesce(max(seq), 0)::int as seq from audit');
  since = Number(row?.['seq']);
});

const onRecord = () =>
  house.database.sql('select action, person_id, detail from audit where seq > $1 order by seq', [
    since,
  ]);

const newJar = (): CookieJar => createCookieJar((url, init) => fetch(url, init));

const follow = async (jar: CookieJar, url: string, init?: RequestInit): Promise<string> =>
  new URL((await jar.fetch(url, init)).headers.get('location') ?? '', url).href;

/** From the button to the address that the provider sends the browser back to. */
const reachCallback = async (jar: CookieJar, query = ''): Promise<string> => {
  const chooser = await follow(jar, await follow(jar, `${house.origin}/login/start${query}`));
  const chosen = { method: 'POST', body: new URLSearchParams({ subject: 'anna' }) };
  return follow(jar, await follow(jar, chooser, chosen));
};

describe('the log of logins', () => {
  it('has a login with its level of assurance', async () => {
    await house.logIn('bo');
    const { bo } = house.personIds;
    expect(await onRecord()).toEqual([{ action: 'login', person_id: bo, detail: 'LoA3' }]);
  });

  it('has a stronger login as one, and the end of the session that gave way to it', async () => {
    const jar = newJar();
    await jar.fetch(await reachCallback(jar));
    await jar.fetch(await reachCallback(jar, '?loa=LoA4'));
    const { anna } = house.personIds;
    expect(await onRecord()).toEqual([
      { action: 'login', person_id: anna, detail: 'LoA3' },
      { action: 'session-ended', person_id: anna, detail: 'new-login' },
      { action: 'step-up', person_id: anna, detail: 'LoA4' },
    ]);
  });

  it('says of a login that failed why, which the person is not told', async () => {
    const jar = newJar();
    const url = new URL(await reachCallback(jar));
    url.searchParams.set('code', 'x'.repeat(43));
    const refused = await jar.fetch(url.href);
    expect(refused.headers.get('location')).toBe('/login?error=login-failed&return=%2F');
    expect(await onRecord()).toEqual([
      { action: 'login-refused', person_id: null, detail: 'answer-invalid' },
    ]);
  });

  it('tells who stopped at the provider from an answer that nobody asked for', async () => {
    const jar = newJar();
    const start = await jar.fetch(`${house.origin}/login/start`);
    const location = new URL(start.headers.get('location') ?? '');
    const state = location.searchParams.get('state') ?? '';
    const issuer = location.origin;
    const query = new URLSearchParams({ error: 'access_denied', state, iss: issuer });
    await jar.fetch(`${house.origin}/login/callback?${query.toString()}`);
    await jar.fetch(`${house.origin}/login/callback?${query.toString()}`);
    expect(await onRecord()).toEqual([
      { action: 'login-refused', person_id: null, detail: 'provider-refused' },
      { action: 'login-refused', person_id: null, detail: 'not-under-way' },
    ]);
  });

  it('is not filled by answers that nobody asked for, and says that there were more', async () => {
    now += 2 * minute;
    for (let asked = 0; asked < 40; asked += 1)
      await fetch(`${house.origin}/login/callback?state=x`, { redirect: 'manual' });
    const rows = await onRecord();
    expect(rows).toHaveLength(31);
    expect(rows.at(-1)).toMatchObject({ action: 'rate-limited', detail: 'stray-answers' });
  });

  it('has the end of sessions that end by themselves, each once', async () => {
    await house.logIn('anna');
    const endAll = () =>
      database.query(`select end_sessions($1, interval '30 minutes')`, [new Date(now)]);
    await endAll();
    now += 31 * minute;
    await endAll();
    await endAll();
    const { anna } = house.personIds;
    const idle = { action: 'session-ended', person_id: anna, detail: 'idle' };
    const rows = await onRecord();
    expect(rows[0]).toMatchObject({ action: 'login' });
    expect(rows.slice(1).every((row) => row['detail'] === 'idle')).toBe(true);
    expect(rows).toContainEqual(idle);
    const open = await house.database.sql('select from session where ended_at is null');
    expect(open).toEqual([]);
  });

  it('lets nobody in while it can not be written', async () => {
    const jar = newJar();
    const callback = await reachCallback(jar);
    await house.database.sql('revoke execute on function audit_append from kuvert_mailbox');
    const refused = await jar.fetch(callback);
    await house.database.sql('grant execute on function audit_append to kuvert_mailbox');
    expect(refused.status).toBe(500);
    expect((await jar.fetch(`${house.origin}/api/me`)).status).toBe(401);
  });
});

describe('the log as a whole', () => {
  it('gets signed checkpoints in a second place while the house runs', async () => {
    await house.logIn('bo');
    await house.database.sql(`update work set due_at = now() where kind = 'write-checkpoint'`);
    const written = () => house.database.sql('select object_name from audit_checkpoint');
    await expect.poll(written).not.toEqual([]);
    const { keyFile, place } = house.config.checkpoints ?? {};
    const store = await createFolderStore(place?.kind === 'folder' ? place.folder : '');
    const key = await readCheckpointPublicKey(`${keyFile}.pub`);
    const seqs = [];
    for await (const { name } of store.list())
      seqs.push(openCheckpoint(await store.get(name, maxCheckpointBytes), [key])?.seq);
    expect(seqs).toContainEqual(expect.any(Number));
    expect(seqs).not.toContain(undefined);
  });
});

describe('the log of business systems', () => {
  it('has tokens that were refused, with the reason; of systems that there are alone', async () => {
    const { id, secret } = await addApiClient(house.database, house.care, ['messages:list']);
    const ask = (client: string, proof: string, scope?: string) =>
      supertest(house.origin)
        .post('/system/v1/token')
        .auth(client, proof)
        .type('form')
        .send({ grant_type: 'client_credentials', ...(scope && { scope }) });
    await ask(id, 'wrong').expect(401);
    await ask(id, secret, 'sendings:write').expect(400);
    await ask('00000000-0000-4000-8000-000000000000', 'wrong').expect(401);
    await house.database.sql('update api_client set off_at = now() where id = $1', [id]);
    await ask(id, secret).expect(401);
    expect(await onRecord()).toEqual([
      { action: 'api-token-refused', person_id: id, detail: 'secret-wrong' },
      { action: 'api-token-refused', person_id: id, detail: 'scope-wrong' },
      { action: 'api-token-refused', person_id: id, detail: 'switched-off' },
    ]);
  });
});
