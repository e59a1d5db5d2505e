import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from 'node:tls';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { renderCards, renderNginx } from '@kuvert/infra/proxy/render';
import { pem } from '@kuvert/identity/test-support/certificate-authority';
import { freePort } from '@kuvert/platform/postgres/free-port';
import { selfSigned } from '@kuvert/testkit/certificate';

import { provision, type Program } from '../provision/provision.ts';
import { settingsFrom } from '../provision/settings.ts';
import { withAttempts } from '../provision/with-attempts.ts';
import { newHsaId, startCardAuthority, type Card, type CardAuthority } from './card-authority.ts';
import {
  cardName,
  lastRefusal,
  newJar,
  press,
  sessionOf,
  show,
  startCardHouse,
  type CardHouse,
} from './card-house.ts';

type Pair = Awaited<ReturnType<typeof selfSigned>>;

let authority: CardAuthority;
let house: CardHouse;
let nginx: Program;
let child: ChildProcess;
let port: number;
/** The proxy's own, and another system's of the same issuer. */
let own: Pair;
let others: Pair;

beforeAll(async () => {
  nginx = (await provision(['nginx'], settingsFrom(process.env))).program('nginx');
  authority = await startCardAuthority();
  [own, others] = await Promise.all([
    selfSigned('DNS:proxy.example.test'),
    selfSigned('DNS:other.example.test'),
  ]);
  house = await startCardHouse(authority, async (folder) => {
    const caFile = join(folder, 'proxies.pem');
    await writeFile(caFile, `${own.cert}${others.cert}`);
    return { proxy: { caFile, name: 'proxy.example.test' } };
  });
  // a free port may be somebody else's by the time nginx takes it
  await withAttempts(startNginx);
});
afterAll(async () => {
  await stopNginx();
  await house.stop();
  await authority.stop();
});

