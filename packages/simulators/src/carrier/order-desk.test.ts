import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';

import twilio from 'twilio';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { startCarrier, type SimulatedCarrier } from '../carrier.ts';
import { scriptedNumbers } from './scripts.ts';

const account = { accountSid: 'account-1', signingKey: 'key', token: 'token' };
const authorization = `Basic ${Buffer.from('account-1:token').toString('base64')}`;

const packedPdf = Buffer.concat([
  Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/ObjStm/Filter/FlateDecode>>\nstream\n'),
  deflateSync('2 0 3 9 <</Type/Page/Parent 1 0 R>> <</Type/Page>> <</Type/Page>> <</Type/Pages>>'),
  Buffer.from('\nendstream\nendobj\n'),
]);

let carrier: SimulatedCarrier;
let house: { origin: string; close(): void };
let told: Record<string, string>[];

/** A house that has one document and writes down what it is told, when the signature is right. */
const startHouse = async (): Promise<typeof house> => {
  const server = createServer((request, response) => {
    void request
      .setEncoding('utf8')
      .toArray()
      .then((parts) => {
        if (request.url === '/media')
          return response.end('%PDF /Type /Page /Type /Page /Type /Pages');
        if (request.url === '/packed') return response.end(packedPdf);
        if (request.url !== '/callbacks/1') return response.writeHead(404).end();
        const fields = Object.fromEntries(new URLSearchParams(parts.join('')));
        const signature = String(request.headers['x-signalwire-signature']);
        const url = `http://${request.headers.host}${request.url}`;
        if (twilio.validateRequest(account.signingKey, signature, url, fields)) told.push(fields);
        return response.end();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // TCP: always AddressInfo
  return { origin, close: () => server.close() };
};

beforeAll(async () => {
  house = await startHouse();
  carrier = await startCarrier(account);
});
beforeEach(() => {
  told = [];
});
afterAll(async () => {
  await carrier.stop();
  house.close();
});

const order = async (to: string, media = '/media', quality = 'fine') => {
  const response = await fetch(
    `${carrier.origin}/api/laml/2010-04-01/Accounts/account-1/Faxes.json`,
    {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams({
        To: to,
        From: '+46846500410',
        MediaUrl: house.origin + media,
        Quality: quality,
        StatusCallback: `${house.origin}/callbacks/1`,
      }),
    },
  );
  // of our own carrier
  return (await response.json()) as { sid: string; status: string };
};

const statuses = (): string[] => told.map(({ FaxStatus }) => FaxStatus ?? '');

describe('the simulated carrier, asked to send', () => {
  it('fetches the document and tells each step, signed', async () => {
    const { sid, status } = await order('+46313900601');
    await carrier.orders.settled();
    expect([status, statuses()]).toEqual(['queued', ['processing', 'sending', 'delivered']]);
    expect(told.at(-1)).toMatchObject({ FaxSid: sid, NumPages: '2' });
  });

  it.each([
    ['busy', '+46313900602', 'busy', ''],
    ['no answer', '+46313900603', 'no-answer', ''],
    ['answered by voice', '+46313900604', 'failed', '2'],
    ['breaks off in page 2', '+46313900605', 'failed', '49'],
  ])('has a number that is: %s', async (what, number, status, code) => {
    expect(scriptedNumbers[number]?.what).toBe(what);
    await order(number);
    await carrier.orders.settled();
    expect(told.at(-1)).toMatchObject({ FaxStatus: status, ErrorCode: code });
  });

  it('counts the pages of a document whose objects are packed', async () => {
    await order('+46313900601', '/packed');
    await carrier.orders.settled();
    expect(told.at(-1)).toMatchObject({ FaxStatus: 'delivered', NumPages: '3' });
  });

  it('has a number that is busy once, then free, and so on', async () => {
    for (const status of ['busy', 'delivered', 'busy']) {
      await order('+46313900608');
      await carrier.orders.settled();
      expect(told.at(-1)).toMatchObject({ FaxStatus: status });
    }
  });

  it.each([
    ['fine', 'failed', '11'],
    ['standard', 'delivered', ''],
  ])('has a number that takes standard resolution only: %s', async (quality, status, code) => {
    await order('+46313900609', undefined, quality);
    await carrier.orders.settled();
    expect(told.at(-1)).toMatchObject({ FaxStatus: status, ErrorCode: code });
  });

  it('has a number that never tells', async () => {
    await order('+46313900606');
    await carrier.orders.settled();
    expect(statuses()).toEqual(['processing', 'sending']);
    expect(carrier.orders.faxes.at(-1)?.status).toBe('sending');
  });

  it('says that a document could not be fetched, and does not call', async () => {
    await order('+46313900601', '/nowhere');
    await carrier.orders.settled();
    expect(carrier.orders.faxes.at(-1)?.status).toBe('failed');
    expect(statuses()).not.toContain('sending');
  });

  it('refuses a number that is none', async () => {
    expect(await order('4711')).toMatchObject({ status: 400, code: 21_211 });
  });

  it('tells twice, or the last first, when it is told to', async () => {
    carrier.orders.setTelling('doubled');
    await order('+46313900602');
    await carrier.orders.settled();
    expect(statuses().filter((status) => status === 'busy').length).toBeGreaterThan(1);
    told = [];
    carrier.orders.setTelling('reversed');
    await order('+46313900602');
    await carrier.orders.settled();
    carrier.orders.setTelling('in-order');
    expect(statuses()).toEqual(['busy', 'sending', 'processing']);
  });

  it('takes an order and does not answer, when it is told to', async () => {
    const before = carrier.orders.faxes.length;
    carrier.orders.setFault({ kind: 'cut' });
    await expect(order('+46313900601')).rejects.toThrow('fetch failed');
    carrier.orders.setFault(undefined);
    await carrier.orders.settled();
    expect(carrier.orders.faxes.slice(before).map(({ status }) => status)).toEqual(['delivered']);
  });
});
