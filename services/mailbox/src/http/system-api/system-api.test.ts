import { randomUUID } from 'node:crypto';

import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { apiScopes } from '@kuvert/shared/api-scopes';

import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import {
  addApiClient,
  askForToken,
  callerWith,
  tokenOf,
  type FilledClient,
  type SystemCaller,
} from '../../test-support/api-clients.ts';
import { clientOf, type Client } from '../../test-support/client.ts';
import { lineOf, pageOf, recognitionOf } from '../../test-support/recognised.ts';
import { startHouse, type House } from '../../test-support/house.ts';

const minute = 60_000;

let house: House;
let now = Date.now();
let ciceron: FilledClient;
let system: SystemCaller;
let anna: Client;

beforeAll(async () => {
  house = await startHouse({ clock: { now: () => new Date(now) } });
  ciceron = await addApiClient(house.database, house.care, apiScopes, 'Ciceron');
  system = callerWith(house.origin, await tokenOf(house.origin, ciceron));
  anna = clientOf(house.origin, await house.logIn('anna'));
});
afterAll(() => house.stop());

const audited = (messageId: string): Promise<unknown[]> =>
  house.database.sql('select person_id, action from audit where message_id = $1 order by seq', [
    messageId,
  ]);

const path = '/system/v1/messages';

