import { randomUUID } from 'node:crypto';

import type { ApiScope } from '@kuvert/shared/api-scopes';
import type { TestDatabase } from '@kuvert/testkit/database';
import supertest, { type Test } from 'supertest';

import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import { asDescribed } from './described.ts';
import type { FilledDepartment } from './fill.ts';

export interface FilledClient {
  readonly id: string;
  readonly secret: string;
}

/** As `kuvert api-client add` does. */
export const addApiClient = async (
  { sql }: TestDatabase,
  department: FilledDepartment,
  scopes: readonly ApiScope[],
  name = `System ${randomUUID()}`,
): Promise<FilledClient> => {
  const [id, secret] = [randomUUID(), randomUUID()];
  await sql(`insert into person values ($1, 'api-client', $2, $2, null, now(), 'system')`, [
    id,
    name,
  ]);
  await sql(
    'insert into api_client (id, department_id, scopes, created_at) values ($1, $2, $3, now())',
    [id, department.id, scopes],
  );
  await sql('insert into api_client_secret values ($1, $2, now(), null)', [hashSecret(secret), id]);
  return { id, secret };
};

export const askForToken = (
  origin: string,
  { id, secret }: FilledClient,
  form: object = { grant_type: 'client_credentials' },
): Test => supertest(origin).post('/system/v1/token').auth(id, secret).type('form').send(form);

export const tokenOf = async (
  origin: string,
  client: FilledClient,
  scope?: string,
): Promise<string> => {
  const form = { grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) };
  return (await askForToken(origin, client, form).expect(200)).body.access_token;
};

/** Requests as a business system makes them; each answer is checked against the API's description. */
export interface SystemCaller {
  get(path: string): Test;
  post(path: string, body?: object): Test;
}

export const callerWith = (origin: string, token: string): SystemCaller => ({
  get: (path) =>
    supertest(origin)
      .get(path)
      .auth(token, { type: 'bearer' })
      .expect((response) => asDescribed('get', path, response)),
  post: (path, body) =>
    supertest(origin)
      .post(path)
      .auth(token, { type: 'bearer' })
      .send(body)
      .expect((response) => asDescribed('post', path, response)),
});

/** What a system sends where a test says nothing of it. */
export const newSending = {
  to: '031-390 06 01',
  lastDigits: '0601',
  subject: 'SN 2026/17',
  resolution: 'standard',
} as const;

/** An order as a business system sends it. */
export const sendAs = (
  caller: SystemCaller,
  key: string | undefined,
  order: object = newSending,
  documents: readonly Uint8Array[] = [],
): Test => {
  const request = caller.post('/system/v1/sendings');
  if (key !== undefined) void request.set('idempotency-key', key);
  void request.field('order', JSON.stringify(order));
  for (const [index, bytes] of documents.entries())
    void request.attach('document', Buffer.from(bytes), `${index + 1}.bin`);
  return request;
};
