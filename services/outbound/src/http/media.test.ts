import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

import jwt from 'jsonwebtoken';
import supertest from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { asId } from '@kuvert/shared/ids';
import { createFixedClock, type FixedClock } from '@kuvert/testkit/fixed-clock';

import { openHouse, type House } from '../test-support/house.ts';
import { deliveryOf, untilDelivery } from '../test-support/rows.ts';
import { createMediaLinks } from '../use-cases/media-links.ts';

const key = 'a key that the test knows as well as outbound does';

let house: House;
let clock: FixedClock;
let deliveryId: string;

beforeAll(async () => {
  house = await openHouse();
  clock = createFixedClock(new Date().toISOString());
  const file = `${house.sending.key.file}.link-key`;
  await writeFile(file, key, { mode: 0o600 });
  await house.outbound({ clock }, { linkKeyFile: file });
  house.carrier.orders.setTelling('never');
});
afterAll(() => house.close());
beforeEach(async () => {
  const to = '+46313900606';
  await house.database.sql(
    `update delivery set state = 'failed', cause = 'busy' where state in ('accepted', 'dialling')`,
  );
  ({ deliveryId } = await house.order({ to, tiff: Buffer.from('II* for the carrier') }));
  await untilDelivery(house, deliveryId, { state: 'accepted', media_read: 1 });
});

const linkFor = (id: string): string =>
  createMediaLinks(house.sending.origin, key, clock).make(asId<'delivery'>(id));

const get = (link: string) =>
  supertest(house.sending.origin)
    .get(link.slice(house.sending.origin.length))
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });

/** What every link that leads nowhere is answered with. */
const nowhere = async (link: string): Promise<string> => {
  const { status, headers, body } = await get(link);
  const { date: _, ...others } = headers;
  return JSON.stringify([status, others, body.toString()]);
};

describe('a media link', () => {
  it('gives the pages of its fax, and no cache may keep them', async () => {
    const { status, headers, body } = await get(linkFor(deliveryId));
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'application/pdf',
      'no-store',
    ]);
    expect(body.toString()).toContain('II* for the carrier');
  });

  it('counts a whole read, and no look at the head', async () => {
    await supertest(house.sending.origin)
      .head(linkFor(deliveryId).slice(house.sending.origin.length))
      .expect(200);
    expect((await deliveryOf(house, deliveryId)).media_read).toBe(1);
    await get(linkFor(deliveryId));
    expect(await untilDelivery(house, deliveryId, { media_read: 2 })).toBeDefined();
  });

  it('is used up after three whole reads', async () => {
    for (const read of [2, 3]) {
      await get(linkFor(deliveryId)).expect(200);
      await untilDelivery(house, deliveryId, { media_read: read });
    }
    expect((await get(linkFor(deliveryId))).status).toBe(404);
  });

  it('leads nowhere once its fax has ended', async () => {
    const link = linkFor(deliveryId);
    await house.database.sql(`update delivery set state = 'failed', cause = 'busy' where id = $1`, [
      deliveryId,
    ]);
    expect((await get(link)).status).toBe(404);
  });

  it('leads nowhere half an hour later', async () => {
    const link = linkFor(deliveryId);
    clock.advance(31 * 60_000);
    expect((await get(link)).status).toBe(404);
  });

  it('leads nowhere, and says nothing of why, for whatever is wrong with it', async () => {
    const link = linkFor(deliveryId);
    const own = new URL(link).pathname.split('/').at(-1) ?? '';
    const claims = { issuer: 'kuvert-outbound', audience: 'media', jwtid: deliveryId };
    const forged = [
      jwt.sign({}, 'another key', { ...claims, expiresIn: 60 }),
      jwt.sign({}, key, { ...claims, audience: 'page', expiresIn: 60 }),
      jwt.sign({}, key, { ...claims, issuer: 'kuvert-mailbox', expiresIn: 60 }),
      jwt.sign({}, key, { ...claims, algorithm: 'HS512', expiresIn: 60 }),
      jwt.sign({ iss: 'kuvert-outbound', aud: 'media', jti: deliveryId }, null, {
        algorithm: 'none',
      }),
      'x',
    ].map((token) => link.replace(own, token));
    const links = [linkFor(randomUUID()), link.replace(deliveryId, randomUUID()), ...forged];
    const answers = await Promise.all(links.map(nowhere));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^\[404,.*not-found/);
  });
});
