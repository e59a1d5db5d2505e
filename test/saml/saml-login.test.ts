import { createCookieJar, type CookieJar } from '@kuvert/simulators/oidc/cookie-jar';
import { logInBySaml, post, reachForm } from '@kuvert/simulators/saml/log-in';
import { makeIdpKey, signXml } from '@kuvert/identity/test-support/saml-identity-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Mailbox } from '@kuvert/mailbox/container';

import { changing, saying, wrappings, type Forgery } from './forge.ts';
import { newJar, whoIs } from './visitor.ts';
import {
  annasHsaId,
  commission,
  gretasHsaId,
  pemOf,
  startSamlHouse,
  stensHsaIds,
  type SamlHouse,
} from './saml-house.ts';

let house: SamlHouse;
let other: Mailbox;
/** Set in `beforeEach`: what is on record of each test alone. */
let since = 0;

beforeAll(async () => {
  house = await startSamlHouse();
  other = await house.startReplica();
});
afterAll(() => house.stop());
beforeEach(async () => {
  const [row] = await house.database.sql('select coalesce(max(seq), 0)::int as seq from audit');
  since = Number(row?.['seq']);
  house.clock.ahead = 0;
  Object.assign(house.idp.behaviour, {
    ...{ sign: 'both', isEncrypted: false, lifetimeSeconds: 300, signer: undefined },
    ...{ metadata: undefined, forge: (xml: string) => xml },
    contexts: ['http://id.sambi.se/loa/loa3'],
  });
});

const onRecord = () =>
  house.database.sql('select action, person_id, detail from audit where seq > $1 order by seq', [
    since,
  ]);

const me = (jar: CookieJar) => whoIs(house.origin, jar);

const refusal = '/login?error=login-failed&return=%2F';

/** One login whose answer is changed on its way: where it ends, what is on record, and whether anybody is logged in. */
const tried = async (forge: Forgery, subject = 'anna') => {
  house.idp.behaviour.forge = forge;
  const jar = newJar();
  const next = new URL(await post(await reachForm(jar, house.origin, subject)));
  const rows = await onRecord();
  return {
    to: `${next.pathname}${next.search}`,
    rows: rows.map(({ action, detail }) => [action, detail]),
    me: await me(jar),
  };
};

const refusedFor = (detail: string) => ({
  to: refusal,
  rows: [['login-refused', detail]],
  me: 401,
});

