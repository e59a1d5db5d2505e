import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../postgres/free-port.ts';
import { createCarrierCall } from './carrier-call.ts';
import type { Resolve, ResolvedAddress } from './resolve.ts';

const servers: { close(): unknown; closeAllConnections?(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

const listening = async (server: Server | ReturnType<typeof createTcpServer>): Promise<string> => {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`; // TCP: always AddressInfo
};

const carrier = (listener: RequestListener): Promise<string> => listening(createServer(listener));
const rawCarrier = (onSocket: (socket: Socket) => void): Promise<string> =>
  listening(createTcpServer(onSocket));

const call = (host: string, more: { deadlineMs?: number; maxBytes?: number; url?: string } = {}) =>
  createCarrierCall({ hosts: [host], allowLoopback: true })(more.url ?? `http://${host}/faxes`, {
    body: { kind: 'form', fields: { To: '+4684650041', Note: 'å & ö' } },
    credentials: { kind: 'basic', user: 'account', password: 'token' },
    maxBytes: more.maxBytes ?? 1000,
    deadlineMs: more.deadlineMs ?? 5000,
  });

describe('a call to a carrier', () => {
  it('posts the form with our credentials and brings the answer', async () => {
    const seen = vi.fn<(method: string, authorization: string, body: string) => void>();
    const host = await carrier((request, response) => {
      request.setEncoding('utf8').once('data', (body: string) => {
        seen(request.method ?? '', request.headers.authorization ?? '', body);
        response.writeHead(201).end('{"sid":"f1"}');
      });
    });
    const outcome = await call(host);
    expect(outcome).toMatchObject({ kind: 'answered', status: 201 });
    expect(outcome.kind === 'answered' && Buffer.from(outcome.bytes).toString()).toBe(
      '{"sid":"f1"}',
    );
    const basic = `Basic ${Buffer.from('account:token').toString('base64')}`;
    const form = 'To=%2B4684650041&Note=%C3%A5+%26+%C3%B6';
    expect(seen).toHaveBeenCalledExactlyOnceWith('POST', basic, form);
  });

  it('posts JSON with a bearer token', async () => {
    const seen = vi.fn<(type?: string, authorization?: string, body?: string) => void>();
    const host = await carrier((request, response) => {
      const { 'content-type': type, authorization } = request.headers;
      request.setEncoding('utf8').once('data', (body: string) => {
        seen(type, authorization, body);
        response.writeHead(202).end('{}');
      });
    });
    const outcome = await createCarrierCall({ hosts: [host], allowLoopback: true })(
      `http://${host}/faxes`,
      {
        body: { kind: 'json', value: { to: '+4684650041', note: 'å', maxRetries: 0 } },
        credentials: { kind: 'bearer', token: 'KEY' },
        maxBytes: 1000,
        deadlineMs: 5000,
      },
    );
    expect(outcome).toMatchObject({ kind: 'answered', status: 202 });
    const json = '{"to":"+4684650041","note":"å","maxRetries":0}';
    expect(seen).toHaveBeenCalledExactlyOnceWith('application/json', 'Bearer KEY', json);
  });

  it.each([400, 401, 429, 500, 503])('brings the status %i as an answer', async (status) => {
    const host = await carrier((_, response) => void response.writeHead(status).end());
    expect(await call(host)).toMatchObject({ kind: 'answered', status });
  });

  it('follows no redirect: the order would be handed over twice, or to a stranger', async () => {
    const visited = vi.fn<(path?: string) => void>();
    const host = await carrier((request, response) => {
      visited(request.url);
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await call(host)).toMatchObject({ kind: 'answered', status: 307 });
    expect(visited.mock.calls).toEqual([['/faxes']]);
  });
});

describe('what surely did not arrive', () => {
  it('is a call that nobody listens for', async () => {
    const host = `127.0.0.1:${await freePort()}`;
    expect(await call(host)).toEqual({ kind: 'not-sent', code: 'ECONNREFUSED' });
  });

  it('is a call to a name that has no address', async () => {
    const resolve = vi.fn<Resolve>().mockResolvedValue([]);
    const outcome = await createCarrierCall({ hosts: ['carrier.test'], resolve })(
      'https://carrier.test/faxes',
      {
        body: { kind: 'form', fields: {} },
        credentials: { kind: 'basic', user: '', password: '' },
        maxBytes: 1,
        deadlineMs: 1000,
      },
    );
    expect(outcome).toEqual({ kind: 'not-sent', code: 'fetch-failed' });
  });

  it('is a call to a host that is not on the list', async () => {
    const host = await carrier((_, response) => void response.end());
    expect(await call(host, { url: 'http://127.0.0.1:1/faxes' })).toEqual({
      kind: 'not-sent',
      code: 'fetch-host-forbidden',
    });
  });

  it('is a call whose deadline came while the name was looked up', async () => {
    const { promise } = Promise.withResolvers<never>();
    const outcome = await createCarrierCall({ hosts: ['carrier.test'], resolve: () => promise })(
      'https://carrier.test/faxes',
      {
        body: { kind: 'form', fields: {} },
        credentials: { kind: 'basic', user: '', password: '' },
        maxBytes: 1,
        deadlineMs: 30,
      },
    );
    expect(outcome).toEqual({ kind: 'not-sent', code: 'fetch-too-slow' });
  });

  it('stays unsent when the address comes after the deadline', async () => {
    const requests = vi.fn<() => void>();
    const host = await carrier((_, response) => {
      requests();
      response.end();
    });
    const { promise, resolve } = Promise.withResolvers<ResolvedAddress[]>();
    const port = host.split(':')[1];
    const outcome = await createCarrierCall({
      hosts: [`carrier.test:${port}`],
      allowLoopback: true,
      resolve: () => promise,
    })(`http://carrier.test:${port}/faxes`, {
      body: { kind: 'form', fields: {} },
      credentials: { kind: 'basic', user: '', password: '' },
      maxBytes: 1,
      deadlineMs: 30,
    });
    resolve([{ address: '127.0.0.1', family: 4 }]);
    await call(host); // by the time that this one is answered, the late one would have come too
    expect([outcome.kind, requests.mock.calls.length]).toEqual(['not-sent', 1]);
  });
});

describe('what may have arrived', () => {
  it('is a call that is not answered in time', async () => {
    const host = await carrier(() => undefined);
    expect(await call(host, { deadlineMs: 100 })).toEqual({
      kind: 'unanswered',
      code: 'fetch-too-slow',
    });
  });

  it('is a call whose connection is cut', async () => {
    const host = await rawCarrier((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.destroy());
    });
    expect(await call(host)).toMatchObject({ kind: 'unanswered' });
  });

  it('is a call whose answer is cut', async () => {
    const host = await carrier((_, response) => {
      response.writeHead(201, { 'content-length': '100' });
      response.write('{"sid":', () => response.destroy());
    });
    expect(await call(host)).toMatchObject({ kind: 'unanswered' });
  });

  it('is a call whose answer is no HTTP', async () => {
    const host = await rawCarrier((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end('220 hylafax ready\r\n'));
    });
    expect(await call(host)).toMatchObject({ kind: 'unanswered' });
  });

  it('is a call whose answer is larger than allowed', async () => {
    const host = await carrier((_, response) => void response.end('x'.repeat(2000)));
    expect(await call(host)).toEqual({ kind: 'unanswered', code: 'fetch-too-large' });
  });
});
