import type { LoggedIn } from '@kuvert/simulators/oidc/log-in';
import supertest, { type Test } from 'supertest';

/** Requests as the application makes them, with the session's cookie and token. */
export interface Client {
  get(path: string): Test;
  post(path: string, body?: object): Test;
  put(path: string, body?: object): Test;
  delete(path: string): Test;
  /** One file as a browser sends it. */
  upload(path: string, bytes: Uint8Array, name?: string): Test;
}

export const clientOf = (origin: string, { cookie, csrf }: LoggedIn): Client => {
  const agent = supertest(origin);
  return {
    get: (path) => agent.get(path).set('cookie', cookie),
    post: (path, body) => agent.post(path).set({ cookie, 'x-kuvert-csrf': csrf }).send(body),
    put: (path, body) => agent.put(path).set({ cookie, 'x-kuvert-csrf': csrf }).send(body),
    delete: (path) => agent.delete(path).set({ cookie, 'x-kuvert-csrf': csrf }),
    upload: (path, bytes, name = 'file.pdf') =>
      agent
        .post(path)
        .set({ cookie, 'x-kuvert-csrf': csrf })
        .attach('file', Buffer.from(bytes), name),
  };
};
