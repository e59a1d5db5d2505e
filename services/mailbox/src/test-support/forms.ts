import type { LoggedIn } from '@kuvert/simulators/oidc/log-in';
import supertest, { type Test } from 'supertest';

/** Pages that work without a script, as a browser asks for them; in English. */
export interface Forms {
  get(path: string): Test;
  /** A form of ours, with its token. */
  post(path: string, fields?: Readonly<Record<string, string>>): Test;
}

export const formsOf = (origin: string, { cookie, csrf }: LoggedIn): Forms => {
  const headers = { cookie, 'accept-language': 'en' };
  return {
    get: (path) => supertest(origin).get(path).set(headers),
    post: (path, fields) =>
      supertest(origin)
        .post(path)
        .type('form')
        .set(headers)
        .send({ csrf, ...fields }),
  };
};

/** What a page says, in one line. */
export const textOf = (page: string): string => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
