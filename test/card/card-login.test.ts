import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';

import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { extension, rdn, testKey } from '@kuvert/identity/test-support/certificate-authority';
import { keyUsageBits, oids } from '@kuvert/identity/certificate/extensions';
import {
  cardSubject,
  makeCa,
  makeCrl,
  policies,
  type CardChange,
} from '@kuvert/identity/test-support/siths-look-alike';

import { hashSecret } from '@kuvert/platform/keys/secret-hash';

import {
  fingerprintOf,
  newHsaId,
  startCardAuthority,
  type Card,
  type CardAuthority,
} from './card-authority.ts';
import {
  cardName,
  lastRefusal,
  locationOf,
  meIn,
  newJar,
  press,
  reachHandOver,
  refusedAfterMs,
  sessionOf,
  show,
  startCardHouse,
  type CardHouse,
} from './card-house.ts';

let authority: CardAuthority;
let house: CardHouse;

beforeAll(async () => {
  authority = await startCardAuthority();
  house = await startCardHouse(authority);
});
afterAll(async () => {
  await house.stop();
  await authority.stop();
});

const daysFromNow = (days: number): Date => new Date(Date.now() + days * 24 * 60 * 60 * 1000);

describe('a smart card', () => {
  it('logs its person in, by issuer and HSA-id, at the level of its policy', async () => {
    const card = authority.card(newHsaId());
    const jar = newJar();
    const handOver = await reachHandOver(house, jar, card);
    const home = await jar.fetch(handOver);
    expect(home.headers.get('location')).toBe('/');
    expect(await sessionOf(house, jar)).toEqual({
      issuer: 'urn:hsa',
      subject: card.hsaId,
      loa: 'LoA3',
    });
    expect((await meIn(house, jar))?.person.name).toBe('Anna Andersson');
  });

  it('brings one back to the page that was asked for', async () => {
    const jar = newJar();
    const at = await press(house, jar, { return: '/sent' });
    const handOver = await show(house, at, authority.card(newHsaId()));
    expect((await jar.fetch(handOver.href)).headers.get('location')).toBe('/sent');
  });

  it('names nobody in the address that hands it over', async () => {
    const card = authority.card(newHsaId());
    const handOver = new URL(await reachHandOver(house, newJar(), card));
    const claims = JSON.stringify(
      jwt.decode(handOver.searchParams.get('card') ?? '', { complete: true }),
    );
    expect(`${handOver.href}${claims}`).not.toMatch(new RegExp(`${card.hsaId}|Anna`));
  });

  it('of a second HSA-id is a second person', async () => {
    const ids = [newHsaId(), newHsaId()];
    const people = await Promise.all(
      ids.map(async (id) => {
        const jar = newJar();
        await jar.fetch(await reachHandOver(house, jar, authority.card(id)));
        return (await meIn(house, jar))?.person.id;
      }),
    );
    expect(new Set(people).size).toBe(2);
  });

  it('that follows another one in the same browser is never taken for that', async () => {
    const jar = newJar();
    const [first, second] = [authority.card(newHsaId()), authority.card(newHsaId())];
    await jar.fetch(await reachHandOver(house, jar, first));
    await jar.fetch(await reachHandOver(house, jar, second));
    expect(await sessionOf(house, jar)).toMatchObject({ subject: second.hsaId });
  });

  it('is logged out of here alone, since no provider knows of it', async () => {
    const jar = newJar();
    await jar.fetch(await reachHandOver(house, jar, authority.card(newHsaId())));
    const csrf = (await meIn(house, jar))?.csrfToken ?? '';
    const left = await jar.fetch(`${house.origin}/logout`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', origin: house.origin },
      body: new URLSearchParams({ csrf }),
    });
    expect([left.status, left.headers.get('location')]).toEqual([303, '/login']);
    expect(await meIn(house, jar)).toBeUndefined();
  });

  it('of level 3 is not enough where level 4 is asked for', async () => {
    const jar = newJar();
    const at = await press(house, jar, { return: '/', loa: 'LoA4' });
    const handOver = await show(house, at, authority.card(newHsaId()));
    const refused = await jar.fetch(handOver.href);
    expect(refused.headers.get('location')).toBe('/login?error=login-failed&return=%2F');
  });

  it('is offered beside SSO, with what to do when the browser shows an error', async () => {
    const page = await (
      await fetch(`${house.origin}/login`, { headers: { 'accept-language': 'en' } })
    ).text();
    expect(page).toContain('href="/login/card/start?return=%2F"');
    expect(page).toContain('href="/login/start?return=%2F"');
    expect(page).toContain('close all windows of the browser');
  });

  it('is offered beside SSO where a login is to be stronger, and reaches what was asked for', async () => {
    const query = new URLSearchParams({ loa: 'LoA3', return: '/sent' }).toString();
    const answer = await fetch(`${house.origin}/login/stronger?${query}`, {
      headers: { 'accept-language': 'en' },
    });
    const page = await answer.text();
    expect(page).toContain('level of assurance LoA3');
    for (const start of ['/login/start', '/login/card/start'])
      expect(page).toContain(`href="${start}?return=%2Fsent&amp;loa=LoA3"`);
  });

  it(
    'keeps four hundred logins apart: 20 cards, each 20 times, 20 at a time',
    { timeout: 180_000 },
    async () => {
      const cards = Array.from({ length: 20 }, () => authority.card(newHsaId()));
      const begun: { readonly session: string; readonly subject: string }[] = [];
      for (let round = 0; round < 20; round += 1)
        await Promise.all(
          cards.map(async (card) => {
            const jar = newJar();
            await jar.fetch(await reachHandOver(house, jar, card));
            begun.push({ session: hashSecret(sessionIn(jar)), subject: card.hsaId });
          }),
        );
      const rows = await house.database.sql<{ session: string; subject: string }>(
        `select s.id_hash as session, p.subject from session s join person p on p.id = s.person_id
          where s.id_hash = any($1) and s.ended_at is null`,
        [begun.map(({ session }) => session)],
      );
      const own = new Map(rows.map(({ session, subject }) => [session, subject]));
      expect(own.size).toBe(400);
      expect(begun.filter(({ session, subject }) => own.get(session) !== subject)).toEqual([]);
    },
  );
});

