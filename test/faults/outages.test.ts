import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { freePort } from '@kuvert/platform/postgres/free-port';
import { need } from '@kuvert/testkit/needs';

import { checkout } from '../support/test-house.ts';
import { dialled, prepareSite, until, type IngestProcess, type IngestSite } from './ingest-site.ts';

let site: IngestSite;
let tiff: Uint8Array;
const running = new Set<IngestProcess>();

beforeEach(async () => {
  site = await prepareSite();
  tiff = await readFile(join(checkout, 'infra/local/samples/three-pages.tif'));
});
afterEach(async () => {
  await Promise.all([...running].map((ingest) => ingest.stop()));
  running.clear();
  await site.remove();
});

const start = async (extra: Record<string, string> = {}): Promise<void> => {
  running.add(await site.start(undefined, extra));
};

const fax = (from: string) => ({ bytes: tiff, from, to: dialled, pages: 3 });

const available = async (): Promise<number> =>
  (await site.database.sql("select from message where state = 'available'")).length;

describe('a fax that the carrier received while ingest was down', () => {
  it('is taken in at the next start, and deleted at the carrier', async () => {
    const { sid } = site.carrier.hold(fax('+46317001234'));
    await start();
    await until('it is available', async () => (await available()) === 1);
    await until('the copy is deleted', () => Promise.resolve(site.carrier.deleted.length > 0));
    expect(site.carrier.deleted).toEqual([sid]);
  });

  it('is taken in once when the carrier tells of it as well', async () => {
    const { sid } = site.carrier.hold(fax('+46317001234'));
    await start();
    await Promise.all([1, 2, 3].map(() => site.carrier.report(sid, { publicOrigin: site.origin })));
    await until('it is available', async () => (await available()) >= 1);
    expect(await site.database.sql('select from message')).toHaveLength(1);
    expect(await site.database.sql('select from document')).toHaveLength(2);
  });
});

describe('a queue that is gone', () => {
  it('delays a fax until it is back, and loses none', async () => {
    await start({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
    const { message } = await site.carrier.send(fax('+46317001234'), { publicOrigin: site.origin });
    expect(message).toMatch(/^[0-9a-f-]{36}$/);
    await Promise.all([...running].map((ingest) => ingest.stop()));
    await start({ REDIS_URL: (await need('redis')).url });
    await until('it is available', async () => (await available()) === 1);
    expect(await site.database.sql('select from document')).toHaveLength(2);
  });
});

describe('forty faxes at once', () => {
  it('are all announced in time, taken in and filed once each', async () => {
    await start();
    const senders = Array.from({ length: 40 }, (_, index) => `+4631700${1000 + index}`);
    const deliveries = await Promise.all(
      senders.map((from) => site.carrier.send(fax(from), { publicOrigin: site.origin })),
    );
    const announcements = deliveries.map(({ steps }) => steps[0]);
    expect(announcements.map((step) => step?.status)).toEqual(senders.map(() => 200));
    // the carrier's own limit: it gives up reading after 5 s
    expect(Math.max(...announcements.map((step) => step?.milliseconds ?? Infinity))).toBeLessThan(
      5_000,
    );
    await until('all are available', async () => (await available()) === senders.length);
    expect(await site.database.sql('select from document')).toHaveLength(2 * senders.length);
  });
});
