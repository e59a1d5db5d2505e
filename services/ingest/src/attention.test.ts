import { randomUUID } from 'node:crypto';

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { SentFax } from '@kuvert/simulators/carrier';
import { actingAs } from '@kuvert/testkit/acting';

import { from, numbers, openHouse, sample, type House } from './test-support/house.ts';
import { documentsOf, hurry, openDocument, untilMessage } from './test-support/rows.ts';

let house: House;
let tiff: Buffer;
const person = randomUUID();

beforeAll(async () => {
  house = await openHouse();
  tiff = await sample('hyla-ecm-mmr-clean.tif');
  const media = { allowLoopback: true, maxBytes: 200_000, deadlineMs: 300 };
  await house.ingest({}, { media });
  await house.database.sql(
    "insert into person values ($1, 'issuer', 'subject', 'N', null, now())",
    [person],
  );
  await house.database.sql('insert into membership values ($1, $2, now())', [
    person,
    house.departments.social,
  ]);
});
afterAll(() => house.close());

const send = (fax: Partial<SentFax>) =>
  house.carrier.send({ bytes: tiff, from, to: numbers.social, ...fax }, house.to);

/** Lets every try be due at once until the message looks like this. */
const untilHurried = async (id: string | undefined, expected: object) =>
  vi.waitFor(
    async () => {
      await hurry(house);
      const [row] = await house.database.sql('select * from message where id = $1', [id]);
      expect(row).toMatchObject(expected);
    },
    { timeout: 15_000, interval: 50 },
  );

const workOf = async (id: string | undefined) => {
  const [row] = await house.database.sql<{ ended_at: Date | null; attempts: number }>(
    "select ended_at, attempts from work where kind = 'take-in' and subject = $1",
    [id],
  );
  return row;
};

describe('media that are no fax', () => {
  const html = Buffer.from('<!doctype html><title>Service unavailable</title>');

  it('are filed with the reason and the sealed original', async () => {
    const { message } = await send({ bytes: html });
    await untilMessage(house, message, { state: 'attention', attention: 'not-a-fax-document' });
    const [original, ...more] = await documentsOf(house, message);
    if (!original) throw new Error('no original');
    expect([original.media_type, more]).toEqual(['application/octet-stream', []]);
    expect(html.equals(await openDocument(house, original, house.social))).toBe(true);
  });

  it("are left at the carrier's", async () => {
    const { message, sid } = await send({ bytes: html });
    await untilMessage(house, message, { state: 'attention', carrier_copy: 'kept' });
    expect(house.carrier.deleted).not.toContain(sid);
  });

  it('make place for the fax when it is fetched again', async () => {
    const { message, sid } = await send({ bytes: html });
    await untilMessage(house, message, { state: 'attention' });
    house.carrier.replaceBytes(sid, tiff);
    await fetchAgain(message);
    await untilMessage(house, message, { state: 'available', carrier_copy: 'deleted' });
    const [original, pdf] = await documentsOf(house, message);
    if (!original || !pdf) throw new Error('documents are missing');
    expect(tiff.equals(await openDocument(house, original, house.social))).toBe(true);
    const kept = await house.database.sql(
      'select kind from superseded_document where message_id = $1',
      [message],
    );
    expect(kept).toEqual([{ kind: 'original' }]);
  });

  it('are sealed once however often they are fetched again', async () => {
    const { message } = await send({ bytes: html });
    await untilMessage(house, message, { state: 'attention' });
    await fetchAgain(message);
    await vi.waitFor(async () => expect(await timelineOf(message)).toHaveLength(3), {
      timeout: 10_000,
    });
    expect(await documentsOf(house, message)).toHaveLength(1);
  });
});

const timelineOf = (id: string | undefined) =>
  house.database.sql('select kind, note from timeline where message_id = $1 order by at', [id]);

/** As the mailbox does it for a person of the department. */
const fetchAgain = async (id: string | undefined) => {
  const client = new pg.Client({ connectionString: house.database.urlOf('mailbox') });
  await client.connect();
  const { session } = await actingAs(house.database, person);
  await client.query(
    "select set_config('kuvert.person', $1, false), set_config('kuvert.session', $2, false)",
    [person, session],
  );
  await client.query('select fetch_again($1)', [id]);
  await client.end();
};

