import { connect } from 'node:net';

import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Ingest } from '../container.ts';
import { openHouse, type House } from '../test-support/house.ts';
import { counts } from '../test-support/rows.ts';

let house: House;
let ingest: Ingest;

beforeAll(async () => {
  house = await openHouse();
  ingest = await house.ingest();
});
afterAll(() => house.close());

const form = 'application/x-www-form-urlencoded';
const received = '/webhooks/signalwire/received';

describe('what ingest refuses', () => {
  it.each([
    ['an unknown path', 'get', '/nowhere', 404, 'path-unknown'],
    ['an unknown carrier', 'post', '/webhooks/nobody/received', 404, 'path-unknown'],
    ['an unknown step', 'post', '/webhooks/signalwire/lost', 404, 'path-unknown'],
    ['an unsigned report', 'post', received, 403, 'signature-missing'],
  ] as const)('says so with a stable code: %s', async (_what, method, path, status, code) => {
    const answer = await supertest(ingest.origin)[method](path).type(form);
    expect([answer.status, answer.headers['content-type'], answer.body.code]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
      code,
    ]);
  });

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])(
    'is a report of type %s',
    async (type) => {
      const { status, body } = await supertest(ingest.origin).post(received).type(type).send('{');
      expect([status, body.code]).toEqual([400, 'content-type-wrong']);
    },
  );

  it('is a compressed body', async () => {
    const { status, body } = await supertest(ingest.origin)
      .post(received)
      .type(form)
      .set('content-encoding', 'gzip')
      .send('x');
    expect([status, body.code]).toEqual([400, 'content-type-wrong']);
  });

  it('is a form larger than any report', async () => {
    const { status, body } = await supertest(ingest.origin)
      .post(received)
      .type(form)
      .send(`a=${'x'.repeat(70_000)}`);
    expect([status, body.code]).toEqual([413, 'body-too-large']);
  });

  it('is what says that it is larger than any report, before it was sent', async () => {
    const { port } = new URL(ingest.origin);
    const head = `POST ${received} HTTP/1.1\r\nhost: x\r\ncontent-length: 5000000000\r\n\r\n`;
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(head));
      socket.once('data', (data) => {
        socket.destroy();
        resolve(String(data));
      });
    });
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
  });

  it('is counted and not stored', async () => {
    await supertest(ingest.origin)
      .post(received)
      .type(form)
      .set('x-twilio-signature', 'forged')
      .send('AccountSid=account-1&FaxSid=f1')
      .expect(403);
    expect(await counts(house)).toMatchObject({ receptions: 0, messages: 0 });
    const { text } = await supertest(ingest.operationsOrigin).get('/metrics');
    expect(text).toContain(
      'kuvert_ingest_refused_requests_total{carrier="signalwire",code="signature-wrong"} 1',
    );
  });

  it('never ends the process, whatever the bytes', async () => {
    const { port } = new URL(ingest.origin);
    for (const bytes of [
      '\0\0\0',
      'GET http://evil/ HTTP/1.1\r\nHost: x\r\n\r\n',
      'POST / HTTP/9\r\n\r\n',
    ])
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.end(bytes));
        socket
          .on('error', () => undefined)
          .on('close', () => resolve())
          .resume();
      });
    expect((await supertest(ingest.operationsOrigin).get('/healthz')).status).toBe(200);
  });

  it('says nothing of its inside', async () => {
    const { text, headers } = await supertest(ingest.origin).post(received).type(form).send('%');
    expect(text).not.toMatch(/at |node_modules|Error/);
    expect(headers['x-powered-by']).toBeUndefined();
  });
});

describe('the description', () => {
  it('has every webhook with its problems', async () => {
    const { body } = await supertest(ingest.origin).get('/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    const path = body.paths['/webhooks/{carrier}/{step}'];
    expect(Object.keys(path)).toEqual(['get', 'post']);
    expect(path.post.parameters.map(({ name }: { name: string }) => name)).toEqual([
      'carrier',
      'step',
    ]);
    expect(Object.keys(path.post.responses)).toEqual(
      expect.arrayContaining(['200', '400', '403', '404', '413']),
    );
  });
});
