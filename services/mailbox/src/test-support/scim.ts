import { randomUUID } from 'node:crypto';

import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import type { TestDatabase } from '@kuvert/testkit/database';
import supertest, { type Test } from 'supertest';

/** As `kuvert scim token add` does; the token in plain. */
export const addScimToken = async (
  { sql }: TestDatabase,
  issuer: string,
  { subjectFrom = 'externalId', days = 1 }: { subjectFrom?: string; days?: number } = {},
): Promise<{ readonly id: string; readonly token: string }> => {
  const [id, token] = [randomUUID(), randomUUID()];
  await sql(
    `insert into scim_token (id, name, issuer, subject_from, token_hash, created_at, expires_at)
     values ($1, $1, $2, $3, $4, now() - interval '10 days', now() + $5 * interval '1 day')`,
    [id, issuer, subjectFrom, hashSecret(token), days],
  );
  return { id, token };
};

/** Requests as a directory makes them. */
export interface DirectoryCaller {
  get(path: string): Test;
  post(path: string, body: object): Test;
  put(path: string, body: object): Test;
  patch(path: string, body: object): Test;
  delete(path: string): Test;
}

export const directoryWith = (origin: string, token: string): DirectoryCaller => {
  const call = (method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string): Test => {
    const agent = supertest(origin);
    return agent[method](`/scim/v2${path}`)
      .auth(token, { type: 'bearer' })
      .set('accept', 'application/scim+json');
  };
  const withBody =
    (method: 'post' | 'put' | 'patch') =>
    (path: string, body: object): Test =>
      call(method, path).type('application/scim+json').send(JSON.stringify(body));
  return {
    get: (path) => call('get', path),
    delete: (path) => call('delete', path),
    post: withBody('post'),
    put: withBody('put'),
    patch: withBody('patch'),
  };
};