describe('a login by SAML', () => {
  it.each(['assertion', 'response', 'both'] as const)(
    'lets in whom the identity provider vouches for, where it signs the %s',
    async (sign) => {
      house.idp.behaviour.sign = sign;
      const jar = newJar();
      const end = await logInBySaml(jar, house.origin, 'anna', '/saml/start?return=/sent');
      expect(end).toBe(`${house.origin}/sent`);
      expect(await me(jar)).toMatchObject({ person: { id: house.anna, name: 'Anna Öberg' } });
      expect(await onRecord()).toEqual([
        { action: 'login', person_id: house.anna, detail: 'LoA3' },
      ]);
    },
  );

  it('is shown among one’s sessions with the browser that it came by', async () => {
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    const jar = createCookieJar((url, init) => {
      const headers = new Headers(init?.headers);
      headers.set('user-agent', firefox);
      return fetch(url, { ...init, headers });
    });
    await logInBySaml(jar, house.origin, 'anna');
    expect(await (await jar.fetch(`${house.origin}/sessions`)).text()).toContain('Firefox');
  });

  it('opens an assertion that is encrypted for us', async () => {
    Object.assign(house.idp.behaviour, { isEncrypted: true });
    const jar = newJar();
    house.idp.behaviour.forge = (xml) => {
      expect(xml).toContain('EncryptedAssertion');
      expect(xml).not.toContain(annasHsaId);
      return xml;
    };
    await logInBySaml(jar, house.origin, 'anna');
    expect(await me(jar)).toMatchObject({ person: { id: house.anna } });
  });

  it('opens none that comes in an answer which is not signed as a whole', async () => {
    Object.assign(house.idp.behaviour, { isEncrypted: true, sign: 'assertion' });
    expect(await tried((xml) => xml)).toEqual(refusedFor('signature-missing answer-invalid'));
  });

  it('asks for a level at a stronger login, and to log in anew', async () => {
    const jar = newJar();
    house.idp.behaviour.contexts = ['http://id.sambi.se/loa/loa3', 'http://id.sambi.se/loa/loa4'];
    await logInBySaml(jar, house.origin, 'anna');
    expect(house.idp.lastRequest()).not.toContain('ForceAuthn');
    const stronger = await jar.fetch(`${house.origin}/login/stronger?loa=LoA4&return=/`);
    expect(new URL(stronger.headers.get('location') ?? '').pathname).toBe('/sso');
    await logInBySaml(jar, house.origin, 'anna', '/saml/start?loa=LoA4');
    expect(house.idp.lastRequest()).toContain('ForceAuthn="true"');
    const rows = await onRecord();
    expect(rows.map(({ action, detail }) => [action, detail])).toEqual([
      ['login', 'LoA3'],
      ['session-ended', 'new-login'],
      ['step-up', 'LoA4'],
    ]);
  });

  it('is on record as too weak when the answer to that is an old one', async () => {
    house.idp.behaviour.contexts = ['http://id.sambi.se/loa/loa4'];
    house.idp.behaviour.forge = saying(
      house.idpKey,
      /AuthnInstant="[^"]*"/,
      `AuthnInstant="${new Date(Date.now() - 3_600_000).toISOString()}"`,
    );
    await post(await reachForm(newJar(), house.origin, 'anna', '/saml/start?loa=LoA4'));
    expect(await onRecord()).toMatchObject([
      { action: 'login-refused', detail: 'authentication-too-old assurance-too-low' },
    ]);
  });

  it('has somebody with several HSA-ids choose', async () => {
    const jar = newJar();
    const choice = await logInBySaml(jar, house.origin, 'sten');
    const page = await (await jar.fetch(choice)).text();
    expect([new URL(choice).pathname, ...stensHsaIds.filter((id) => page.includes(id))]).toEqual([
      '/login/choose',
      ...stensHsaIds,
    ]);
    await jar.fetch(`${house.origin}/login/choose`, {
      method: 'POST',
      body: new URLSearchParams({
        login: new URL(choice).searchParams.get('login') ?? '',
        identity: stensHsaIds[1],
      }),
    });
    expect(await me(jar)).toMatchObject({ person: { name: 'Sten Alm' } });
  });

  it('may begin, be answered and end at three different replicas', async () => {
    const jar = newJar();
    const form = await reachForm(jar, other.origin.replace('127.0.0.1', 'localhost'), 'anna');
    const next = await post(form);
    expect(next).toContain(`${house.origin}/saml/enter?login=`);
    await jar.fetch(next.replace(house.origin, other.origin.replace('127.0.0.1', 'localhost')));
    expect(await me(jar)).toMatchObject({ person: { id: house.anna } });
  });
});

it('the requests of a login by SAML take no id of anything, which could be one of another department', async () => {
  const description = await fetch(`${house.origin}/openapi.json`);
  // the mailbox's own description of itself
  const { paths } = (await description.json()) as { paths: Record<string, object> };
  const bySaml = Object.entries(paths).filter(([path]) => path.startsWith('/saml'));
  expect(
    bySaml.flatMap(([path, methods]) => Object.keys(methods).map((each) => `${each} ${path}`)),
  ).toEqual(
    expect.arrayContaining([
      ...['get /saml/start', 'get /saml/metadata', 'get /saml/enter', 'get /saml/logout'],
      ...['post /saml/response', 'post /saml/logout'],
    ]),
  );
  expect(bySaml.filter(([path]) => path.includes('{'))).toEqual([]);
});

