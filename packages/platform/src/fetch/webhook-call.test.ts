import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';

import type { ResolvedAddress } from './resolve.ts';
import { createWebhookCall, type WebhookGuard } from './webhook-call.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const listening = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`; // TCP: always AddressInfo
};

const call = (url: string, guard: WebhookGuard = { allowLoopback: true }, deadlineMs = 5_000) =>
  createWebhookCall(guard)(url, {
    body: '{"type":"webhook.test"}',
    headers: { 'webhook-id': 'evt_1' },
    deadlineMs,
  });

describe('a webhook', () => {
  it('is posted with its headers, and the status is the answer', async () => {
    const seen: unknown[] = [];
    const url = await listening((request, response) => {
      request.setEncoding('utf8').once('data', (body: string) => {
        seen.push(
          request.method,
          request.headers['webhook-id'],
          request.headers['content-type'],
          body,
        );
        response.writeHead(204).end();
      });
    });
    expect(await call(url)).toEqual({ kind: 'answered', status: 204, retryAfter: undefined });
    expect(seen).toEqual(['POST', 'evt_1', 'application/json', '{"type":"webhook.test"}']);
  });

  it('brings what the receiver asks to wait', async () => {
    const url = await listening((_, response) =>
      response.writeHead(503, { 'retry-after': '120' }).end(),
    );
    expect(await call(url)).toEqual({ kind: 'answered', status: 503, retryAfter: '120' });
  });

  it('does not follow a redirect', async () => {
    let asked = 0;
    const url = await listening((_, response) => {
      asked += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await call(url)).toMatchObject({ kind: 'answered', status: 307 });
    expect(asked).toBe(1);
  });

  it('takes the status of an answer that never ends', async () => {
    const url = await listening((_, response) => {
      response.writeHead(200);
      response.write('and so on');
    });
    expect(await call(url, { allowLoopback: true }, 200)).toMatchObject({ status: 200 });
  });

  it('takes the status of an answer that is too large', async () => {
    const url = await listening((_, response) =>
      response.writeHead(200).end(Buffer.alloc(1 << 20)),
    );
    expect(await call(url)).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('waits no longer than it may', async () => {
    const url = await listening(() => undefined);
    expect(await call(url, { allowLoopback: true }, 100)).toEqual({
      kind: 'unanswered',
      code: 'fetch-too-slow',
    });
  });

  it('leaves this machine alone unless that was allowed', async () => {
    const url = (await listening(() => undefined)).replace('http:', 'https:');
    expect(await call(url, {})).toEqual({ kind: 'unanswered', code: 'fetch-address-forbidden' });
  });

  it('is not sent in the clear', async () => {
    const outcome = await call('http://journal.example.se/hook', {});
    expect(outcome).toEqual({ kind: 'unanswered', code: 'fetch-host-forbidden' });
  });
});

describe('a private address', () => {
  const resolveTo = (address: string) => async (): Promise<ResolvedAddress[]> => [
    { address, family: 4 },
  ];
  const codeOf = async (guard: WebhookGuard): Promise<unknown> => {
    const outcome = await call('https://journal.kommun.example:1/hook', guard, 300);
    return outcome.kind === 'unanswered' ? outcome.code : outcome;
  };

  it('is refused', async () => {
    expect(await codeOf({ resolve: resolveTo('10.0.0.1') })).toBe('fetch-address-forbidden');
  });

  it('is called once the operator has named its host', async () => {
    const privateHosts = ['journal.kommun.example:1'];
    const code = await codeOf({ privateHosts, resolve: resolveTo('10.255.255.1') });
    // nobody is there; that it was tried is the point
    expect(code).not.toMatch(/forbidden/);
  });

  it('is refused for another port of that host', async () => {
    const privateHosts = ['journal.kommun.example'];
    const code = await codeOf({ privateHosts, resolve: resolveTo('10.0.0.1') });
    expect(code).toBe('fetch-address-forbidden');
  });

  it('does not open the way to where clouds keep credentials', async () => {
    const privateHosts = ['journal.kommun.example:1'];
    const code = await codeOf({ privateHosts, resolve: resolveTo('169.254.169.254') });
    expect(code).toBe('fetch-address-forbidden');
  });
});