/** The secret of the session that a browser has. */
const sessionIn = (jar: ReturnType<typeof newJar>): string =>
  /__Host-kuvert=([\w-]{43})/.exec(jar.headerFor(house.origin))?.[1] ?? '';

const refusedTo =
  (jar = newJar()) =>
  async (card: Card): Promise<string> => {
    const at = await press(house, jar, { return: '/sent' });
    const { pathname, search, origin } = await show(house, at, card);
    return `${origin === house.origin ? '' : origin}${pathname}${search}`;
  };

describe('a card that TLS lets pass and that logs nobody in', () => {
  const cardWith = (change: CardChange): Card => authority.card(newHsaId(), change);
  const bad: readonly (readonly [reason: string, make: () => Card])[] = [
    [
      'revoked',
      () => {
        const card = cardWith({});
        authority.revoke(card);
        return card;
      },
    ],
    ['issuer-not-accepted', () => authority.card(newHsaId(), {}, authority.cas.hsa2)],
    ['function-certificate', () => authority.card(newHsaId(), {}, authority.cas.function)],
    [
      'level-too-low',
      () => cardWith({ extensions: { policies: extension.policies(policies.loa2) } }),
    ],
    [
      'policy-not-accepted',
      () => cardWith({ extensions: { policies: extension.policies(policies.other) } }),
    ],
    [
      'signing-certificate',
      () =>
        cardWith({
          extensions: {
            keyUsage: extension.keyUsage(
              keyUsageBits.digitalSignature,
              keyUsageBits.nonRepudiation,
            ),
          },
        }),
    ],
    [
      'not-for-client-authentication',
      () => cardWith({ extensions: { extendedKeyUsage: undefined } }),
    ],
    ['hsa-id-malformed', () => authority.card('191212121212')],
    [
      'hsa-id-several',
      () =>
        cardWith({
          subject: cardSubject(
            rdn(oids.serialNumber, newHsaId()),
            rdn(oids.serialNumber, newHsaId()),
          ),
        }),
    ],
  ];

  it.each(bad)('is told the same as any other: %s', async (reason, make) => {
    const card = make();
    expect(await refusedTo()(card)).toBe('/login?error=card-refused&return=%2Fsent');
    expect(await lastRefusal(house)).toBe(`${reason} certificate ${fingerprintOf(card)}`);
  });

  it('is told so no sooner for one reason than for another', async () => {
    const at = await press(house, newJar());
    const begun = performance.now();
    await show(house, at, authority.card('191212121212'));
    expect(performance.now() - begun).toBeGreaterThanOrEqual(refusedAfterMs - 1);
  });

  it('hands over nothing', async () => {
    const before = await house.database.sql('select from card_hand_over');
    await refusedTo()(authority.card('191212121212'));
    expect(await house.database.sql('select from card_hand_over')).toHaveLength(before.length);
  });
});

