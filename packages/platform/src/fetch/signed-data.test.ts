import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { codeOf } from '@kuvert/shared/errors';

import { checkedAddress } from './guard.ts';
import { createSignedDataFetch, type SignedDataRequest } from './signed-data.ts';

let answer: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => answer(request, response));
let port: number;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // TCP: always AddressInfo
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (change: Partial<SignedDataRequest> = {}, host = '127.0.0.1') =>
  createSignedDataFetch({ hosts: [`127.0.0.1:${port}`], allowLoopback: true })(
    `http://${host}:${port}/list`,
    { maxBytes: 10, deadlineMs: 5_000, ...change },
  );

const codeFor = (asked: Promise<unknown>): Promise<string> => asked.then(() => 'none', codeOf);

describe('fetching what is signed itself', () => {
  it('posts a question with its type and gives the bytes', async () => {
    answer = (request, response) => {
      request.on('data', (chunk: Buffer) =>
        response.end(Buffer.concat([chunk, Buffer.from(request.headers['content-type'] ?? '')])),
      );
    };
    const question = { type: 'a/b', bytes: Uint8Array.of(0x41, 0x42) };
    expect(Buffer.from(await ask({ question })).toString()).toBe('ABa/b');
  });

  it.each([
    ['a redirect', 302, 'fetch-failed'],
    ['nothing there', 404, 'fetch-not-found'],
  ])('fails on %s', async (_, status, code) => {
    answer = (_request, response) => response.writeHead(status, { location: '/other' }).end();
    expect(await codeFor(ask())).toBe(code);
  });

  it('ends what is larger than allowed', async () => {
    answer = (_request, response) => {
      response.write('eleven more');
      response.end('');
    };
    expect(await codeFor(ask())).toBe('fetch-too-large');
  });

  it('ends what does not come in time', async () => {
    answer = () => undefined;
    expect(await codeFor(ask({ deadlineMs: 20 }))).toBe('fetch-too-slow');
  });

  it('asks no host that is not listed', async () => {
    expect(await codeFor(ask({}, 'localhost'))).toBe('fetch-host-forbidden');
  });

  it('may speak plain http to a listed host on the internet, and reaches no private address by it', async () => {
    const at = (address: string) =>
      checkedAddress(new URL('http://crl.example.se/list'), {
        hosts: ['crl.example.se'],
        plainHttp: true,
        resolve: async () => [{ address, family: 4 }],
      }).then((found) => found.address, codeOf);
    expect(await Promise.all(['10.0.0.1', '127.0.0.1', '192.36.148.17'].map(at))).toEqual([
      'fetch-address-forbidden',
      'fetch-address-forbidden',
      '192.36.148.17',
    ]);
  });
});
