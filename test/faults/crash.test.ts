import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createFaxEngine } from '@kuvert/fax-document/engine';
import { ACTIVE_PDFS } from '@kuvert/fax-document/testing/active-pdfs';
import { registerPartner } from '@kuvert/ingest/test-support/partner';
import { correspondence, sentMessage } from '@kuvert/ingest/test-support/partner-message';
import { stepNames, type StepName } from '@kuvert/ingest/use-cases/steps';

import { readSample } from '../support/samples.ts';
import { checkout } from '../support/test-house.ts';
import { dialled, prepareSite, until, type IngestProcess, type IngestSite } from './ingest-site.ts';
import { prepareSdk } from './sdk-site.ts';

let site: IngestSite;
let tiff: Uint8Array;
/** Its children are started once, for all that goes on. */
const engine = createFaxEngine();
const running = new Set<Pick<IngestProcess, 'stop'>>();

afterAll(() => engine.close());
beforeEach(async () => {
  site = await prepareSite();
  tiff = await readSample('sp-3pages.tif');
});
afterEach(async () => {
  await Promise.all([...running].map((ingest) => ingest.stop()));
  running.clear();
  await site.remove();
});

type Extra = Readonly<Record<string, string>>;

const start = async (killAt: StepName, extra?: Extra): Promise<IngestProcess> => {
  const ingest = await site.start(killAt, extra);
  running.add(ingest);
  return ingest;
};

const goOn = async (extra?: Extra): Promise<void> => {
  running.add(await site.goOn(engine, extra));
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
      await goOn();
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
      await goOn();
      await until('the sweep is confirmed', () => hook('sweep-recvq'));
      expect(await count()).toMatchObject({ messages: 1, available: 1, documents: 2 });
    },
    60_000,
  );
});

/** Where a partner is registered. */
const place = async () => {
  const [department] = await site.database.sql<{ id: string }>(
    'select id from department where not unassigned',
  );
  return { database: site.database, departments: { social: department?.id ?? '' } };
};

describe("a partner's message", () => {
  /** Before, between and after what is sealed and committed; what lies between these differs in nothing. */
  const told: readonly StepName[] = [
    'original:sealed',
    'pdf:read-back',
    'partner:sealed',
    'partner:filed',
  ];

  it.each(told)(
    'is one message after ingest was killed at %s',
    async (step) => {
      const { system } = await registerPartner(await place(), site.origin);
      const message = sentMessage({}, ACTIVE_PDFS[0]?.pdf);
      const doomed = await start(step);
      const [answer] = await Promise.all([system.post(message).catch(() => 'none'), doomed.ended]);
      expect(answer).toBe('none');
      await goOn();
      // no answer came: it sends it again, as the API asks it to
      expect((await system.post(message)).status).toBe(201);
      expect(await count()).toMatchObject({ messages: 1, available: 1, documents: 2 });
      const receipts = await site.database.sql(
        'select partner_message_id as id from partner_receipt',
      );
      expect(receipts).toEqual([{ id: message.data.attributes.messageId }]);
    },
    60_000,
  );
});

describe("a message at SDK's message service", () => {
  /** Before it is fetched, sealed, committed and deleted, and after. */
  const told: readonly StepName[] = [
    'sdk:listed',
    'sdk:fetched',
    'partner:sealed',
    'partner:filed',
    'sdk:deleted',
  ];

  it.each(told)(
    'is one message, and deleted there, after ingest was killed at %s',
    async (step) => {
      const sdk = await prepareSdk(correspondence.recipient);
      try {
        await registerPartner(await place(), site.origin);
        await site.database.sql('update partner_function set sdk_address = address');
        const { attributes } = sentMessage({}, ACTIVE_PDFS[0]?.pdf).data;
        await sdk.service.deliver(attributes);
        const doomed = await start(step, sdk.environment);
        await doomed.ended;
        await goOn(sdk.environment);
        await until('it is filed here and deleted there', async () => {
          return sdk.service.all().length === 0 && (await isAvailable());
        });
        expect(await count()).toMatchObject({ messages: 1, available: 1, documents: 2 });
        const receipts = await site.database.sql(
          'select partner_message_id as id from partner_receipt',
        );
        expect(receipts).toEqual([{ id: attributes.messageId }]);
      } finally {
        await sdk.remove();
      }
    },
    60_000,
  );
});
