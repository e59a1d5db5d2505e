import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import { apiScopes } from '@kuvert/shared/api-scopes';
import { systemClock } from '@kuvert/shared/clock';
import type { LoggedIn } from '@kuvert/simulators/oidc/log-in';
import { watchStatements, type Statements } from '@kuvert/testkit/statements';
import supertest, { type Test } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createLinks } from '../documents/links.ts';
import { addApiClient, tokenOf } from '../test-support/api-clients.ts';
import { clientOf } from '../test-support/client.ts';
import { beginDraft, newContact, sendReady, written } from '../test-support/compose.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { thingsOfCare, thingsOfNobody, type Things } from '../test-support/things.ts';
import { mailboxCookies } from './cookies.ts';

/**
 * Every route of the description that asks for something by its id, with every role: a route that comes, comes into this
 * matrix, and fails where it isn't said here what its ids are of.
 */

/** What the ids in paths are of, by the beginning of the path and the parameter's name. */
const thingOf: readonly (readonly [beginning: string, parameter: string, thing: keyof Things])[] = [
  ['/', 'departmentId', 'departmentId'],
  ['/', 'documentId', 'documentId'],
  ['/', 'attachmentId', 'attachmentId'],
  ['/', 'otherId', 'otherId'],
  ['/', 'code', 'code'],
  ['/api/messages/', 'id', 'messageId'],
  ['/api/drafts/', 'id', 'draftId'],
  ['/api/approvals/', 'id', 'waitingId'],
  ['/api/sendings/', 'id', 'sendingId'],
  ['/api/contacts/', 'id', 'contactId'],
  ['/api/incidents/', 'id', 'incidentId'],
  ['/api/announcements/', 'id', 'announcementId'],
  ['/system/v1/messages/', 'id', 'messageId'],
  ['/system/v1/sendings/', 'id', 'sendingId'],
  ['/m/', 'id', 'messageId'],
  ['/s/', 'id', 'sendingId'],
  ['/d/', 'id', 'draftId'],
  ['/a/', 'id', 'waitingId'],
  ['/c/', 'id', 'contactId'],
  ['/i/', 'id', 'incidentId'],
  // whoever it is of: to all but system administrators there are none of others
  ['/sessions/', 'id', 'messageId'],
  // whatever id it is: to all but auditors there are no reviews at all
  ['/log/reviews/', 'id', 'messageId'],
  ['/admin/departments/', 'id', 'departmentId'],
  // to all but system administrators there are no people at all
  ['/admin/people/', 'id', 'departmentId'],
];

/** What each request that takes a body must have, so that it gets as far as the id. */
const bodies: Readonly<Record<string, object>> = {
  'post /api/messages/{id}/documents/{documentId}/downloads': { purpose: 'download' },
  'post /api/messages/{id}/take-over': { note: 'min tur' },
  'post /api/messages/{id}/register': { system: 'Ciceron', reference: 'SN 2026/1' },
  'post /api/messages/{id}/not-register': { reason: 'reklam' },
  'post /api/messages/{id}/forward': { departmentId: randomUUID() },
  'put /api/messages/{id}/referral': { answerBy: null },
  'post /api/messages/{id}/referral/step': { step: 'accepted' },
  'put /api/messages/{id}/resends/{otherId}': { denied: true },
  'put /api/messages/{id}/restriction': { people: [randomUUID()] },
  'post /api/messages/{id}/restriction/lift': {},
  'put /api/messages/{id}/junk-lists': { list: 'department', listed: false },
  'post /api/departments/{departmentId}/drafts': { requestId: randomUUID() },
  'post /api/departments/{departmentId}/contacts': newContact,
  'put /api/contacts/{id}': { ...newContact, version: 0 },
  'post /api/contacts/{id}/verify': { version: 0, how: 'called' },
  'put /api/drafts/{id}': { ...written, version: 0 },
  'post /api/drafts/{id}/prepare': { version: 0 },
  'post /api/drafts/{id}/send': { version: 0 },
  'post /api/drafts/{id}/approval': { version: 0 },
  'post /api/approvals/{id}/approve': { version: 0 },
  'post /api/approvals/{id}/decline': { version: 0, reason: 'fel nummer' },
  'post /api/sendings/{id}/resolve': {
    deliveryId: randomUUID(),
    outcome: 'arrived',
    reason: 'de ringde',
  },
  'post /api/sendings/{id}/send-again': { deliveryId: randomUUID(), reason: 'kom inte' },
  'post /api/sendings/{id}/incident': { how: 'receiver-told' },
  'post /api/messages/{id}/incident': { how: 'seen-here' },
  'post /api/messages/{id}/return': { requestId: randomUUID(), number: '0225-11 11 12' },
  'post /api/incidents/{id}/notes': { note: 'de ringde' },
  'post /api/incidents/{id}/close': { outcome: 'notified', note: 'anmält' },
  'post /api/incidents/{id}/reopen': { note: 'mer att göra' },
  'post /system/v1/messages/{id}/register': { reference: 'SN 2026/1' },
};

