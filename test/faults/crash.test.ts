import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { stepNames, type StepName } from '@kuvert/ingest/use-cases/steps';

import { readSample } from '../support/samples.ts';
import { checkout } from '../support/test-house.ts';
import { dialled, prepareSite, until, type IngestProcess, type IngestSite } from './ingest-site.ts';

let site: IngestSite;
let tiff: Uint8Array;
const running = new Set<IngestProcess>();

beforeEach(async () => {
  site = await prepareSite();
  tiff = await readSample('sp-3pages.tif');
});
afterEach(async () => {
  await Promise.all([...running].map((ingest) => ingest.stop()));
  running.clear();
  await site.remove();
});

const start = async (killAt?: StepName): Promise<IngestProcess> => {
  const ingest = await site.start(killAt);
  running.add(ingest);
  return ingest;
};

interface Counts {
  readonly messages: number;
  readonly available: number;
  readonly documents: number;
  readonly received: number;
}

const count = async (): Promise<Counts> => {
  const [counts] = await site.database.sql<Counts & Record<string, unknown>>(
    `select (select count(*)::int from message) as messages,
            (select count(*)::int from message where state = 'available') as available,
            (select count(*)::int from document) as documents,
            (select count(*)::int from audit where action like 'message-%' or action like 'fax-%') as received`,
  );
  if (!counts) throw new Error('no counts');
  return counts;
};

const isAvailable = async (): Promise<boolean> => (await count()).available >= 1;

const workIsOver = async (): Promise<boolean> => {
  const rows = await site.database.sql(
    "select from work where service = 'ingest' and kind <> 'sweep-carrier' and ended_at is null",
  );
  return rows.length === 0;
};

const stepsOf = (...prefixes: string[]): StepName[] =>
  stepNames.filter((name) => prefixes.some((prefix) => name.startsWith(`${prefix}:`)));

describe('a fax whose media are named by a link', () => {
  it.each(stepsOf('link', 'take-in', 'media', 'original', 'pdf', 'delete-copy', 'sweep'))(
    'is one document after ingest was killed at %s',
    async (step) => {
      const doomed = await start(step);
      // The carrier never repeats its report; what was not kept is found by the sweep.
      const sent = site.carrier.send(
        { bytes: tiff, from: '+46317001234', to: dialled, pages: 3 },
        { publicOrigin: site.origin },
      );
      await Promise.all([sent.catch(() => undefined), doomed.ended]);
      await start();
      await until('the fax is available', isAvailable);
      await until('all work is over', workIsOver);
      await until("the carrier's copy is deleted", () =>
        Promise.resolve(site.carrier.deleted.length > 0),
      );
      expect(await count()).toMatchObject({ messages: 1, available: 1, documents: 2 });
    },
    60_000,
  );
});

describe('a fax whose media are in the body', () => {
  /** HylaFAX's hook, then its sweep until the house has confirmed: the file stays until then. */
  const hook = async (script: string, ...args: string[]): Promise<boolean> => {
    const configuration = join(site.hylafax.spool, 'kuvert.conf');
    return new Promise((resolve) => {
      execFile(
        'sh',
        [join(checkout, 'infra/hylafax', script), ...args],
        {
          cwd: site.hylafax.spool,
          env: { PATH: process.env['PATH'], KUVERT_HYLAFAX_CONF: configuration },
        },
        (error) => resolve(error === null),
      );
    });
  };

  const receive = async (): Promise<void> => {
    const { keyFile, spool, url } = site.hylafax;
    await mkdir(join(spool, 'recvq'), { recursive: true });
    await writeFile(join(spool, 'recvq/fax000000001.tif'), tiff);
    await writeFile(
      join(spool, 'kuvert.conf'),
      `SPOOL='${spool}'\nKUVERT_URL='${url}'\nKUVERT_KEY_FILE='${keyFile}'\n`,
    );
  };

  it.each(stepsOf('body', 'media', 'original', 'pdf'))(
    'is one document after ingest was killed at %s',
    async (step) => {
      await receive();
      const doomed = await start(step);
      const [told] = await Promise.all([
        hook(
          'faxrcvd',
          'recvq/fax000000001.tif',
          'ttyS0',
          '000000001',
          '',
          '+46317001234',
          'A',
          dialled,
        ),
        doomed.ended,
      ]);
      expect(told).toBe(false);
      await start();
      await until('the sweep is confirmed', () => hook('sweep-recvq'));
      expect(await count()).toMatchObject({ messages: 1, available: 1, documents: 2 });
    },
    60_000,
  );
});
