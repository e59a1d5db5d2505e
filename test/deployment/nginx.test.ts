import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { renderNginx } from '@kuvert/infra/proxy/render';
import { freePort } from '@kuvert/platform/postgres/free-port';

import { provision, type Program } from '../provision/provision.ts';
import { runProgram, runToEnd } from '../provision/run-program.ts';
import { settingsFrom } from '../provision/settings.ts';
import { withAttempts } from '../provision/with-attempts.ts';

const faxName = 'fax.example.test';
const mailboxName = 'mailbox.example.test';
const roomName = 'partner.example.test';

let folder: string;
let nginx: Program;
let child: ChildProcess;
let ca: Buffer;
let tlsPort: number;
let httpPort: number;
let backends: Server[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

const backend = async (): Promise<{ server: Server; address: string }> => {
  const server = createServer((received, response) => answer(received, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // TCP: always AddressInfo
  return { server, address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
};

beforeAll(async () => {
  const programs = await provision(['nginx', 'openssl'], settingsFrom(process.env));
  nginx = programs.program('nginx');
  folder = await mkdtemp(join(tmpdir(), 'kuvert-nginx-'));
  // as root its workers are another user's
  await chmod(folder, 0o755);
  const [certificate, key] = [join(folder, 'tls.pem'), join(folder, 'tls.key')];
  const openssl = programs.program('openssl');
  await runProgram(
    openssl.command,
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
      .concat(['-subj', '/CN=kuvert test', '-keyout', key, '-out', certificate])
      .concat(['-addext', `subjectAltName=DNS:${faxName},DNS:${mailboxName},DNS:${roomName}`]),
    { env: openssl.env },
  );
  ca = await readFile(certificate);
  const [ingest, mailbox] = [await backend(), await backend()];
  backends = [ingest.server, mailbox.server];
  const addresses = {
    ingest: [ingest.address],
    mailbox: [mailbox.address],
    room: [mailbox.address],
    outbound: [ingest.address],
  };
  // a free port may be somebody else's by the time nginx takes it
  await withAttempts(() => startNginx({ certificate, key, ...addresses }));
});
afterAll(async () => {
  await stopNginx();
  for (const server of backends) server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Site {
  readonly certificate: string;
  readonly key: string;
  readonly ingest: readonly string[];
  readonly mailbox: readonly string[];
  readonly room: readonly string[];
  readonly outbound: readonly string[];
}

const startNginx = async (site: Site): Promise<void> => {
  [tlsPort, httpPort] = [await freePort(), await freePort()];
  const text = await renderNginx({
    folder,
    accessLog: join(folder, 'access.log'),
    tlsListen: `127.0.0.1:${tlsPort}`,
    httpListen: `127.0.0.1:${httpPort}`,
    faxName,
    mailboxName,
    roomName,
    mediaMaxMib: 1,
    hylafaxAccess: 'allow 127.0.0.1; deny all;',
    ...site,
  });
  await writeFile(join(folder, 'nginx.conf'), text);
  child = spawn(nginx.command, [...commandLine(), '-g', 'daemon off;'], {
    env: { ...process.env, ...nginx.env },
    stdio: 'ignore',
  });
  try {
    await vi.waitFor(() => ask(mailboxName, '/'), { timeout: 10_000, interval: 50 });
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

const commandLine = (): string[] => ['-p', folder, '-c', join(folder, 'nginx.conf')];

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** Headers as an object, not as a list. */
interface Asked extends RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

const send = async (name: string, path: string, options: Asked, body?: Buffer) => {
  const outgoing = request({
    host: '127.0.0.1',
    port: tlsPort,
    servername: name,
    path,
    ca,
    agent: false,
    ...options,
    headers: { host: name, ...options.headers },
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return response;
};

const ask = async (
  name: string,
  path: string,
  options: Asked = {},
  body?: Buffer,
): Promise<Answer> => {
  answer ??= (_, response) => response.end('ok');
  const response = await send(name, path, options, body);
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    rawHeaders: response.rawHeaders,
    body: text,
  };
};

describe('the proxy configuration', () => {
  it('is accepted by nginx without a warning', async () => {
    const { status, stderr } = await runToEnd(nginx.command, ['-t', ...commandLine()], {
      env: nginx.env,
    });
    expect({ status, warned: /\[(warn|emerg|alert)\]/.test(stderr) }).toEqual({
      status: 0,
      warned: false,
    });
  });
});

describe('the proxy', () => {
  it('gives a stranger neither certificate nor answer', async () => {
    await expect(ask('other.example.test', '/')).rejects.toThrow(/handshake|unrecognized name/i);
  });

  it('lets carriers reach webhooks, media links and callbacks, and nothing else', async () => {
    answer = (_, response) => response.end('ingest');
    expect((await ask(faxName, '/webhooks/signalwire/received', { method: 'POST' })).body).toBe(
      'ingest',
    );
    for (const path of ['/media/an-id/a-token', '/callbacks/signalwire/an-id'])
      expect((await ask(faxName, path)).status).toBe(200);
    expect((await ask(faxName, '/openapi.json')).status).toBe(404);
    expect((await ask(faxName, '/')).status).toBe(404);
  });

  it('passes on the query as it was signed', async () => {
    answer = ({ url }, response) => response.end(url);
    const path = '/webhooks/signalwire/received?From=%2B46317001234&To=a%20b';
    expect((await ask(faxName, path)).body).toBe(path);
  });

  it('tells services who asked, whatever the request claims', async () => {
    answer = ({ headers }, response) => response.end(JSON.stringify(headers));
    const { body } = await ask(mailboxName, '/', {
      headers: {
        'x-forwarded-for': '10.0.0.1',
        'x-forwarded-proto': 'http',
        'x-forwarded-host': 'evil.example',
        'x-real-ip': '10.0.0.1',
        forwarded: 'for=10.0.0.1',
        'client-cert': ':abc:',
        'x-ssl-client-verify': 'SUCCESS',
        'x-kuvert-card-certificate': ':abc:',
        'x-kuvert-card-verify': 'SUCCESS',
      },
    });
    const headers = JSON.parse(body) as Record<string, string>;
    expect(headers).toMatchObject({
      host: mailboxName,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
    });
    for (const name of ['x-forwarded-host', 'x-real-ip', 'forwarded', 'client-cert'])
      expect(headers).not.toHaveProperty(name);
    for (const name of ['x-ssl-client-verify', 'x-kuvert-card-certificate', 'x-kuvert-card-verify'])
      expect(headers).not.toHaveProperty(name);
  });

  it('asks browsers for TLS once, whatever the service says', async () => {
    answer = (_, response) => {
      response.setHeader('strict-transport-security', 'max-age=1');
      response.end();
    };
    const { rawHeaders } = await ask(mailboxName, '/');
    const name = (each: string): boolean => each.toLowerCase() === 'strict-transport-security';
    expect(rawHeaders.filter(name)).toHaveLength(1);
    expect(rawHeaders[rawHeaders.findIndex(name) + 1]).toBe('max-age=63072000');
  });

  it('refuses a body that is larger than any fax', async () => {
    answer = (_, response) => response.end();
    const tooLarge = { method: 'POST', headers: { 'content-length': String(2 * 1024 * 1024) } };
    for (const path of ['/webhooks/hylafax/received', '/webhooks/sinch/received'])
      expect((await ask(faxName, path, tooLarge)).status).toBe(413);
    expect((await ask(faxName, '/callbacks/sinch/an-id', tooLarge)).status).toBe(413);
  });

  it('takes a large body from staff where a file is added to a fax, and nowhere else', async () => {
    answer = (received, response) => {
      received.resume();
      received.on('end', () => response.end());
    };
    const file = Buffer.alloc(1024 * 1024);
    const post = { method: 'POST', headers: { 'content-length': String(file.byteLength) } };
    const id = '00000000-0000-4000-8000-000000000001';
    expect((await ask(mailboxName, `/api/drafts/${id}/attachments`, post, file)).status).toBe(200);
    const tooLarge = { method: 'POST', headers: { 'content-length': String(30 * 1024 * 1024) } };
    expect((await ask(mailboxName, `/api/drafts/${id}/attachments`, tooLarge)).status).toBe(413);
    expect((await ask(mailboxName, `/api/drafts/${id}`, post)).status).toBe(413);
  });

  it('takes a large body from people of partners where they send a message, and nowhere else', async () => {
    answer = (received, response) => {
      received.resume();
      received.on('end', () => response.end());
    };
    const file = Buffer.alloc(1024 * 1024);
    const post = { method: 'POST', headers: { 'content-length': String(file.byteLength) } };
    const tooLarge = { method: 'POST', headers: { 'content-length': String(30 * 1024 * 1024) } };
    const statuses = [
      await ask(roomName, '/send', post, file),
      await ask(roomName, '/send', tooLarge),
      await ask(roomName, '/logout', post),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 413, 413]);
  });

  it('takes a large body from a business system where it sends a fax, and nowhere else', async () => {
    answer = (received, response) => {
      received.resume();
      received.on('end', () => response.end());
    };
    const fax = Buffer.alloc(1024 * 1024);
    const post = { method: 'POST', headers: { 'content-length': String(fax.byteLength) } };
    const tooLarge = { method: 'POST', headers: { 'content-length': String(60 * 1024 * 1024) } };
    const statuses = [
      await ask(mailboxName, '/system/v1/sendings', post, fax),
      await ask(mailboxName, '/system/v1/sendings', tooLarge),
      await ask(mailboxName, '/system/v1/token', post),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 413, 413]);
  });

  it('takes a large message from a partner, by the client API and as FHIR, and nothing else of theirs', async () => {
    answer = (received, response) => {
      received.resume();
      received.on('end', () => response.end(received.url));
    };
    const message = Buffer.alloc(2 * 1024 * 1024);
    const post = { method: 'POST', headers: { 'content-length': String(message.byteLength) } };
    for (const path of ['/partner/v1/sdk/messages', '/partner/v1/fhir/$process-message'])
      expect((await ask(faxName, path, post, message)).body).toBe(path);
    expect((await ask(faxName, '/partner/v1/token', post)).status).toBe(413);
    expect((await ask(faxName, '/partner/v1/other')).status).toBe(404);
  });

  it('hands over a body while it comes, so that none rests on its disk', async () => {
    const first = Promise.withResolvers<string>();
    answer = (received, response) => {
      received.once('data', (chunk) => first.resolve(String(chunk)));
      received.on('end', () => response.end());
    };
    const outgoing = request({
      host: '127.0.0.1',
      port: tlsPort,
      servername: faxName,
      ca,
      agent: false,
      path: '/webhooks/hylafax/received',
      method: 'POST',
      headers: { host: faxName, 'content-length': '10' },
    });
    outgoing.write('first');
    expect(await first.promise).toBe('first');
    outgoing.end('other');
    await once(outgoing, 'response');
  });

  it('logs neither who called nor who asked', async () => {
    answer = (_, response) => response.end();
    await ask(faxName, '/webhooks/signalwire/received?From=%2B46317009999');
    const written = vi.waitFor(
      async () => {
        const text = await readFile(join(folder, 'access.log'), 'utf8');
        expect(text).toContain(` ${faxName} GET 200 `);
        return text;
      },
      { timeout: 20_000 },
    );
    expect(await written).not.toMatch(/46317009999|127\.0\.0\.1/);
  });

  it('sends each live update at once', async () => {
    let ended = false;
    answer = (_, response) => {
      response.setHeader('content-type', 'text/event-stream');
      response.write('data: one\n\n');
      response.on('close', () => (ended = true));
    };
    const response = await send(mailboxName, '/api/events', {});
    const [chunk] = (await once(response, 'data')) as [Buffer];
    expect({ text: String(chunk), ended }).toEqual({ text: 'data: one\n\n', ended: false });
    response.destroy();
  });

  it('leads people who forgot the s to the mailbox', async () => {
    const response = await fetch(`http://127.0.0.1:${httpPort}/faxes?a=1`, {
      redirect: 'manual',
    }).catch((error: unknown) => error);
    // a stranger's name, as fetch sends the address: no answer at all
    expect(response).toBeInstanceOf(Error);
    const { createConnection } = await import('node:net');
    const socket = createConnection(httpPort, '127.0.0.1');
    socket.end(`GET /faxes?a=1 HTTP/1.1\r\nhost: ${mailboxName}\r\nconnection: close\r\n\r\n`);
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1.1 308/);
    expect(text).toContain(`Location: https://${mailboxName}/faxes?a=1`);
  });
});