describe('a connection that TLS refuses', () => {
  const selfSigned = (): Card => {
    const key = testKey();
    const subject = cardSubject(rdn(oids.serialNumber, newHsaId()));
    return authority.card(newHsaId(), { key, signedBy: key, subject, issuer: subject });
  };
  it.each<readonly [string, () => Pick<Card, 'cert' | 'key'> | undefined, RegExp]>([
    [
      'has no certificate',
      () => undefined,
      /^handshake ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE$/,
    ],
    [
      'has one that has expired',
      () =>
        authority.card(newHsaId(), { validity: { from: daysFromNow(-9), to: daysFromNow(-1) } }),
      /^handshake CERT_HAS_EXPIRED$/,
    ],
    [
      'has one that is not valid yet',
      () => authority.card(newHsaId(), { validity: { from: daysFromNow(1), to: daysFromNow(9) } }),
      /^handshake CERT_NOT_YET_VALID$/,
    ],
    [
      'has one that is forged',
      () => authority.card(newHsaId(), { signedBy: testKey() }),
      /^handshake CERT_SIGNATURE_FAILURE$/,
    ],
    [
      'has one that is self-signed',
      selfSigned,
      /^handshake (DEPTH_ZERO_)?SELF_SIGNED_CERT|^handshake UNABLE_TO/,
    ],
    [
      'has one for servers',
      () =>
        authority.card(newHsaId(), {
          extensions: { extendedKeyUsage: extension.extendedKeyUsage('1.3.6.1.5.5.7.3.1') },
        }),
      /^handshake INVALID_PURPOSE$/,
    ],
    [
      'has one of a root with the same names',
      () => {
        const root = makeCa('SITHS e-id Root CA v2');
        const ca = makeCa('SITHS e-id Person HSA-id 3 CA v1', root);
        return authority.card(newHsaId(), {}, ca);
      },
      /^handshake (UNABLE_TO|CERT_SIGNATURE|SELF_SIGNED)/,
    ],
  ])('%s', async (_, make, reason) => {
    const at = await press(house, newJar());
    await expect(show(house, at, make())).rejects.toThrow(/hang up|ECONNRESET|EPIPE|alert/);
    await expect.poll(() => lastRefusal(house)).toMatch(reason);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'is never made whole by a session of %s from before',
    async (version) => {
      const card = authority.card(newHsaId());
      const tls = {
        ...{
          host: '127.0.0.1',
          port: Number(new URL(house.cardOrigin).port),
          servername: cardName,
        },
        ...{ ca: house.ca, minVersion: version, maxVersion: version, ALPNProtocols: ['http/1.1'] },
      };
      const sessions: Buffer[] = [];
      const first = connect({ ...tls, cert: card.cert, key: card.key });
      first.on('session', (session) => sessions.push(session));
      await ask(first);
      const kept = first.getSession();
      const second = connect({ ...tls, session: sessions.at(-1) ?? kept });
      const answer = await ask(second).catch(() => 'refused');
      expect({ answer, resumed: second.isSessionReused() }).toEqual({
        answer: 'refused',
        resumed: false,
      });
    },
  );

  it('answers one request and no second one', async () => {
    const card = authority.card(newHsaId());
    const socket = connect({
      ...{ host: '127.0.0.1', port: Number(new URL(house.cardOrigin).port), servername: cardName },
      ...{ ca: house.ca, cert: card.cert, key: card.key },
    });
    const text = await ask(socket, 2);
    expect([text.match(/HTTP\/1\.1 303/g)?.length, /connection: close/i.test(text)]).toEqual([
      1,
      true,
    ]);
  });
});

/** Everything that is answered to a request, or to several at once. */
const ask = async (socket: TLSSocket, times = 1): Promise<string> => {
  const text: string[] = [];
  socket.on('data', (chunk) => text.push(String(chunk)));
  await once(socket, 'secureConnect');
  socket.write(`GET /login?state=x HTTP/1.1\r\nhost: ${cardName}\r\n\r\n`.repeat(times));
  await once(socket, 'close');
  if (text.length === 0) throw new Error('closed without an answer');
  return text.join('');
};

const withHouseOfItsOwn = async (
  use: (other: CardAuthority, alone: CardHouse) => Promise<void>,
): Promise<void> => {
  const other = await startCardAuthority();
  const alone = await startCardHouse(other);
  try {
    await use(other, alone);
  } finally {
    await alone.stop();
    await other.stop();
  }
};

describe('what CAs say of revocation', () => {
  it('is taken from the list where no responder answers', async () => {
    await withHouseOfItsOwn(async (other, alone) => {
      other.serves.ocsp = false;
      const [good, revoked] = [other.card(newHsaId()), other.card(newHsaId())];
      other.revoke(revoked);
      const [passed, refused] = [
        await show(alone, await press(alone, newJar()), good),
        await show(alone, await press(alone, newJar()), revoked),
      ];
      expect([passed.pathname, refused.search]).toEqual([
        '/login/card/callback',
        '?error=card-refused&return=%2F',
      ]);
      expect(await lastRefusal(alone)).toMatch(/^revoked /);
    });
  });

  it.each([
    ['is taken from the list where the responder is none of the CA', 1, '/login/card/callback'],
    ['is a no where that list is over', -1, '/login'],
  ])('%s', async (_, until, path) => {
    await withHouseOfItsOwn(async (other, alone) => {
      other.answersFor.set('hsa3', 'hsa2');
      const validity = { from: daysFromNow(-2), to: daysFromNow(until) };
      other.lists.set('hsa3', makeCrl(other.cas.hsa3, { validity }));
      const shown = await show(alone, await press(alone, newJar()), other.card(newHsaId()));
      expect(shown.pathname).toBe(path);
    });
  });

  it('is a no when nobody answers', async () => {
    await withHouseOfItsOwn(async (other, alone) => {
      other.serves.ocsp = false;
      other.serves.lists = false;
      const at = await press(alone, newJar());
      const { search } = await show(alone, at, other.card(newHsaId()));
      expect(search).toBe('?error=card-refused&return=%2F');
      expect(await lastRefusal(alone)).toMatch(/^revocation-unknown /);
      expect(await alone.database.sql('select error from card_crl')).toEqual([
        { error: 'fetch-failed' },
        { error: 'fetch-failed' },
      ]);
    });
  });

  it('is asked once for a card that comes again at once', async () => {
    const card = authority.card(newHsaId());
    const before = authority.asked.ocsp;
    await Promise.all([1, 2, 3].map(() => reachHandOver(house, newJar(), card)));
    expect(authority.asked.ocsp - before).toBe(1);
  });

  it('is asked of no host that is not configured', async () => {
    const elsewhere = await startCardHouse(authority, async () => ({
      revocation: { hosts: ['crl.example.se'], isWithin: false, allowLoopback: true },
    }));
    const before = { ...authority.asked };
    const at = await press(elsewhere, newJar());
    const { search } = await show(elsewhere, at, authority.card(newHsaId()));
    await elsewhere.stop();
    expect({ search, asked: authority.asked }).toEqual({
      search: '?error=card-refused&return=%2F',
      asked: before,
    });
  });
});

describe('cards', () => {
  it('are judged a bounded number of times a minute for a network, whatever headers say, which is told so', async () => {
    const alone = await startCardHouse(authority, undefined, 10);
    const asked = authority.asked.ocsp;
    const card = authority.card(newHsaId());
    const at = new URL(`${alone.cardOrigin}/login?state=x`);
    const shown: string[] = [];
    for (let times = 0; times <= 10; times += 1) {
      const headers = { 'x-forwarded-for': `198.51.${times}.1` };
      shown.push((await show(alone, at, card, { headers })).search);
    }
    const page = await (
      await fetch(`${alone.origin}/login?error=rate-limited`, {
        headers: { 'accept-language': 'en' },
      })
    ).text();
    await alone.stop();
    expect([shown[9], shown[10]]).toEqual(['?error=login-failed', '?error=rate-limited']);
    expect(authority.asked.ocsp).toBe(asked);
    expect(page).toContain('nothing is the matter with you or your card');
  });
});

describe('a hand-over', () => {
  const failed = 'login?error=login-failed';

  it('is used once', async () => {
    const jar = newJar();
    const handOver = await reachHandOver(house, jar, authority.card(newHsaId()));
    await jar.fetch(handOver);
    expect((await jar.fetch(handOver)).headers.get('location')).toContain(failed);
  });

  it('is worth nothing in a browser that did not begin the login', async () => {
    const handOver = await reachHandOver(house, newJar(), authority.card(newHsaId()));
    const other = newJar();
    await press(house, other);
    const refused = await other.fetch(handOver);
    expect(refused.headers.get('location')).toContain(failed);
    expect(await meIn(house, other)).toBeUndefined();
  });

  it('is worth nothing for another login of the same browser', async () => {
    const jar = newJar();
    const [first, second] = [await press(house, jar), await press(house, jar)];
    const handOver = await show(house, first, authority.card(newHsaId()));
    handOver.searchParams.set('state', second.searchParams.get('state') ?? '');
    expect((await jar.fetch(handOver.href)).headers.get('location')).toContain(failed);
  });

  it('is over after a minute', async () => {
    const jar = newJar();
    const handOver = await reachHandOver(house, jar, authority.card(newHsaId()));
    house.clock.ahead += 61_000;
    const late = await jar.fetch(handOver);
    house.clock.ahead -= 61_000;
    expect(late.headers.get('location')).toContain(failed);
  });

  it.each([
    ['signed by nobody', (token: string) => `${token.split('.').slice(0, 2).join('.')}.`],
    [
      'signed by another key',
      (token: string) =>
        jwt.sign(jwt.decode(token) ?? {}, 'another key of thirty-two bytes!', {
          algorithm: 'HS256',
        }),
    ],
    [
      'by no algorithm',
      (token: string) => jwt.sign(jwt.decode(token) ?? {}, '', { algorithm: 'none' }),
    ],
    ['empty', () => ''],
  ])('is worth nothing %s', async (_, change) => {
    const jar = newJar();
    const handOver = new URL(await reachHandOver(house, jar, authority.card(newHsaId())));
    handOver.searchParams.set('card', change(handOver.searchParams.get('card') ?? ''));
    expect((await jar.fetch(handOver.href)).headers.get('location')).toContain(failed);
  });

  it('is given for no login that is not under way, nor for one by SSO', async () => {
    const jar = newJar();
    const sso = new URL(locationOf(await jar.fetch(`${house.origin}/login/start`), house.origin));
    const states = ['x'.repeat(43), sso.searchParams.get('state') ?? ''];
    const card = authority.card(newHsaId());
    const reached = await Promise.all(
      states.map((state) => show(house, new URL(`${house.cardOrigin}/login?state=${state}`), card)),
    );
    expect(reached.map(({ search }) => search)).toEqual([
      '?error=login-failed',
      '?error=login-failed',
    ]);
  });

  it('is for the card of the connection, whatever headers say', async () => {
    const [own, claimed] = [authority.card(newHsaId()), authority.card(newHsaId())];
    const jar = newJar();
    const escaped = encodeURIComponent(claimed.cert);
    const headers = Object.fromEntries(
      [
        'x-kuvert-card-certificate',
        'x_kuvert_card_certificate',
        'client-cert',
        'x-ssl-client-cert',
      ].map((name) => [name, escaped]),
    );
    const verified = { 'x-kuvert-card-verify': 'SUCCESS', 'x-ssl-client-verify': 'SUCCESS' };
    const at = await press(house, jar);
    const handOver = await show(house, at, own, { headers: { ...headers, ...verified } });
    await jar.fetch(handOver.href);
    expect(await sessionOf(house, jar)).toMatchObject({ subject: own.hsaId });
  });
});
