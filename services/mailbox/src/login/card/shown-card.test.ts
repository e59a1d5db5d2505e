import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect, type ConnectionOptions } from 'node:tls';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { selfSigned } from '@kuvert/testkit/certificate';

import { cardByProxy, cardOfConnection, type ShownCard } from './shown-card.ts';

const name = 'kort.example.test';
const proxyName = 'proxy.example.test';

interface Pair {
  readonly cert: string;
  readonly key: string;
}

let own: Pair;
let card: Pair;
let proxy: Pair;

beforeAll(async () => {
  [own, card, proxy] = await Promise.all([
    selfSigned(`DNS:${name}`),
    selfSigned('DNS:card.example.test'),
    selfSigned(`DNS:${proxyName}`),
  ]);
});

/** A listener that is laxer than ours: it lets in who shows nothing, and resumes sessions. */
const listen = async (read: (request: IncomingMessage) => ShownCard) => {
  const shown: ShownCard[] = [];
  const server = createServer(
    {
      ...own,
      ...{ ca: [card.cert, proxy.cert], requestCert: true, rejectUnauthorized: false },
      sessionIdContext: 'lax',
    },
    (request, response) => {
      shown.push(read(request));
      response.end();
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // TCP: always AddressInfo
  const { port } = server.address() as AddressInfo;
  /** Makes one request; the session that may be resumed after it. */
  const visit = async (options: ConnectionOptions, headers = ''): Promise<Buffer | undefined> => {
    const tls = { host: '127.0.0.1', port, servername: name, ca: own.cert };
    const socket = connect({ ...tls, ...options });
    const sessions: Buffer[] = [];
    socket.on('session', (session) => sessions.push(session));
    socket.end(`GET / HTTP/1.1\r\nhost: ${name}\r\nconnection: close\r\n${headers}\r\n`);
    socket.resume();
    await once(socket, 'close');
    return sessions.at(-1) ?? socket.getSession();
  };
  const stop = () => new Promise((resolve) => server.close(resolve));
  return { shown, visit, stop };
};

const escaped = ({ cert }: Pair): string => encodeURIComponent(cert);
const passedOn = (lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join('');

describe('the card of a connection', () => {
  let lax: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    lax = await listen(cardOfConnection);
  });
  afterAll(() => lax.stop());

  it('is the certificate that TLS was shown, and none where nothing was', async () => {
    await lax.visit(card);
    await lax.visit({});
    expect(lax.shown.splice(0)).toEqual([
      { card: expect.any(Buffer) },
      { fault: 'no-certificate' },
    ]);
  });

  it('is none that no CA of ours vouches for', async () => {
    await lax.visit(await selfSigned('DNS:card.example.test'));
    expect(lax.shown.splice(0)).toEqual([{ fault: 'no-certificate' }]);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'is none of a session of %s that is taken up again',
    async (version) => {
      const by = { minVersion: version, maxVersion: version };
      const session = await lax.visit({ ...card, ...by });
      await lax.visit({ ...by, session });
      expect(lax.shown.splice(0)).toEqual([
        { card: expect.any(Buffer) },
        { fault: 'session-resumed' },
      ]);
    },
  );
});

describe('the card that a proxy passes on', () => {
  let lax: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    lax = await listen(cardByProxy(proxyName));
  });
  afterAll(() => lax.stop());
  const given = (): readonly string[] => [
    `x-kuvert-card-certificate: ${escaped(card)}`,
    'x-kuvert-card-verify: SUCCESS',
  ];

  it('is the one that it names, by its own certificate', async () => {
    await lax.visit(proxy, passedOn(given()));
    expect(lax.shown.splice(0)).toEqual([{ card: Buffer.from(card.cert) }]);
  });

  it('is nobody’s word but the proxy’s', async () => {
    await lax.visit(card, passedOn(given()));
    await lax.visit({}, passedOn(given()));
    expect(lax.shown.splice(0)).toEqual([{ fault: 'not-the-proxy' }, { fault: 'no-certificate' }]);
  });

  it.each<readonly [string, () => readonly string[], string]>([
    ['without a certificate', () => given().slice(1), 'proxy-header-wrong'],
    ['without what the proxy found', () => given().slice(0, 1), 'proxy-header-wrong'],
    [
      'twice',
      () => [...given(), `x-kuvert-card-certificate: ${escaped(own)}`],
      'proxy-header-wrong',
    ],
    [
      'in another spelling as well',
      () => [...given(), `X_Kuvert_Card_Certificate: ${escaped(own)}`],
      'proxy-header-wrong',
    ],
    [
      'that the proxy found wrong',
      () => [...given().slice(0, 1), 'x-kuvert-card-verify: FAILED:expired'],
      'refused-by-proxy',
    ],
    [
      'that is no certificate',
      () => ['x-kuvert-card-certificate: %zz', ...given().slice(1)],
      'proxy-header-wrong',
    ],
  ])('is none %s', async (_, headers, fault) => {
    await lax.visit(proxy, passedOn(headers()));
    expect(lax.shown.splice(0)).toEqual([{ fault }]);
  });
});
