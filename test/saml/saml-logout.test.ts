import {
  logoutRequest,
  logoutResponse,
  type SamlSession,
} from '@kuvert/identity/saml/logout-messages';
import {
  makeIdpKey,
  signXml,
  type IdpKey,
} from '@kuvert/identity/test-support/saml-identity-provider';
import type { Mailbox } from '@kuvert/mailbox/container';
import { openEvents } from '@kuvert/mailbox/test-support/events';
import type { CookieJar } from '@kuvert/simulators/oidc/cookie-jar';
import { logInBySaml, post, type PostedForm } from '@kuvert/simulators/saml/log-in';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { pemOf, startSamlHouse, type SamlHouse } from './saml-house.ts';
import { logOut, newJar, whoIs } from './visitor.ts';

let house: SamlHouse;
let other: Mailbox;
let since = 0;

beforeAll(async () => {
  house = await startSamlHouse();
  other = await house.startReplica();
});
afterAll(() => house.stop());
beforeEach(async () => {
  const [row] = await house.database.sql('select coalesce(max(seq), 0)::int as seq from audit');
  since = Number(row?.['seq']);
  Object.assign(house.idp.behaviour, { logoutBinding: 'redirect', metadata: undefined });
});

const onRecord = () =>
  house.database.sql('select action, person_id, detail from audit where seq > $1 order by seq', [
    since,
  ]);

interface LoggedIn {
  readonly jar: CookieJar;
  /** At the identity provider. */
  readonly index: string;
  isIn(): Promise<boolean>;
}

const logIn = async (subject: 'anna' | 'karin' = 'anna'): Promise<LoggedIn> => {
  const jar = newJar();
  await logInBySaml(jar, house.origin, subject);
  const index = house.idp.openSessions().at(-1) ?? '';
  return { jar, index, isIn: async () => typeof (await whoIs(house.origin, jar)) !== 'number' };
};

const text = (escaped: string): string => escaped.replaceAll('&amp;', '&').replaceAll('&#43;', '+');
/** Where a page of ours leads by itself. */
const refreshIn = (page: string): string => text(/content="0;url=([^"]*)"/.exec(page)?.[1] ?? '');
const formIn = (page: string): PostedForm => ({
  action: text(/action="([^"]*)"/.exec(page)?.[1] ?? ''),
  fields: Object.fromEntries(
    [...page.matchAll(/name="(SAML\w+|RelayState)"\s+value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, text(value)],
    ),
  ),
});
const locationOf = (response: Response): string => response.headers.get('location') ?? '';

/** A replica that has asked for metadata that say something else of logging out. */
const replicaWhereMetadata = async (have: string, change: () => void): Promise<string> => {
  change();
  const replica = await house.startReplica();
  await expect
    .poll(() =>
      house.database.sql(
        `select convert_from(xml, 'UTF8') ~ $1 as has from saml_provider where error is null`,
        [have],
      ),
    )
    .toEqual([{ has: true }]);
  return replica.origin.replace('127.0.0.1', 'localhost');
};