/** Who asks: Cecilia, who has a department of her own, and whatever the role adds to that or takes away. */
const roles: readonly (readonly [role: string, rows: readonly string[]])[] = [
  ['a handler of another department', []],
  ['a reader of another one', [`update membership set role = 'reader' where person_id = $1`]],
  [
    'an administrator of another one',
    [`update membership set role = 'administrator' where person_id = $1`],
  ],
  [
    'the front desk',
    [
      'delete from membership where person_id = $1',
      'insert into front_desk values ($1, now()) on conflict do nothing',
    ],
  ],
  [
    'an auditor',
    [
      'delete from membership where person_id = $1',
      `insert into house_role values ($1, 'auditor', now()) on conflict do nothing`,
    ],
  ],
  [
    'a system administrator',
    [
      'delete from membership where person_id = $1',
      `insert into house_role values ($1, 'system-administrator', now()) on conflict do nothing`,
    ],
  ],
  ['somebody of no department', ['delete from membership where person_id = $1']],
  [
    'a handler of the department whose session is too weak for any',
    [`update session set loa = 'LoA1' where person_id = $1`],
  ],
];

const linkKey = 'a key that the test knows as well as the mailbox';

interface Asked {
  readonly method: 'get' | 'put' | 'post' | 'delete';
  readonly path: string;
  /** As the description names it. */
  readonly name: string;
  /** Names of what its body takes that are ids. */
  readonly bodyIds: readonly string[];
}

let house: House;
let cecilia: LoggedIn;
let care: Things;
let routes: readonly Asked[];
let systemRoutes: readonly Asked[];
let statements: Statements;

beforeAll(async () => {
  house = await startHouse({ workSweepMs: 3_600_000 }, async (config, folder) => {
    const file = join(folder, 'link-key');
    await writeFile(file, linkKey, { mode: 0o600 });
    return { ...config, linkKeyFile: file };
  });
  ({ ids: care } = await thingsOfCare(house));
  await house.receive(house.school);
  cecilia = await house.logIn('cecilia');
  routes = await routesIn('/openapi.json');
  systemRoutes = (await routesIn('/system/v1/openapi.json')).filter(({ path }) =>
    path.includes('{'),
  );
  statements = watchStatements();
});
afterAll(async () => {
  statements.stop();
  await house.stop();
});

interface Operation {
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { readonly schema?: { readonly properties?: Record<string, object> } }>
    >;
  };
}

const routesIn = async (where: string): Promise<Asked[]> => {
  const { body } = await supertest(house.origin).get(where).expect(200);
  return Object.entries<Record<string, Operation>>(body.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { requestBody }]) => ({
      method: methodOf(method),
      path,
      name: `${method} ${path}`,
      bodyIds: Object.entries(
        requestBody?.content['application/json']?.schema?.properties ?? {},
      ).flatMap(([key, schema]) => (JSON.stringify(schema).includes('"uuid"') ? [key] : [])),
    })),
  );
};

const methodOf = (method: string): Asked['method'] =>
  method === 'get' || method === 'put' || method === 'delete' ? method : 'post';

const withIds = (): readonly Asked[] => routes.filter(({ path }) => path.includes('{'));

type Purpose = 'download' | 'print';

/** Forged with the mailbox's own key, in Cecilia's own session: a link alone must open nothing. */
const tokenFor = (ids: Things, use: 'document' | 'page', purpose: Purpose): string => {
  const cookie = cecilia.cookie.split(`${mailboxCookies.session}=`)[1]?.split(';')[0] ?? '';
  const { messageId, documentId } = ids;
  return createLinks(linkKey, systemClock).make(
    { session: hashSecret(cookie), messageId, documentId, purpose },
    use,
  );
};

const valueOf = (path: string, parameter: string, ids: Things, purpose: Purpose): string => {
  if (parameter === 'page') return '1';
  if (parameter === 'token')
    return tokenFor(ids, path.includes('prints') ? 'page' : 'document', purpose);
  const known = thingOf.find(([begin, name]) => name === parameter && path.startsWith(begin));
  if (!known) throw new Error(`say in thingOf what {${parameter}} of ${path} is an id of`);
  return ids[known[2]];
};

const pathOf = ({ path }: Asked, ids: Things, purpose: Purpose = 'download'): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => valueOf(path, parameter, ids, purpose));

const askBy = (method: Asked['method'], path: string): Test => {
  const agent = supertest(house.origin);
  return agent[method](path);
};

