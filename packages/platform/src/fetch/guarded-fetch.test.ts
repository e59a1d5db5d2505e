import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { selfSigned } from '@kuvert/testkit/certificate';
import { createGuardedFetch } from './guarded-fetch.ts';
import type { GuardOptions } from './guarded-fetch.ts';
import type { Resolve } from './resolve.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const listen = async (server: Server): Promise<number> => {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port; // TCP: always AddressInfo
};

/** A carrier on this machine; `host` is what stands on the list. */
const carrier = async (listener: RequestListener): Promise<{ url: string; host: string }> => {
  const host = `127.0.0.1:${await listen(createServer(listener))}`;
  return { url: `http://${host}/media`, host };
};

const limits = { maxBytes: 1_000_000, deadlineMs: 5000 };
const answering = (address: string): Resolve =>
  vi.fn<Resolve>().mockResolvedValue([{ address, family: address.includes(':') ? 6 : 4 }]);
const fetchFrom = (hosts: readonly string[], more: Partial<GuardOptions> = {}) =>
  createGuardedFetch({ hosts, allowLoopback: true, ...more });
const redirectTo =
  (location: string, status = 302) =>
  (_: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(status, { location }).end();
  };

describe('the guarded fetch', () => {
  it('brings the bytes, the type and the status', async () => {
    const { url, host } = await carrier((_, response) => {
      response.writeHead(200, { 'content-type': 'image/tiff' }).end('II*');
    });
    const fetched = await fetchFrom([host])(url, limits);
    expect(fetched).toMatchObject({ status: 200, contentType: 'image/tiff' });
    expect(Buffer.from(fetched.bytes).toString()).toBe('II*');
  });

  it('sends the credentials and the method that it was given', async () => {
    const seen = vi.fn<(method?: string, authorization?: string) => void>();
    const { url, host } = await carrier((request, response) => {
      seen(request.method, request.headers.authorization);
      response.writeHead(204).end();
    });
    const credentials = { kind: 'basic', user: 'AC1', password: 'å:b' } as const;
    const fetched = await fetchFrom([host])(url, { ...limits, method: 'DELETE', credentials });
    expect(fetched).toMatchObject({ status: 204 });
    const expected = `Basic ${Buffer.from('AC1:å:b').toString('base64')}`;
    expect(seen).toHaveBeenCalledExactlyOnceWith('DELETE', expected);
  });

  it.each([
    [404, 'fetch-not-found'],
    [410, 'fetch-not-found'],
    [401, 'fetch-refused'],
    [403, 'fetch-refused'],
    [500, 'fetch-failed'],
    [304, 'fetch-failed'],
  ])('says of the status %i: %s', async (status, code) => {
    const { url, host } = await carrier((_, response) => void response.writeHead(status).end());
    await expect(fetchFrom([host])(url, limits)).rejects.toMatchObject({
      code,
      details: { status },
    });
  });

  it('says nothing of the path or the query in an error', async () => {
    const error: unknown = await fetchFrom(['a.test'])(
      'https://b.test/46701?token=s3cret',
      limits,
    ).catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/46701|s3cret/);
  });

  it('fails when nobody listens', async () => {
    const port = await listen(createServer());
    servers.pop()?.close();
    const guarded = fetchFrom([`127.0.0.1:${port}`]);
    await expect(guarded(`http://127.0.0.1:${port}/`, limits)).rejects.toMatchObject({
      code: 'fetch-failed',
    });
  });
});

