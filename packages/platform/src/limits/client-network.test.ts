import supertest from 'supertest';
import { expect, it } from 'vitest';

import { createApp } from '../http/app.ts';
import { silentLog } from '../logging/log.ts';
import { networkOf } from './client-network.ts';

it.each([
  ['192.0.2.77', '192.0.2.0/24'],
  ['::ffff:192.0.2.77', '192.0.2.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['what a proxy made up', 'unknown'],
  [undefined, 'unknown'],
])('of %s is %s', (ip, network) => {
  expect(networkOf({ ip })).toBe(network);
});

it('is told once when somebody who is not trusted passes requests on', async () => {
  const told: string[] = [];
  const log = { ...silentLog, warn: (event: string) => void told.push(event) };
  const app = createApp(log, () => {}, ['10.0.0.0/8']);
  await supertest(app).get('/');
  expect(told).toEqual([]);
  for (const address of ['198.51.100.9', '192.0.2.7'])
    await supertest(app).get('/').set('x-forwarded-for', address);
  expect(told).toEqual(['forwarded-by-stranger']);
});

const seenBy = async (
  trusted: readonly string[] | number,
  forwarded: string | undefined,
): Promise<string> => {
  const app = createApp(
    silentLog,
    (router) => void router.get('/', (request, response) => void response.json(networkOf(request))),
    trusted,
  );
  const request = supertest(app).get('/');
  const { body } = await (forwarded === undefined
    ? request
    : request.set('x-forwarded-for', forwarded));
  return body;
};

it.each<[what: string, trusted: readonly string[] | number, forwarded: string, network: string]>([
  ['is what the proxy says', ['loopback'], '198.51.100.9', '198.51.100.0/24'],
  [
    'is what the proxy added, whatever stood there before',
    ['loopback'],
    '203.0.113.1, 198.51.100.9',
    '198.51.100.0/24',
  ],
  ['is of the connection where nobody is trusted', [], '198.51.100.9', '127.0.0.0/24'],
  ['is of the connection where others are', ['10.0.0.0/8'], '198.51.100.9', '127.0.0.0/24'],
  [
    'is one hop away where the connection has proved itself',
    1,
    '203.0.113.1, 198.51.100.9',
    '198.51.100.0/24',
  ],
])('%s', async (_, trusted, forwarded, network) => {
  expect(await seenBy(trusted, forwarded)).toBe(network);
});