describe('an answer', () => {
  it('logs in the browser that began the login, and no other one', async () => {
    const [mine, foreign] = [newJar(), newJar()];
    const next = await post(await reachForm(mine, house.origin, 'anna'));
    await reachForm(foreign, house.origin, 'sten');
    const refused = await foreign.fetch(next);
    expect([refused.headers.get('location'), await me(foreign)]).toEqual([refusal, 401]);
    await mine.fetch(next);
    expect(await me(mine)).toMatchObject({ person: { id: house.anna } });
    expect(await onRecord()).toMatchObject([
      { action: 'login-refused', detail: 'not-under-way' },
      { action: 'login' },
    ]);
  });

  it('is taken once, at whichever replica it is tried again', async () => {
    const jar = newJar();
    const form = await reachForm(jar, house.origin, 'anna');
    const action = form.action.replace(new URL(form.action).origin, other.origin);
    const [first, second] = [await post(form), await post({ ...form, action })];
    expect(new URL(first).pathname).toBe('/saml/enter');
    expect(new URL(second).search).toBe('?error=login-failed&return=%2F');
    expect(await onRecord()).toMatchObject([{ detail: 'not-under-way' }]);
  });

  it('has an assertion that is used once, even when its request were under way again', async () => {
    const attempts = () => house.database.sql(`select * from login_attempt where means = 'saml'`);
    await house.database.sql('delete from login_attempt');
    const form = await reachForm(newJar(), house.origin, 'anna');
    const [attempt = {}] = await attempts();
    await post(form);
    const names = Object.keys(attempt);
    await house.database.sql(
      `insert into login_attempt (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      Object.values(attempt),
    );
    const action = form.action.replace(new URL(form.action).origin, other.origin);
    expect(new URL(await post({ ...form, action })).search).toContain('login-failed');
    expect(await onRecord()).toEqual([
      { action: 'login-refused', person_id: house.anna, detail: 'assertion-used' },
    ]);
  });

  it('that nobody asked for is refused, with or without a request of somebody else', async () => {
    const [one, another] = [
      await reachForm(newJar(), house.origin, 'anna'),
      await reachForm(newJar(), house.origin, 'anna'),
    ];
    const { SAMLResponse = '' } = one.fields;
    await post({ ...one, fields: { SAMLResponse } });
    await post({ ...one, fields: { SAMLResponse, RelayState: 'x'.repeat(43) } });
    await post({ ...one, fields: { ...another.fields, SAMLResponse } });
    expect((await onRecord()).map(({ detail }) => detail)).toEqual([
      'not-under-way',
      'not-under-way',
      'request-unknown answer-invalid',
    ]);
  });

  it('that comes by the means of another login is refused', async () => {
    const jar = newJar();
    const { RelayState = '' } = (await reachForm(jar, house.origin, 'anna')).fields;
    const other = await jar.fetch(`${house.origin}/login/callback?state=${RelayState}`);
    expect(other.status).toBe(404);
  });

  const text = (from: string | RegExp, to: string): ((house: SamlHouse) => Forgery) => {
    return ({ idpKey }) => saying(idpKey, from, to);
  };
  const past = new Date(Date.now() - 3_600_000).toISOString();
  const future = new Date(Date.now() + 3_600_000).toISOString();
  const cases: readonly (readonly [string, string, (house: SamlHouse) => Forgery])[] = [
    ['was changed', 'signature-wrong answer-invalid', () => changing(annasHsaId, stensHsaIds[0])],
    [
      'is not signed',
      'signature-missing answer-invalid',
      () => changing(/<ds:Signature[\s\S]*?<\/ds:Signature>/g, ''),
    ],
    [
      'is signed by another key',
      'signature-wrong answer-invalid',
      () => (xml) =>
        signXml(xml.replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/g, ''), 'Assertion', {
          key: makeIdpKey(),
        }),
    ],
    ['is over', 'expired answer-invalid', text(/NotOnOrAfter="[^"]*"/g, `NotOnOrAfter="${past}"`)],
    [
      'is from the future',
      'not-yet-valid answer-invalid',
      text(/NotBefore="[^"]*"/, `NotBefore="${future}"`),
    ],
    [
      'is for others',
      'audience-wrong answer-invalid',
      text(/<saml:Audience>[^<]*/, '<saml:Audience>https://other.example'),
    ],
    [
      'is confirmed for another address',
      'recipient-wrong answer-invalid',
      text(/Recipient="[^"]*"/, 'Recipient="https://other.example"'),
    ],
    [
      'goes to another address',
      'destination-wrong answer-invalid',
      text(/Destination="[^"]*"/, 'Destination="https://other.example"'),
    ],
    [
      'is issued by somebody else',
      'issuer-wrong answer-invalid',
      text(/(<saml:Assertion[\s\S]*?<saml:Issuer>)[^<]*/, '$1https://other.example'),
    ],
    [
      'is issued by somebody else as a whole, by the same key',
      'issuer-wrong answer-invalid',
      text(/(<(?:\w+:)?Issuer\b[^>]*>)[^<]*/g, '$1https://other.example'),
    ],
    [
      'is to another request',
      'request-unknown answer-invalid',
      text(/(SubjectConfirmationData[^>]*)InResponseTo="[^"]*"/, '$1InResponseTo="_other"'),
    ],
    [
      'says that the login failed',
      'status-not-success provider-refused',
      text('status:Success', 'status:Responder'),
    ],
    [
      'has a DOCTYPE',
      'doctype-refused answer-invalid',
      () => changing('<samlp:Response', '<!DOCTYPE a [<!ENTITY b "c">]><samlp:Response'),
    ],
    [
      'has a comment in who it is',
      'xml-content-refused answer-invalid',
      text(annasHsaId, `${annasHsaId}<!-- -->.evil`),
    ],
    [
      'is of a weaker login',
      'authentication-context-wrong assurance-too-low',
      text('http://id.sambi.se/loa/loa3', 'http://id.sambi.se/loa/loa2'),
    ],
    [
      'is of a level that nobody certified',
      'authentication-context-wrong assurance-too-low',
      text('http://id.sambi.se/loa/loa3', 'http://id.sambi.se/loa/uncertified-loa3'),
    ],
    ['is none', 'response-unreadable answer-invalid', () => () => 'nothing'],
    ['names an HSA-id that is none', 'identity-unclear', text(annasHsaId, 'anna')],
  ];
  it.each(cases)('that %s is refused as any other, on record as %s', async (_, detail, forge) => {
    expect(await tried(forge(house))).toEqual(refusedFor(detail));
  });

  it.each(['1', '2', '3', '4', '5', '6', '7', '8', '9'])(
    'whose signature is wrapped around another one (XSW %s) is refused',
    async (number) => {
      const [, forge = String] =
        wrappings(annasHsaId, house.idpKey).find(([each]) => each === number) ?? [];
      const { to, rows, me: who } = await tried(forge);
      expect({ to, who, count: rows.length }).toEqual({ to: refusal, who: 401, count: 1 });
      expect(rows[0]?.[1]).toMatch(
        /^(not-a-response|assertion-several|signature-misplaced|id-several) answer-invalid$/,
      );
    },
  );

  it('longer than any leads to the page of the login like any other', async () => {
    const form = await reachForm(newJar(), house.origin, 'anna');
    const fields = { ...form.fields, SAMLResponse: 'A'.repeat(600_000) };
    expect(new URL(await post({ ...form, fields })).search).toContain('error=login-failed');
    expect((await onRecord()).map(({ detail }) => detail)).toEqual([
      'response-too-large not-under-way',
    ]);
  });

  it('about somebody without an HSA-id, or without a name, is refused', async () => {
    expect(await tried((xml) => xml, 'nils')).toEqual(refusedFor('identity-unclear'));
    expect((await tried((xml) => xml, 'nameless')).rows).toContainEqual([
      'login-refused',
      'nameless',
    ]);
  });
});

describe('the groups that an assertion tells', () => {
  const maps = (name: string) =>
    house.database.sql('insert into department_group values ($1, $2, $3, $4, now())', [
      ...[house.idp.entityId, name, house.care.id, 'handler'],
    ]);
  const gretas = () =>
    house.database.sql(
      `select m.role, m.department_id as department from membership m
         join person p on p.id = m.person_id where p.subject = $1`,
      [gretasHsaId],
    );
  beforeEach(async () => {
    house.idp.behaviour.forge = (xml) => xml;
    await house.database.sql('delete from department_group');
    await house.database.sql('delete from membership where person_id <> $1', [house.anna]);
  });

  it('make its person a member by logging in, who is announced, and none as soon as it tells them no more', async () => {
    await maps(commission);
    const jar = newJar();
    await logInBySaml(jar, house.origin, 'greta');
    expect(await me(jar)).toMatchObject({ departments: [{ id: house.care.id }] });
    expect(await gretas()).toEqual([{ role: 'handler', department: house.care.id }]);
    const told = await house.database.sql('select kind from announcement');
    expect(told).toEqual([{ kind: 'member-by-group' }]);
    const other = 'SE2321000131-C002';
    house.idp.behaviour.forge = saying(house.idpKey, commission, other);
    await logInBySaml(newJar(), house.origin, 'greta');
    expect(await gretas()).toEqual([]);
    expect(await me(jar)).toMatchObject({ departments: [] });
  });

  it('are those of the attribute that the operator names', async () => {
    const { preset } = house.config.saml ?? {};
    if (!preset) throw new Error('no login by SAML');
    const replica = await house.startReplica({
      preset: {
        ...preset,
        groups: { ...preset.groups, attribute: 'urn:example:units', areCommissions: false },
      },
    });
    await maps('ward 4');
    const origin = replica.origin.replace('127.0.0.1', 'localhost');
    const jar = newJar();
    const form = await reachForm(jar, origin, 'greta');
    const next = await post({ ...form, action: `${origin}/saml/response` });
    await jar.fetch(next.replace(house.origin, origin));
    expect(await gretas()).toEqual([{ role: 'handler', department: house.care.id }]);
  });
});

describe("the identity provider's metadata", () => {
  it('bring its next key to every replica that asks anew', async () => {
    const next = makeIdpKey();
    const told = await (await fetch(house.idp.metadataUrl)).text();
    const base64 = next.certificate.replace(/-----[^-]+-----|\s/g, '');
    const both = told.replace(
      /<KeyDescriptor[\s\S]*?<\/KeyDescriptor>/,
      (key) => key + key.replace(/(<X509Certificate>)[^<]*/, `$1${base64}`),
    );
    house.idp.behaviour.metadata = () => ({ status: 200, xml: both });
    house.idp.behaviour.signer = { key: pemOf(next), certificate: next.certificate };
    const replica = await house.startReplica();
    const answerAt = async (origin: string): Promise<string> => {
      const form = await reachForm(newJar(), house.origin, 'anna');
      const action = form.action.replace(new URL(form.action).origin, origin);
      return new URL(await post({ ...form, action })).pathname;
    };
    await expect.poll(() => answerAt(replica.origin)).toBe('/saml/enter');
    // the others ask within the hour
    expect(await answerAt(house.origin)).toBe('/login');
  });

  it('are there for a start while the identity provider is away', async () => {
    house.idp.behaviour.metadata = () => ({ status: 503, xml: '' });
    const replica = await house.startReplica();
    const start = await fetch(`${replica.origin}/saml/start`, { redirect: 'manual' });
    expect(new URL(start.headers.get('location') ?? '').pathname).toBe('/sso');
    const error = () => house.database.sql('select error from saml_provider');
    await expect.poll(error).toEqual([{ error: 'fetch-failed' }]);
  });

  it('of ours are signed, and say where answers go and which attributes we would like', async () => {
    const response = await fetch(`${house.origin}/saml/metadata`);
    const xml = await response.text();
    expect(response.headers.get('content-type')).toContain('application/samlmetadata+xml');
    expect(xml).toContain('<ds:SignatureValue>');
    expect(xml).toContain(`Location="${house.origin}/saml/response"`);
    expect(xml).toContain('http://sambi.se/attributes/1/employeeHsaId');
  });
});