describe('media that cannot be had', () => {
  it.each([
    ['are larger than allowed', { media: { kind: 'endless' } }, 'media-too-large'],
    [
      'redirect into a private network',
      { media: { kind: 'redirect', to: 'https://10.0.0.1/' } },
      'media-forbidden-address',
    ],
    [
      'redirect to a host that is not on the list',
      { media: { kind: 'redirect', to: 'https://example.com/' } },
      'media-forbidden-address',
    ],
  ] as const)('because they %s are filed at once', async (_why, fax, attention) => {
    const { message } = await send(fax);
    await untilMessage(house, message, { state: 'attention', attention });
    expect((await workOf(message))?.attempts).toBe(1);
    expect(await documentsOf(house, message)).toEqual([]);
  });

  it.each([
    ['the host is too slow', { kind: 'stall' }, 'media-too-slow'],
    ['the host is broken', { kind: 'status', status: 500 }, 'media-unreachable'],
    ['the host refuses', { kind: 'status', status: 403 }, 'media-refused'],
    ['they are not there', { kind: 'status', status: 404 }, 'media-not-found'],
  ] as const)(
    'because %s are filed after three tries, and tried on',
    async (_why, media, attention) => {
      const { message, sid } = await send({ media });
      await untilHurried(message, { state: 'attention', attention });
      expect(await workOf(message)).toMatchObject({ ended_at: null });
      house.carrier.setMedia(sid, { kind: 'serve' });
      await untilHurried(message, { state: 'available', attention: null, pages: 1 });
      expect(await timelineOf(message)).toEqual([
        { kind: 'received', note: null },
        { kind: 'attention', note: attention },
        { kind: 'available', note: null },
      ]);
    },
  );

  it('are given up after a day, and a person sees them', async () => {
    const { message } = await send({ media: { kind: 'status', status: 500 } });
    await untilHurried(message, { state: 'attention' });
    await vi.waitFor(
      async () => {
        await hurry(house);
        expect((await workOf(message))?.ended_at).not.toBeNull();
      },
      { timeout: 15_000, interval: 30 },
    );
    expect((await workOf(message))?.attempts).toBe(12);
    expect(await timelineOf(message)).toHaveLength(2);
  });
});

describe('a fax that did not come whole', () => {
  it('without media is filed, so that somebody can ring back', async () => {
    const error = { code: '49', message: 'call dropped', media: false };
    const { message } = await send({ error });
    const row = await untilMessage(house, message, {
      state: 'attention',
      attention: 'no-document',
    });
    expect(row).toMatchObject({ error_text: '49 call dropped', ended_early: true });
  });

  it('is available with the pages that came, marked as ended early', async () => {
    const error = { code: '49', message: 'call dropped', media: true };
    const { message } = await send({ error, pages: 4 });
    const row = await untilMessage(house, message, { state: 'available' });
    expect(row).toMatchObject({ pages: 1, announced_pages: 4, ended_early: true });
  });

  it('says how many lines are damaged', async () => {
    const { message } = await send({ bytes: await sample('hyla-from-efax-noisy-badlines.tif') });
    const row = await untilMessage(house, message, { state: 'available' });
    expect(row['damaged_lines']).toBeGreaterThan(0);
  });

  it('gets its media when the carrier tells of them later', async () => {
    const error = { code: '1', message: 'not ready', media: false };
    const held = house.carrier.hold({ bytes: tiff, from, to: numbers.social, error });
    const { message } = await house.carrier.report(held.sid, house.to);
    await untilMessage(house, message, { state: 'attention', attention: 'no-document' });
    house.carrier.mend(held.sid);
    expect((await house.carrier.report(held.sid, house.to)).message).toBe(message);
    await untilMessage(house, message, { state: 'available' });
  });
});

describe('a house in trouble', () => {
  it('waits for a key rather than lose a fax', async () => {
    const { sql } = house.database;
    await sql('update department_key set retired_at = now() where department_id = $1', [
      house.departments.social,
    ]);
    const { message } = await send({});
    await vi.waitFor(
      async () => {
        const [row] = await sql('select last_error from work where subject = $1', [message]);
        expect(row?.['last_error']).toBe('key-missing');
      },
      { timeout: 10_000 },
    );
    await sql('update department_key set retired_at = null where department_id = $1', [
      house.departments.social,
    ]);
    await untilHurried(message, { state: 'available' });
    expect(await documentsOf(house, message)).toHaveLength(2);
  });
});