describe('a token', () => {
  it('is given for a client’s secret, is never stored on the way, and stands in the audit', async () => {
    const { body, headers } = await askForToken(house.origin, ciceron).expect(200);
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 600,
      scope: apiScopes.join(' '),
    });
    expect(headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
    const [row] = await house.database.sql(
      'select action, department_id, detail from audit where person_id = $1 order by seq desc limit 1',
      [ciceron.id],
    );
    expect(row).toEqual({
      action: 'api-token',
      department_id: house.care.id,
      detail: apiScopes.join(' '),
    });
  });

  it('may do less than its client', async () => {
    const token = await tokenOf(house.origin, ciceron, 'messages:list');
    const narrow = callerWith(house.origin, token);
    await narrow.get(path).expect(200);
    const { body, headers } = await narrow.get(`${path}/${randomUUID()}/pdf`).expect(403);
    expect(body).toMatchObject({ code: 'scope-missing', details: { scope: 'messages:fetch' } });
    expect(headers['www-authenticate']).toBe(
      'Bearer realm="kuvert", error="insufficient_scope", scope="messages:fetch"',
    );
  });

  it('never may do more', async () => {
    const narrow = await addApiClient(house.database, house.care, ['messages:list']);
    const form = { grant_type: 'client_credentials', scope: 'messages:list messages:fetch' };
    const { body } = await askForToken(house.origin, narrow, form).expect(400);
    expect(body.error).toBe('invalid_scope');
  });

  it('is not given for another’s secret, none, or to an unknown client, in the same words', async () => {
    const other = await addApiClient(house.database, house.care, apiScopes);
    const answers = [
      await askForToken(house.origin, { ...ciceron, secret: other.secret }),
      await askForToken(house.origin, { ...ciceron, secret: '' }),
      await askForToken(house.origin, { id: randomUUID(), secret: '' }),
      await askForToken(house.origin, { id: 'no id \0', secret: 'x' }),
      await supertest(house.origin)
        .post('/system/v1/token')
        .type('form')
        .send({ grant_type: 'client_credentials' }),
    ].map(({ status, headers, body }) => [status, headers['www-authenticate'], body]);
    expect(new Set(answers.map((each) => JSON.stringify(each)))).toEqual(
      new Set([
        JSON.stringify([
          401,
          'Basic realm="kuvert", charset="UTF-8"',
          {
            error: 'invalid_client',
            error_description: 'no such client, or another secret',
          },
        ]),
      ]),
    );
  });

  it.each([
    ['nothing', {}, 'invalid_request'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    [
      'two proofs at once',
      { grant_type: 'client_credentials', client_secret: 'x' },
      'invalid_request',
    ],
    ['a grant twice', { grant_type: ['client_credentials', 'password'] }, 'invalid_request'],
    ['a form of 8 kB', { grant_type: 'x'.repeat(8_000) }, 'invalid_request'],
  ])('is not given to who sends %s', async (_what, form, error) => {
    const { status, body, headers } = await askForToken(house.origin, ciceron, form);
    expect([status, body.error, headers['cache-control']]).toEqual([400, error, 'no-store']);
  });

  it('is asked for a bounded number of times a minute by each client from each network', async () => {
    const eager = await addApiClient(house.database, house.care, apiScopes);
    const wrong = { ...eager, secret: 'x' };
    for (let asked = 0; asked < 30; asked += 1) await askForToken(house.origin, wrong).expect(401);
    const { body, headers } = await askForToken(house.origin, eager).expect(429);
    expect([body.error, headers['retry-after']]).toEqual(['slow_down', '60']);
    await askForToken(house.origin, ciceron).expect(200);
    // who claims from elsewhere to be it took nothing from it, and it may ask from where it really is
    await askForToken(house.origin, eager).set('x-forwarded-for', '192.0.2.1').expect(200);
    now += minute;
    await askForToken(house.origin, eager).expect(200);
  });

  it('can be had by two secrets while one takes the other’s place', async () => {
    const rotated = await addApiClient(house.database, house.care, apiScopes);
    await house.database.sql('update api_client_secret set expires_at = $2 where client_id = $1', [
      rotated.id,
      new Date(now + minute),
    ]);
    await house.database.sql('insert into api_client_secret values ($1, $2, now(), null)', [
      hashSecret('the next one'),
      rotated.id,
    ]);
    const statuses = async (): Promise<number[]> => [
      (await askForToken(house.origin, rotated)).status,
      (await askForToken(house.origin, { ...rotated, secret: 'the next one' })).status,
    ];
    expect(await statuses()).toEqual([200, 200]);
    now += minute;
    expect(await statuses()).toEqual([401, 200]);
    system = callerWith(house.origin, await tokenOf(house.origin, ciceron));
  });

  it('ends with its client, at once', async () => {
    const client = await addApiClient(house.database, house.care, apiScopes);
    const caller = callerWith(house.origin, await tokenOf(house.origin, client));
    await caller.get(path).expect(200);
    await house.database.sql('update api_client set off_at = now() where id = $1', [client.id]);
    const { body, headers } = await caller.get(path).expect(401);
    expect(body.code).toBe('token-invalid');
    expect(headers['www-authenticate']).toBe('Bearer realm="kuvert", error="invalid_token"');
    await askForToken(house.origin, client).expect(401);
  });

  it('ends for what is taken from its client, at once', async () => {
    const client = await addApiClient(house.database, house.care, apiScopes);
    const caller = callerWith(house.origin, await tokenOf(house.origin, client));
    await house.database.sql('update api_client set scopes = $2 where id = $1', [
      client.id,
      ['messages:list'],
    ]);
    await caller.get(path).expect(200);
    expect((await caller.get(`${path}/${randomUUID()}/pdf`)).body.code).toBe('scope-missing');
  });
});