describe('where the guarded fetch goes', () => {
  it.each([
    ['a host that is not listed', 'https://evil.test/'],
    ['a port that is not listed', 'https://media.test:8443/'],
    ['user info', 'https://user:secret@media.test/'],
    ['plain http without loopback', 'http://media.test/'],
    ['another scheme', 'ftp://media.test/'],
    ['a file', 'file:///etc/passwd'],
    ['no URL', '//media.test'],
  ])('refuses %s before it resolves anything', async (_, url) => {
    const resolve = answering('8.8.8.8');
    const guarded = createGuardedFetch({ hosts: ['media.test'], resolve });
    await expect(guarded(url, limits)).rejects.toMatchObject({ code: 'fetch-host-forbidden' });
    expect(resolve).not.toHaveBeenCalled();
  });

  it.each(['10.0.0.5', '169.254.169.254', '127.0.0.1', '::1', '::ffff:10.0.0.5', '64:ff9b::a00:5'])(
    'refuses a listed name that resolves to %s',
    async (address) => {
      const guarded = createGuardedFetch({ hosts: ['media.test'], resolve: answering(address) });
      await expect(guarded('https://media.test/', limits)).rejects.toMatchObject({
        code: 'fetch-address-forbidden',
      });
    },
  );

  it('refuses a name with one private address among public ones', async () => {
    const resolve: Resolve = async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '192.168.0.1', family: 4 },
    ];
    const guarded = createGuardedFetch({ hosts: ['media.test'], resolve });
    await expect(guarded('https://media.test/', limits)).rejects.toMatchObject({
      code: 'fetch-address-forbidden',
    });
  });

  it.each(['https://0x7f.1/', 'https://2130706433/', 'https://[::ffff:7f00:1]/'])(
    'sees through the spelling of %s, even when it is listed',
    async (url) => {
      const guarded = createGuardedFetch({ hosts: [new URL(url).hostname] });
      await expect(guarded(url, limits)).rejects.toMatchObject({ code: 'fetch-address-forbidden' });
    },
  );

  it('speaks plain http with this machine alone, although loopback is allowed', async () => {
    const guarded = fetchFrom(['media.test'], { resolve: answering('8.8.8.8') });
    await expect(guarded('http://media.test/', limits)).rejects.toMatchObject({
      code: 'fetch-host-forbidden',
    });
  });

  it('connects to the address that it checked: a name that changes its answer moves nothing', async () => {
    const { host } = await carrier((_, response) => void response.end('the checked one'));
    const port = host.split(':')[1];
    const resolve = vi
      .fn<Resolve>()
      .mockResolvedValueOnce([{ address: '127.0.0.1', family: 4 }])
      .mockResolvedValue([{ address: '10.0.0.5', family: 4 }]);
    const guarded = fetchFrom([`media.test:${port}`], { resolve });
    const { bytes } = await guarded(`http://media.test:${port}/`, limits);
    expect(Buffer.from(bytes).toString()).toBe('the checked one');
    expect(resolve).toHaveBeenCalledOnce();
  });

  it('fails when the name is unknown', async () => {
    const resolve: Resolve = async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    };
    const guarded = fetchFrom(['media.test'], { resolve });
    await expect(guarded('https://media.test/', limits)).rejects.toMatchObject({
      code: 'fetch-failed',
    });
  });
});

describe('redirects', () => {
  it('are followed three times, not four', async () => {
    let visits = 0;
    const needed = { redirects: 3 };
    const { url, host } = await carrier((_, response) => {
      if (visits++ < needed.redirects) redirectTo('/next')(_, response);
      else response.end('there');
    });
    expect(await fetchFrom([host])(url, limits)).toMatchObject({ status: 200 });
    visits = 0;
    needed.redirects = 4;
    await expect(fetchFrom([host])(url, limits)).rejects.toMatchObject({
      code: 'fetch-too-many-redirects',
    });
    expect(visits).toBe(4);
  });

  it.each([
    ['http://169.254.169.254/latest/meta-data/', 'fetch-host-forbidden'],
    ['https://evil.test/', 'fetch-host-forbidden'],
    ['file:///etc/passwd', 'fetch-host-forbidden'],
    ['https://media.test/', 'fetch-address-forbidden'],
    ['https://169.254.1.1/', 'fetch-address-forbidden'],
  ])('to %s are refused: %s', async (location, code) => {
    const { url, host } = await carrier(redirectTo(location));
    const guarded = fetchFrom([host, 'media.test', '169.254.1.1'], {
      resolve: answering('169.254.169.254'),
    });
    await expect(guarded(url, limits)).rejects.toMatchObject({ code });
  });

  it('keep the credentials within the first origin', async () => {
    const seen: (string | undefined)[] = [];
    const { url, host } = await carrier((request, response) => {
      seen.push(request.headers.authorization);
      if (seen.length === 1) redirectTo('/next')(request, response);
      else response.end();
    });
    await fetchFrom([host])(url, {
      ...limits,
      credentials: { kind: 'basic', user: 'a', password: 'b' },
    });
    expect(seen).toEqual(['Basic YTpi', 'Basic YTpi']);
  });

  it('never carry the credentials to another origin, nor back', async () => {
    const atHome: (string | undefined)[] = [];
    const abroad: (string | undefined)[] = [];
    const other = await carrier((request, response) => {
      abroad.push(request.headers.authorization);
      redirectTo(home.url)(request, response);
    });
    const home = await carrier((request, response) => {
      atHome.push(request.headers.authorization);
      if (atHome.length === 1) redirectTo(other.url)(request, response);
      else response.end();
    });
    const credentials = { kind: 'basic', user: 'a', password: 'b' } as const;
    await fetchFrom([home.host, other.host])(home.url, { ...limits, credentials });
    expect({ atHome, abroad }).toEqual({ atHome: ['Basic YTpi', undefined], abroad: [undefined] });
  });

  it.each(['DELETE', 'POST'] as const)('are not followed by a %s', async (method) => {
    let visits = 0;
    const { url, host } = await carrier((request, response) => {
      visits++;
      redirectTo('/elsewhere', 307)(request, response);
    });
    await expect(fetchFrom([host])(url, { ...limits, method })).rejects.toMatchObject({
      code: 'fetch-failed',
    });
    expect(visits).toBe(1);
  });
});

