import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clientOf, type Client } from '../test-support/client.ts';
import { startHouse, type House } from '../test-support/house.ts';

let house: House;
/** Has every role of the house, in a session that is a level too weak for any of them. */
let weak: Client;
let csrf: string;
/** Of the description: a page that comes is one of them. */
let pages: readonly { readonly method: 'get' | 'post'; readonly path: string }[];

const ofTheHouse = /^\/(?:admin|log|sessions\/\{id\})(?:\/|$)/;

beforeAll(async () => {
  house = await startHouse();
  const { nobody } = house.personIds;
  for (const role of ['auditor', 'system-administrator'])
    await house.database.sql('insert into house_role values ($1, $2, now())', [nobody, role]);
  const login = await house.logIn('nobody');
  await house.database.sql(`update session set loa = 'LoA2' where person_id = $1`, [nobody]);
  weak = clientOf(house.origin, login);
  csrf = login.csrf;
  const { body } = await supertest(house.origin).get('/openapi.json');
  pages = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    ofTheHouse.test(path)
      ? (['get', 'post'] as const)
          .filter((method) => method in methods)
          .map((method) => ({ method, path: path.replaceAll(/\{\w+\}/g, nobody) }))
      : [],
  );
});
afterAll(() => house.stop());

/** What is offered in the page's place. */
const offered = async ({ method, path }: (typeof pages)[number]): Promise<string> => {
  const request = weak[method](path);
  const { status, text } = await (method === 'get' ? request : request.type('form').send({ csrf }));
  const [stronger = 'nothing'] = /\/login\/stronger\?loa=LoA3/.exec(text) ?? [];
  return `${method} ${path}: ${status}, ${stronger}`;
};

describe('administration, the log, and the sessions of others', () => {
  it('demand a login at LoA3, each of their pages and forms, and lead to one', async () => {
    expect(pages.length).toBeGreaterThan(30);
    const answers: string[] = [];
    for (const page of pages) answers.push(await offered(page));
    expect(answers).toEqual(
      pages.map(({ method, path }) => `${method} ${path}: 403, /login/stronger?loa=LoA3`),
    );
  });

  it('show an auditor in the mailbox that there is a log, whatever the login', async () => {
    const { body } = await weak.get('/api/me').expect(200);
    expect(body).toMatchObject({ auditor: true, administrator: true });
  });
});