describe('logging out here', () => {
  it('ends the session at the identity provider as well, which says so', async () => {
    const { jar, index, isIn } = await logIn();
    const left = await logOut(house.origin, jar);
    const to = refreshIn(await left.text());
    expect([left.status, await isIn()]).toEqual([200, false]);
    const answer = locationOf(await jar.fetch(to));
    const end = await jar.fetch(answer);
    expect(locationOf(end)).toBe('/login?left=everywhere');
    expect(house.idp.openSessions()).not.toContain(index);
    const page = await jar.fetch(`${house.origin}/login?left=everywhere`);
    expect(await page.text()).toMatch(/where you log in|där du loggar in/);
    expect(await onRecord()).toMatchObject([{ action: 'login' }, { action: 'logout' }]);
  });

  it('goes by a form where the identity provider takes nothing else', async () => {
    const origin = await replicaWhereMetadata('Logout[^>]*HTTP-POST', () => {
      house.idp.behaviour.logoutBinding = 'post';
    });
    const { jar, index } = await logIn();
    const left = await logOut(house.origin, jar, origin);
    const there = formIn(await left.text());
    expect(left.headers.get('content-security-policy')).toContain(
      `form-action ${new URL(there.action).origin} https:`,
    );
    const page = await fetch(there.action, {
      method: 'POST',
      body: new URLSearchParams(there.fields),
    });
    const back = formIn(await page.text());
    expect(back.action).toBe(`${house.origin}/saml/logout`);
    expect(new URL(await post(back)).search).toBe('?left=everywhere');
    expect(house.idp.openSessions()).not.toContain(index);
  });

  it('ends the session here alone where the identity provider has no place for it, and says so', async () => {
    const told = await (await fetch(house.idp.metadataUrl)).text();
    const xml = told.replace(/<SingleLogoutService[^>]*>/, '<!-- none -->');
    const origin = await replicaWhereMetadata('none', () => {
      house.idp.behaviour.metadata = () => ({ status: 200, xml });
    });
    const { jar, isIn } = await logIn();
    const left = await logOut(house.origin, jar, origin);
    expect([left.status, locationOf(left), await isIn()]).toEqual([303, '/login?left=here', false]);
    const page = await fetch(`${house.origin}/login?left=here`, {
      headers: { 'accept-language': 'en' },
    });
    expect(await page.text()).toContain('you may still be logged in');
  });

  it('asks the identity provider about nobody else, whatever the browser brings', async () => {
    const [anna, karin] = [await logIn('anna'), await logIn('karin')];
    const foreign = /__Secure-kuvert-saml=([\w-]+)/.exec(karin.jar.headerFor(house.origin))?.[1];
    expect(foreign).toMatch(/^[\w-]+$/);
    const session = /__Host-kuvert=[\w-]+/.exec(anna.jar.headerFor(house.origin))?.[0];
    const bring = async (kept: string): Promise<string> => {
      const me = await whoIs(house.origin, anna.jar);
      const csrf = typeof me === 'number' ? '' : me.csrfToken;
      const response = await fetch(`${house.origin}/logout`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: house.origin, cookie: `${session}; __Secure-kuvert-saml=${kept}` },
        body: new URLSearchParams({ csrf }),
      });
      return locationOf(response);
    };
    expect(await bring(foreign ?? '')).toBe('/login?left=here');
    expect([await anna.isIn(), await karin.isIn()]).toEqual([false, true]);
    expect(house.idp.openSessions()).toEqual(expect.arrayContaining([anna.index, karin.index]));
  });

  it('is no word on who is still logged in', async () => {
    const { jar } = await logIn();
    const page = await jar.fetch(`${house.origin}/login?left=everywhere`);
    expect(await page.text()).not.toContain('role="status"');
  });

  describe('whose answer', () => {
    /** As the identity provider would say it; what of it is another's. */
    const answered = async (
      change: Partial<Parameters<typeof logoutResponse>[0]> & { readonly to?: string },
      key: IdpKey = house.idpKey,
    ) => {
      const { jar } = await logIn();
      const to = new URL(refreshIn(await (await logOut(house.origin, jar)).text()));
      const relayState = to.searchParams.get('RelayState') ?? '';
      const [row] = await house.database.sql(
        'select request_id as id from saml_logout order by created_at desc limit 1',
      );
      const answer = logoutResponse(
        {
          ...{ id: '_a1', issuer: house.idp.entityId, binding: 'redirect' },
          ...{ url: `${house.origin}/saml/logout`, relayState },
          ...{ privateKey: pemOf(key), certificate: key.certificate },
          ...change,
        },
        change.to ?? String(row?.['id']),
      );
      const end = locationOf(await jar.fetch(answer.url));
      const rows = (await onRecord()).filter(({ action }) => action === 'logout-refused');
      return { url: answer.url, end, reasons: rows.map(({ detail }) => detail) };
    };

    it('is not to be trusted says that one may still be logged in there', async () => {
      expect(await answered({}, makeIdpKey())).toMatchObject({
        ...{ end: '/login?left=here', reasons: ['signature-wrong'] },
      });
    });

    it('is to another request does likewise', async () => {
      expect(await answered({ to: '_other' })).toMatchObject({
        ...{ end: '/login?left=here', reasons: ['request-unknown'] },
      });
    });

    it('nobody asked for, or comes again, says nothing', async () => {
      const { url, end } = await answered({});
      const again = await newJar().fetch(url);
      const unasked = await newJar().fetch(`${house.origin}/saml/logout`);
      expect([end, locationOf(again), locationOf(unasked)]).toEqual([
        '/login?left=everywhere',
        '/login?error=logout-refused',
        '/login?error=logout-refused',
      ]);
    });
  });
});