describe('the two ways in', () => {
  it('are apart: a session opens nothing of the systems’, whatever the browser accepts', async () => {
    const { cookie } = await house.logIn('anna');
    const { body, headers, type } = await supertest(house.origin)
      .get(path)
      .set({ cookie, accept: 'text/html' })
      .expect(401);
    expect([body.code, type]).toEqual(['token-required', 'application/problem+json']);
    expect(headers).toMatchObject({
      'www-authenticate': 'Bearer realm="kuvert"',
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('are apart: a token opens nothing of the staff’s', async () => {
    const token = await tokenOf(house.origin, ciceron);
    const { body } = await supertest(house.origin)
      .get('/api/me')
      .auth(token, { type: 'bearer' })
      .expect(401);
    expect(body.code).toBe('login-required');
  });

  it('tell where tokens are had', async () => {
    const { body } = await supertest(house.origin)
      .get('/.well-known/oauth-authorization-server')
      .expect(200);
    expect(body).toMatchObject({
      issuer: house.origin,
      token_endpoint: `${house.origin}/system/v1/token`,
      scopes_supported: apiScopes,
    });
  });

  it.each(['', 'Bearer', 'Bearer a.b.c', 'Basic YTpi', `Bearer ${'a'.repeat(9_000)}.b.c`])(
    'take no token like "%.20s"',
    async (authorization) => {
      const { body } = await supertest(house.origin).get(path).set({ authorization }).expect(401);
      expect(body.code).toBe('token-invalid');
    },
  );

  it('know no other path', async () => {
    const { body } = await system.get('/system/v1/departments').expect(404);
    expect(body.code).toBe('path-unknown');
  });
});

/** So many new faxes a minute apart and no others, as rows alone; their ids, the newest first. */
const fill = async (many: number, start: number): Promise<string[]> => {
  const { sql } = house.database;
  const ids = Array.from({ length: many }, () => randomUUID());
  await sql(
    `update handling set state = 'not-registered', person_id = $1, at = now(), reason = 'x'`,
    [house.personIds.anna],
  );
  await sql(
    `insert into message (id, department_id, carrier, from_number, to_number, received_at, available_at, state, pages,
       damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
     select id, $1, 'signalwire', '+46225222222', '+46225111111', at, at, 'available', 1, 0, 0, '{}', false, 'deleted'
       from unnest($2::text[]) with ordinality u (id, n),
            lateral (select $3::timestamptz + n * interval '1 minute' as at) t`,
    [house.care.id, ids, new Date(start)],
  );
  await sql('insert into handling (message_id, department_id) select unnest($1::text[]), $2', [
    ids,
    house.care.id,
  ]);
  return ids.toReversed();
};

describe('received faxes', () => {
  it('are listed by what is done with them and since when, page by page, of the own department', async () => {
    const start = Date.parse('2026-11-01T08:00:00Z');
    const ids = await fill(52, start);
    await house.receive(house.school);
    const first = await system.get(path).expect(200);
    expect(first.body.messages.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 50));
    const rest = await system.get(`${path}?cursor=${first.body.next}`).expect(200);
    expect(rest.body.messages.map(({ id }: { id: string }) => id)).toEqual(ids.slice(50));
    expect(rest.body.next).toBeNull();
    const since = new Date(start + 51 * minute).toISOString();
    const late = await system.get(path).query({ since }).expect(200);
    expect(late.body.messages.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    expect((await system.get(`${path}?state=taken`).expect(200)).body.messages).toEqual([]);
  });

  it.each(['state=mine', 'since=yesterday', 'cursor=1~x', 'cursor=%00'])(
    'are not listed by %s',
    async (query) => {
      const { body } = await system.get(`${path}?${query}`).expect(400);
      expect(body.code).toBe('request-invalid');
    },
  );

  it('say from whom and how they came, and nothing of what is in them', async () => {
    const text = recognitionOf(pageOf([[lineOf('Hemligt')]]));
    const { id } = await house.receive(house.care, { text });
    const { body } = await system.get(`${path}/${id}`).expect(200);
    expect(body).toMatchObject({
      id,
      from: { full: '+46225222222' },
      tsi: 'VC HEDEMORA',
      pages: 3,
      integrity: { mark: 'whole' },
      handling: { state: 'new' },
      timeline: [{ kind: 'received', by: null }],
    });
    expect(JSON.stringify(body)).not.toContain('Hemligt');
    expect(body).not.toHaveProperty('incident');
    expect(await audited(id)).toEqual([]);
  });

  it('are fetched as PDF and as they came, audited before under the system’s name', async () => {
    const { id } = await house.receive(house.care);
    const pdf = await system.get(`${path}/${id}/pdf`).expect(200);
    expect(pdf.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^attachment; filename="[\w-]+\.pdf"$/),
      'cache-control': 'no-store',
    });
    expect(Buffer.compare(pdf.body, Buffer.from(house.pdf))).toBe(0);
    const original = await system.get(`${path}/${id}/original`).expect(200);
    expect(original.headers['content-type']).toBe('image/tiff');
    expect(Buffer.compare(original.body, Buffer.from(house.original))).toBe(0);
    expect(await audited(id)).toEqual([
      { person_id: ciceron.id, action: 'download' },
      { person_id: ciceron.id, action: 'download' },
    ]);
  });

  it('are not opened when that can’t be written down', async () => {
    const { id } = await house.receive(house.care);
    await house.database.sql('revoke execute on function audit_append from kuvert_mailbox');
    const { body } = await system.get(`${path}/${id}/pdf`).expect(500);
    await house.database.sql('grant execute on function audit_append to kuvert_mailbox');
    expect(body.code).toBe('audit-not-written');
  });

  it('are marked as registered, and the mailbox says by whom and under what', async () => {
    const { id } = await house.receive(house.care);
    const { body } = await system
      .post(`${path}/${id}/register`, { reference: ' SN 2026/17 ' })
      .expect(200);
    const registered = {
      state: 'registered',
      by: { id: ciceron.id, name: 'Ciceron', kind: 'system' },
      system: 'Ciceron',
      reference: 'SN 2026/17',
    };
    expect(body.handling).toMatchObject(registered);
    const seen = await anna.get(`/api/messages/${id}`).expect(200);
    expect(seen.body.handling).toMatchObject(registered);
    expect(seen.body.timeline.at(-1)).toMatchObject({
      kind: 'registered',
      by: { name: 'Ciceron', kind: 'system' },
      note: 'Ciceron SN 2026/17',
    });
    expect(await audited(id)).toEqual([{ person_id: ciceron.id, action: 'register' }]);
  });

  it('are registered once, however often it is said', async () => {
    const { id } = await house.receive(house.care);
    const first = await system.post(`${path}/${id}/register`, { reference: 'A' }).expect(200);
    const again = await system.post(`${path}/${id}/register`, { reference: 'A' }).expect(200);
    expect(again.body).toEqual(first.body);
    expect(await audited(id)).toHaveLength(1);
    const other = await system.post(`${path}/${id}/register`, { reference: 'B' }).expect(409);
    expect(other.body.code).toBe('already-done');
  });

  it('are left alone that a person has taken', async () => {
    const { id } = await house.receive(house.care);
    await anna.post(`/api/messages/${id}/take`).expect(200);
    const { body } = await system.post(`${path}/${id}/register`, { reference: 'A' }).expect(409);
    expect(body).toMatchObject({ code: 'already-taken', details: { by: 'Anna Öberg' } });
  });

  it.each([
    [{}, 'request-invalid'],
    [{ reference: ' ' }, 'request-invalid'],
    [{ reference: 'x'.repeat(101) }, 'request-invalid'],
    [{ reference: { $ne: '' } }, 'request-invalid'],
    [{ reference: 'x'.repeat(20_000) }, 'body-too-large'],
  ])('take no reference like %.30j', async (body, code) => {
    const { id } = await house.receive(house.care);
    expect((await system.post(`${path}/${id}/register`, body)).body.code).toBe(code);
  });

  it('of another department are as unknown as any', async () => {
    const { id } = await house.receive(house.school);
    const answers = async (some: string) => [
      await system.get(`${path}/${some}`),
      await system.get(`${path}/${some}/pdf`),
      await system.get(`${path}/${some}/original`),
      await system.post(`${path}/${some}/register`, { reference: 'A' }),
    ];
    const told = (responses: Awaited<ReturnType<typeof answers>>) =>
      responses.map(({ status, body }) => [status, body]);
    const foreign = told(await answers(id));
    expect(foreign).toEqual(told(await answers(randomUUID())));
    expect(foreign.map(([status]) => status)).toEqual([404, 404, 404, 404]);
    expect(await audited(id)).toEqual([]);
  });
});