describe('the size', () => {
  it('may be just what is allowed', async () => {
    const { url, host } = await carrier((_, response) => void response.end(Buffer.alloc(1000)));
    const fetched = await fetchFrom([host])(url, { ...limits, maxBytes: 1000 });
    expect(fetched.bytes).toHaveLength(1000);
  });

  it('is refused at once when the host announces too much', async () => {
    const { url, host } = await carrier((_, response) => {
      response.writeHead(200, { 'content-length': '5000000' }).write('x');
    });
    await expect(fetchFrom([host])(url, limits)).rejects.toMatchObject({ code: 'fetch-too-large' });
  });

  it('is counted while a body without an end streams in', async () => {
    let sent = 0;
    const { url, host } = await carrier((_, response) => {
      const more = (): void => {
        while (response.write(Buffer.alloc(65_536))) sent += 65_536;
      };
      response.on('drain', more);
      more();
    });
    await expect(fetchFrom([host])(url, limits)).rejects.toMatchObject({ code: 'fetch-too-large' });
    expect(sent).toBeLessThan(50_000_000);
  });

  it('counts decoded bytes: a gzip bomb is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000));
    expect(bomb.byteLength).toBeLessThan(limits.maxBytes);
    const { url, host } = await carrier((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    const before = process.memoryUsage().rss;
    await expect(fetchFrom([host])(url, limits)).rejects.toMatchObject({ code: 'fetch-too-large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });
});

describe('the deadline', () => {
  const soon = { ...limits, deadlineMs: 150 };

  it('ends a body that drips', async () => {
    const { url, host } = await carrier((_, response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    await expect(fetchFrom([host])(url, soon)).rejects.toMatchObject({ code: 'fetch-too-slow' });
  });

  it('ends the wait for an answer that never comes', async () => {
    const { url, host } = await carrier(() => undefined);
    await expect(fetchFrom([host])(url, soon)).rejects.toMatchObject({ code: 'fetch-too-slow' });
  });

  it('ends the wait for a name that is never resolved', async () => {
    const resolve: Resolve = () => new Promise(() => undefined);
    const guarded = fetchFrom(['media.test'], { resolve });
    await expect(guarded('https://media.test/', soon)).rejects.toMatchObject({
      code: 'fetch-too-slow',
    });
  });

  it("isn't the only end: the caller's signal is one too", async () => {
    const { url, host } = await carrier(() => controller.abort());
    const controller = new AbortController();
    const stopped = fetchFrom([host])(url, { ...limits, signal: controller.signal });
    await expect(stopped).rejects.toMatchObject({ code: 'fetch-failed' });
  });
});

describe('TLS', () => {
  it("holds the host to its name, not to the pinned address, and trusts one's own authority", async () => {
    const { cert, key } = await selfSigned('DNS:media.test');
    const server = createTlsServer({ cert, key }, (_, response) => void response.end('sealed'));
    const port = await listen(server);
    const resolve = answering('127.0.0.1');
    const hosts = [`media.test:${port}`, `other.test:${port}`];
    const trusting = fetchFrom(hosts, { resolve, ca: cert });
    expect(await trusting(`https://media.test:${port}/`, limits)).toMatchObject({ status: 200 });
    const failed = { code: 'fetch-failed' };
    await expect(trusting(`https://other.test:${port}/`, limits)).rejects.toMatchObject(failed);
    const strict = fetchFrom(hosts, { resolve });
    await expect(strict(`https://media.test:${port}/`, limits)).rejects.toMatchObject(failed);
  });
});