const startNginx = async (): Promise<void> => {
  const { folder } = authority;
  // as root its workers are another user's
  await chmod(folder, 0o755);
  const write = async (name: string, text: string | Buffer): Promise<string> => {
    await writeFile(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const [card, tls] = [house.config.card, await selfSigned('DNS:mailbox.example.test')];
  port = await freePort();
  const cards = await renderCards({
    listen: `127.0.0.1:${port}`,
    name: cardName,
    mailboxName: 'mailbox.example.test',
    certificate: card?.certificateFile ?? '',
    key: card?.keyFile ?? '',
    authorities: await write(
      'authorities.pem',
      Buffer.concat(
        await Promise.all(Object.values(authority.files).map((file) => readFile(file))),
      ),
    ),
    proxyCertificate: await write('proxy.pem', own.cert),
    proxyKey: await write('proxy.key', own.key),
    mailboxCa: card?.certificateFile ?? '',
    card: [new URL(house.cardOrigin).host],
  });
  const local = [`127.0.0.1:${await freePort()}`];
  const text = await renderNginx({
    folder,
    accessLog: join(folder, 'access.log'),
    tlsListen: `127.0.0.1:${await freePort()}`,
    httpListen: `127.0.0.1:${await freePort()}`,
    faxName: 'fax.example.test',
    mailboxName: 'mailbox.example.test',
    certificate: await write('tls.pem', tls.cert),
    key: await write('tls.key', tls.key),
    mediaMaxMib: 1,
    cardConfig: await write('card.conf', cards),
    ...{ ingest: local, mailbox: local, outbound: local },
  });
  const config = await write('nginx.conf', text);
  child = spawn(nginx.command, ['-p', folder, '-c', config, '-g', 'daemon off;'], {
    env: { ...process.env, ...nginx.env },
    stdio: 'ignore',
  });
  const first = authority.card(newHsaId());
  try {
    await vi.waitFor(() => byProxy(new URL(`https://${cardName}/other`), first), {
      timeout: 10_000,
      interval: 50,
    });
  } catch (error) {
    await stopNginx();
    throw error;
  }
};

const stopNginx = async (): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
};

const byProxy = (
  at: URL,
  card: Card | undefined,
  headers: Readonly<Record<string, string | string[]>> = {},
): Promise<URL> => show(house, at, card, { port, headers: { host: cardName, ...headers } });

describe('a card that the proxy passes on', () => {
  it('logs its person in', async () => {
    const [jar, card] = [newJar(), authority.card(newHsaId())];
    await jar.fetch((await byProxy(await press(house, jar), card)).href);
    expect(await sessionOf(house, jar)).toMatchObject({ subject: card.hsaId, loa: 'LoA3' });
  });

  it.each([
    'X-Kuvert-Card-Certificate',
    'x_kuvert_card_certificate',
    'X-Kuvert_Card-Certificate',
    'Client-Cert',
    'X-SSL-Client-Cert',
    'X-SSL-CERT',
    'SSL_CLIENT_CERT',
  ])('is its own, whatever the browser claims by %s', async (name) => {
    const [jar, card, claimed] = [newJar(), authority.card(newHsaId()), authority.card(newHsaId())];
    const claim = { [name]: encodeURIComponent(claimed.cert), 'X-Kuvert-Card-Verify': 'SUCCESS' };
    await jar.fetch((await byProxy(await press(house, jar), card, claim)).href);
    expect(await sessionOf(house, jar)).toMatchObject({ subject: card.hsaId });
  });

  it('is judged by all the rules again', async () => {
    const card = authority.card(newHsaId());
    authority.revoke(card);
    expect((await byProxy(await press(house, newJar()), card)).search).toContain('card-refused');
    expect(await lastRefusal(house)).toMatch(/^revoked certificate /);
  });

  it.each([
    ['there is none', () => undefined],
    [
      'it has expired',
      () =>
        authority.card(newHsaId(), {
          validity: { from: new Date(Date.now() - 9e8), to: new Date(Date.now() - 9e7) },
        }),
    ],
  ])('is explained where %s', async (_, make) => {
    const { href } = await byProxy(await press(house, newJar()), make());
    expect(href).toBe('https://mailbox.example.test/login?error=card-refused');
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'is shown anew for each connection by %s',
    async (version) => {
      const card = authority.card(newHsaId());
      const tls = {
        ...{ host: '127.0.0.1', port, servername: cardName, ca: house.ca },
        ...{ minVersion: version, maxVersion: version },
      };
      const sessions: Buffer[] = [];
      const first = connect({ ...tls, cert: card.cert, key: card.key });
      first.on('session', (session) => sessions.push(session));
      await once(first, 'secureConnect');
      first.end(`GET /other HTTP/1.1\r\nhost: ${cardName}\r\n\r\n`).resume();
      await once(first, 'close');
      const second = connect({ ...tls, session: sessions.at(-1) });
      await once(second, 'secureConnect');
      const resumed = second.isSessionReused();
      second.destroy();
      expect(resumed).toBe(false);
    },
  );
});

describe('the listener behind a proxy', () => {
  const escaped = (): string => encodeURIComponent(pem(authority.card(newHsaId()).der).toString());
  const byOne = async (
    pair: Pair,
    headers: Readonly<Record<string, string | string[]>>,
  ): Promise<string> => {
    const { search } = await show(house, await press(house, newJar()), pair, { headers });
    return `${search} ${await lastRefusal(house)}`;
  };
  const refused = '?error=card-refused&return=%2F';
  const verified = { 'x-kuvert-card-verify': 'SUCCESS' };

  it('is not reached by a card itself', async () => {
    const at = await press(house, newJar());
    await expect(show(house, at, authority.card(newHsaId()))).rejects.toThrow(
      /hang up|ECONNRESET|EPIPE|alert/,
    );
  });

  it('believes no other system of the house', async () => {
    const headers = { ...verified, 'x-kuvert-card-certificate': escaped() };
    expect(await byOne(others, headers)).toBe(`${refused} not-the-proxy`);
  });

  it.each<readonly [string, () => Readonly<Record<string, string | string[]>>, string]>([
    ['no certificate', () => verified, 'proxy-header-wrong'],
    [
      'two',
      () => ({ ...verified, 'x-kuvert-card-certificate': [escaped(), escaped()] }),
      'proxy-header-wrong',
    ],
    [
      'a second one in another spelling',
      () => ({
        ...verified,
        'x-kuvert-card-certificate': escaped(),
        x_kuvert_card_certificate: escaped(),
      }),
      'proxy-header-wrong',
    ],
    [
      'something else',
      () => ({ ...verified, 'x-kuvert-card-certificate': 'abc' }),
      'proxy-header-wrong',
    ],
    [
      'a broken escape',
      () => ({ ...verified, 'x-kuvert-card-certificate': '%E0%A4%A' }),
      'proxy-header-wrong',
    ],
    [
      'a certificate that it refused itself',
      () => ({
        'x-kuvert-card-verify': 'FAILED:certificate has expired',
        'x-kuvert-card-certificate': escaped(),
      }),
      'refused-by-proxy',
    ],
    [
      'other headers alone',
      () => ({ 'client-cert': escaped(), 'x-ssl-client-cert': escaped() }),
      'proxy-header-wrong',
    ],
  ])('takes nobody in by %s', async (_, headers, reason) => {
    expect(await byOne(own, headers())).toBe(`${refused} ${reason}`);
  });

  it('counts by the network that the proxy says, and no browser before it', async () => {
    const { sql } = house.database;
    const countFrom = async (address: string): Promise<number> => {
      const headers = { ...verified, 'x-forwarded-for': `203.0.113.1, ${address}` };
      await show(house, await press(house, newJar()), own, { headers });
      return (await sql('select from request_share')).length;
    };
    const [first, same, other] = [
      await countFrom('192.0.2.1'),
      await countFrom('192.0.2.9'),
      await countFrom('198.51.100.1'),
    ];
    expect([same - first, other - same]).toEqual([0, 1]);
  });

  it('takes a card that the proxy passes on in the form of nginx', async () => {
    const at = await press(house, newJar());
    const headers = { ...verified, 'x-kuvert-card-certificate': escaped() };
    expect((await show(house, at, own, { headers })).pathname).toBe('/login/card/callback');
  });
});