const senderOf = (key: IdpKey, more: object = {}) => ({
  ...{ id: `_${crypto.randomUUID()}`, issuer: house.idp.entityId, binding: 'redirect' as const },
  ...{ url: `${house.origin}/saml/logout`, relayState: 'as it came' },
  ...{ privateKey: pemOf(key), certificate: key.certificate },
  ...more,
});

/** As the identity provider asks, by an address. */
const asked = async (there: SamlSession, more: object = {}, key = house.idpKey): Promise<string> =>
  (await logoutRequest(senderOf(key, more), there)).url;

/** As it asks by a form, in XML before anybody signs it. */
const askedXml = async (there: SamlSession): Promise<string> => {
  const sent = await logoutRequest(senderOf(house.idpKey, { binding: 'post' }), there);
  const fields = 'fields' in sent ? sent.fields : {};
  return Buffer.from(fields['SAMLRequest'] ?? '', 'base64').toString();
};

const posting = (xml: string): Promise<string> =>
  post({
    action: `${house.origin}/saml/logout`,
    fields: { SAMLRequest: Buffer.from(xml).toString('base64') },
  });

describe('logging out at the identity provider', () => {
  it('ends that session here at once, with what it looks at on every replica, and is told so', async () => {
    const [desk, ward] = [await logIn(), await logIn()];
    const events = await openEvents(other.origin, desk.jar.headerFor(house.origin));
    const there = newJar();
    const request = locationOf(await there.fetch(house.idp.logoutUrl(desk.index)));
    expect(request).toContain(`${house.origin}/saml/logout?SAMLRequest=`);
    const answer = locationOf(await there.fetch(request));
    const end = await there.fetch(answer);
    expect([end.status, await events.ended()]).toEqual([200, true]);
    expect([await desk.isIn(), await ward.isIn()]).toEqual([false, true]);
    expect(house.idp.openSessions()).not.toContain(desk.index);
    expect((await onRecord()).at(-1)).toEqual({
      action: 'session-ended',
      detail: 'provider',
      person_id: house.anna,
    });
  });

  it('by a form ends it likewise', async () => {
    const { index, isIn } = await logIn();
    const end = await posting(await askedXml({ nameId: 'anna', sessionIndex: index }));
    expect(new URL(end).pathname).toBe('/slo');
    expect(await isIn()).toBe(false);
  });

  it('of no session at all ends every one of theirs, and of nobody else', async () => {
    const [desk, ward, foreign] = [await logIn(), await logIn(), await logIn('karin')];
    await fetch(await asked({ nameId: 'anna' }), { redirect: 'manual' });
    expect([await desk.isIn(), await ward.isIn(), await foreign.isIn()]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('is answered as done where nothing goes on any more, with what came along', async () => {
    const url = await asked({ nameId: 'nobody', sessionIndex: '_x' });
    const answer = new URL(locationOf(await fetch(url, { redirect: 'manual' })));
    expect(answer.searchParams.get('RelayState')).toBe('as it came');
    expect(answer.searchParams.has('SAMLResponse')).toBe(true);
  });

  it('is asked for once, at whichever replica it is tried again', async () => {
    const { index } = await logIn();
    const url = await asked({ nameId: 'anna', sessionIndex: index });
    await fetch(url, { redirect: 'manual' });
    const again = await fetch(url.replace(house.origin, other.origin), { redirect: 'manual' });
    expect(locationOf(again)).toBe('/login?error=logout-refused');
    expect((await onRecord()).at(-1)).toMatchObject({ detail: 'request-used' });
  });

  const later = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
  const unsigned = (xml: string): string =>
    xml.replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/, '');
  /** The identity provider's own word, changed before it signs. */
  const saying = (from: string | RegExp, to: string) => (xml: string) =>
    signXml(unsigned(xml).replace(from, to), 'LogoutRequest', { key: house.idpKey });
  const hostile: readonly (readonly [string, string, (xml: string) => string])[] = [
    ['nobody signed', 'signature-missing', unsigned],
    [
      'somebody else signed',
      'signature-wrong',
      (xml) => signXml(unsigned(xml), 'LogoutRequest', { key: makeIdpKey() }),
    ],
    ['was changed', 'signature-wrong', (xml) => xml.replace('>anna<', '>sten<')],
    [
      'is for others',
      'destination-wrong',
      saying(/Destination="[^"]*"/, 'Destination="https://other.example"'),
    ],
    [
      'is of somebody else',
      'issuer-wrong',
      saying(/(Issuer[^>]*>)[^<]*/, '$1https://other.example'),
    ],
    ['is over', 'expired', saying(/IssueInstant="[^"]*"/, `IssueInstant="${later(-3600)}"`)],
    [
      'was over before it came',
      'expired',
      saying(' IssueInstant', ` NotOnOrAfter="${later(-120)}" IssueInstant`),
    ],
    [
      'has a DOCTYPE',
      'doctype-refused',
      (xml) => `<!DOCTYPE a [<!ENTITY b "c">]>${xml.replace(/^<\?xml[^>]*>/, '')}`,
    ],
    [
      'is wrapped around a signed one',
      'not-a-logout-message',
      (xml) => {
        const bare = unsigned(xml).replace(/ ID="[^"]*"/, ' ID="_evil"');
        const inner = xml.replace(/^<\?xml[^>]*>/, '');
        return bare.replace('</samlp:LogoutRequest>', `${inner}</samlp:LogoutRequest>`);
      },
    ],
    ['is longer than any', 'response-too-large', (xml) => xml.padEnd(200_000)],
    ['is none', 'response-unreadable', () => 'nothing'],
  ];
  it.each(hostile)('by what %s ends nothing, on record as %s', async (_, reason, forge) => {
    const { index, isIn } = await logIn();
    const end = await posting(forge(await askedXml({ nameId: 'anna', sessionIndex: index })));
    expect([end, await isIn()]).toEqual([`${house.origin}/login?error=logout-refused`, true]);
    expect((await onRecord()).at(-1)).toEqual({
      action: 'logout-refused',
      person_id: null,
      detail: reason,
    });
  });
});

it('a session holds nobody’s name at the identity provider, and after its end no trace of it', async () => {
  const { jar } = await logIn();
  const rows = (which: string) =>
    house.database.sql(`select * from session where ended_at is ${which}`);
  const [going] = (await rows('null')).slice(-1);
  expect(going?.['provider_subject']).toMatch(/^[\w-]{43}$/);
  expect(JSON.stringify(await rows('null'))).not.toContain('"anna"');
  expect(
    await house.database.sql('select from login_choice where saml_session is not null'),
  ).toEqual([]);
  await logOut(house.origin, jar);
  expect((await rows('not null')).every((row) => row['provider_subject'] === null)).toBe(true);
});