const asCecilia = (method: Asked['method'], path: string, body?: object): Test =>
  askBy(method, path).set({ cookie: cecilia.cookie, 'x-kuvert-csrf': cecilia.csrf }).send(body);

/** Status, headers and body, without what differs from answer to answer anyway. */
const shapeOf = async (test: Test, ids: Things): Promise<string> => {
  const { status, headers, body, text } = await test;
  const { date: _, ...said } = headers;
  const shown = Buffer.isBuffer(body) ? body.toString() : text;
  const told = JSON.stringify([status, said, shown]).replaceAll(/nonce(-|=\\\\?")[\w-]+/g, 'nonce');
  // what the one who asked has written: a page's own address, say
  return Object.entries(ids).reduce((rest, [thing, id]) => rest.replaceAll(id, thing), told);
};

interface Answer {
  readonly route: string;
  readonly shape: string;
  /** What the service asked its database meanwhile: as long as these are the same, so is the time that it takes. */
  readonly work: readonly string[];
}

const answerTo = async (asked: Asked, ids: Things, purpose: Purpose): Promise<Answer> => {
  statements.take();
  const test = asCecilia(asked.method, pathOf(asked, ids, purpose), bodies[asked.name]);
  const shape = await shapeOf(test, ids);
  // being seen is written down by the clock, whatever is asked for
  const work = statements.take().filter((sql) => !sql.startsWith('update session set seen_at'));
  return { route: `${asked.name} ${purpose}`, shape, work };
};

const purposesOf = ({ path }: Asked): readonly Purpose[] =>
  path.includes('{token}') ? ['download', 'print'] : ['download'];

/** Whoever looks after the house looks after every department: those pages are theirs, and none of the rest is. */
const isForeign =
  (role: string) =>
  ({ path }: Asked): boolean =>
    role !== 'a system administrator' || !path.startsWith('/admin/');

const ask = async (ids: Things, role: string): Promise<Answer[]> => {
  const answers: Answer[] = [];
  for (const asked of withIds().filter(isForeign(role)))
    for (const purpose of purposesOf(asked)) answers.push(await answerTo(asked, ids, purpose));
  return answers;
};

describe.each(roles)("an id of another department's, asked for by %s", (role, rows) => {
  let foreign: Answer[];
  let unknown: Answer[];

  beforeAll(async () => {
    const { personIds, school } = house;
    await house.database.sql('delete from membership where person_id = $1', [personIds.cecilia]);
    await house.database.sql('insert into membership values ($1, $2, now())', [
      personIds.cecilia,
      school.id,
    ]);
    await house.database.sql(`delete from front_desk where person_id = $1`, [personIds.cecilia]);
    await house.database.sql(`delete from house_role where person_id = $1`, [personIds.cecilia]);
    for (const sql of rows) await house.database.sql(sql, [personIds.cecilia]);
    // once before, so that what a session does but now and then is done
    await ask(thingsOfNobody(), role);
    foreign = await ask(care, role);
    unknown = await ask(thingsOfNobody(), role);
  }, 120_000);

  it('answers on every route exactly as an id that does not exist', () => {
    expect(withIds().length).toBeGreaterThan(40);
    expect(foreign.map(({ route, shape }) => [route, shape])).toEqual(
      unknown.map(({ route, shape }) => [route, shape]),
    );
  });

  it('makes the service do exactly the same, so that time does not tell either', () => {
    expect(foreign.flatMap(({ work }) => work).length).toBeGreaterThan(withIds().length);
    expect(foreign.map(({ route, work }) => [route, work])).toEqual(
      unknown.map(({ route, work }) => [route, work]),
    );
  });

  it('is not found by any request of the API', () => {
    const api = foreign.filter(({ route }) => route.includes(' /api/'));
    expect(api.length).toBeGreaterThan(40);
    expect(api.filter(({ shape }) => !/^\[404,.*not-found/.test(shape))).toEqual([]);
  });
});

describe('the matrix', () => {
  it('leaves no trace in the audit trail, since nothing was opened', async () => {
    const rows = await house.database.sql('select action from audit where message_id = $1', [
      care.messageId,
    ]);
    expect(rows).toEqual([]);
  });

  it('changed nothing', async () => {
    const rows = await house.database.sql('select state from handling where message_id = $1', [
      care.messageId,
    ]);
    expect(rows).toEqual([{ state: 'new' }]);
  });

  it('asks for what is there, for those whose it is', async () => {
    const anna = await house.logIn('anna');
    const { status } = await supertest(house.origin)
      .get(`/api/messages/${care.messageId}`)
      .set('cookie', anna.cookie);
    expect(status).toBe(200);
  });
});

describe("an id of another department's in a body", () => {
  /** What the ids in bodies are of; undefined: of nothing, it is made up by who asks. */
  const bodyThing: Readonly<Record<string, keyof Things | undefined>> = {
    requestId: undefined,
    // of the department's handlers; its own test has those of others
    people: undefined,
    replyTo: 'messageId',
    deliveryId: 'deliveryId',
    attachments: 'attachmentId',
    // of the house, whose departments all who are logged in know by name
    departmentId: undefined,
  };

  it('is none that this test does not know', () => {
    const names = new Set(routes.flatMap(({ bodyIds }) => bodyIds));
    expect([...names].filter((name) => !(name in bodyThing))).toEqual([]);
  });

  it('is as unknown as any', async () => {
    const { personIds, school } = house;
    await house.database.sql(
      'insert into membership values ($1, $2, now()) on conflict do nothing',
      [personIds.cecilia, school.id],
    );
    await house.database.sql(`update membership set role = 'handler' where person_id = $1`, [
      personIds.cecilia,
    ]);
    await house.database.sql(`update session set loa = 'LoA3' where person_id = $1`, [
      personIds.cecilia,
    ]);
    const mine: Things = {
      ...thingsOfNobody(),
      departmentId: school.id,
      messageId: (await house.receive(school)).id,
      draftId: (await beginDraft(clientOf(house.origin, cecilia), school.id)).id,
      sendingId: (await sendReady(clientOf(house.origin, cecilia), school.id)).id,
    };
    const told: string[][] = [[], []];
    for (const asked of routes)
      for (const name of asked.bodyIds.filter((each) => bodyThing[each] !== undefined))
        for (const [index, ids] of [care, thingsOfNobody()].entries()) {
          const thing = bodyThing[name] ?? 'messageId';
          const id = name === 'attachments' ? [ids[thing]] : ids[thing];
          const body = { ...bodies[asked.name], requestId: randomUUID(), [name]: id };
          const shape = await shapeOf(asCecilia(asked.method, pathOf(asked, mine), body), ids);
          told[index]?.push(`${asked.name} ${name}: ${shape}`);
        }
    expect(told[0]?.length).toBeGreaterThan(2);
    expect(told[0]).toEqual(told[1]);
    expect(told[0]?.filter((text) => !/: \[4\d\d,/.test(text))).toEqual([]);
  });
});

describe('an id, asked for by nobody', () => {
  it.each([
    ['without a session', async () => ({})],
    ['in a session that has ended', async () => ({ cookie: await endedCookie() })],
    [
      'with a token of a business system',
      async () => {
        const client = await addApiClient(house.database, house.care, apiScopes);
        return { authorization: `Bearer ${await tokenOf(house.origin, client)}` };
      },
    ],
  ])('%s answers on every route of the API that one must log in', async (_, headersOf) => {
    const headers = await headersOf();
    const told: unknown[] = [];
    for (const asked of withIds().filter(({ path }) => path.startsWith('/api/')))
      for (const ids of [care, thingsOfNobody()]) {
        const test = askBy(asked.method, pathOf(asked, ids)).set(headers);
        const { status, body } = await test.send(bodies[asked.name]);
        told.push([asked.name, status, body.code]);
      }
    expect(told).toEqual(
      withIds()
        .filter(({ path }) => path.startsWith('/api/'))
        .flatMap(({ name }) => [
          [name, 401, 'login-required'],
          [name, 401, 'login-required'],
        ]),
    );
  });

  const endedCookie = async (): Promise<string> => {
    const bo = await house.logIn('bo');
    await supertest(house.origin)
      .post('/logout')
      .set('cookie', bo.cookie)
      .type('form')
      .send({ csrf: bo.csrf });
    return bo.cookie;
  };
});

describe("an id of another department's, asked for by a business system", () => {
  it('answers on every route exactly as an id that does not exist, after the same work', async () => {
    const client = await addApiClient(house.database, house.school, apiScopes);
    const token = await tokenOf(house.origin, client);
    const answer = async (asked: Asked, ids: Things): Promise<Answer> => {
      statements.take();
      const test = askBy(asked.method, pathOf(asked, ids))
        .auth(token, { type: 'bearer' })
        .send(bodies[asked.name]);
      const shape = await shapeOf(test, ids);
      return { route: asked.name, shape, work: statements.take() };
    };
    const [foreign, unknown]: [Answer[], Answer[]] = [[], []];
    for (const asked of systemRoutes) {
      await answer(asked, thingsOfNobody());
      foreign.push(await answer(asked, care));
      unknown.push(await answer(asked, thingsOfNobody()));
    }
    expect(foreign.length).toBeGreaterThan(5);
    expect(foreign).toEqual(unknown);
    expect(foreign.filter(({ shape }) => !/^\[404,.*not-found/.test(shape))).toEqual([]);
  });
});
