import pg from 'pg';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ACTIVE_PDFS } from '@kuvert/fax-document/testing/active-pdfs';
import { createMemoryMessageService } from '@kuvert/testkit/memory-message-service';

import type { Ingest } from './container.ts';
import { fhirMessage } from './test-support/fhir-message.ts';
import { addHandler, from, numbers, openHouse, sample, type House } from './test-support/house.ts';
import { hookFacts, postFax } from './test-support/hylafax-host.ts';
import { sentMessage } from './test-support/partner-message.ts';
import { registerPartner, type RegisteredPartner } from './test-support/partner.ts';
import { quickConverter } from './test-support/quick-converter.ts';
import { counts, hurry } from './test-support/rows.ts';

const pdf = ACTIVE_PDFS[0]?.pdf ?? Buffer.alloc(0);
const patience = { timeout: 15_000, interval: 50 };
let tiff: Buffer;

beforeAll(async () => {
  tiff = await sample('hyla-ecm-mmr-clean.tif');
});

/** Ingest with every door, in a house where nobody is a member of anything. */
const openClosed = async () => {
  const house = await openHouse();
  await house.database.sql('delete from membership');
  const service = createMemoryMessageService();
  const ingest = await house.ingest({ messageService: service, converter: quickConverter });
  const partner = await registerPartner(house, ingest.origin);
  return { house, service, ingest, partner };
};

const readiness = async ({ operationsOrigin }: Ingest): Promise<unknown> => {
  const { status, body } = await supertest(operationsOrigin).get('/readyz');
  return [status, body.checks.intake];
};

const reportFrom = async ({ carrier, to }: House) => {
  const { sid, steps } = await carrier.send({ bytes: tiff, from, to: numbers.social }, to);
  return { sid, statuses: steps.map(({ status }) => status) };
};

describe('while nobody takes care of unassigned faxes', () => {
  let house: House;
  let ingest: Ingest;
  let partner: RegisteredPartner;
  let service: ReturnType<typeof createMemoryMessageService>;

  beforeAll(async () => {
    ({ house, ingest, partner, service } = await openClosed());
  });
  afterAll(() => house.close());

  it('ingest runs, isn’t ready and says why', async () => {
    expect(await readiness(ingest)).toEqual([503, false]);
    const { text } = await supertest(ingest.operationsOrigin).get('/metrics');
    expect(text).toMatch(/^kuvert_ingest_intake_open 0$/m);
  });

  it("a carrier's report is refused, and the carrier keeps the fax", async () => {
    const { sid, statuses } = await reportFrom(house);
    expect([statuses, house.carrier.deleted.includes(sid)]).toEqual([[200, 503], false]);
  });

  it('a fax in the body is refused by a code of its own', async () => {
    const { status, body } = await postFax(ingest.origin, hookFacts('closed'), tiff);
    expect([status, JSON.parse(body).code]).toEqual([503, 'intake-closed']);
  });

  it('whoever isn’t authentic learns nothing of it', async () => {
    const { status } = await postFax(ingest.origin, hookFacts('forged'), tiff, { key: 'forged' });
    expect(status).toBe(403);
  });

  it("a partner's message is refused as one to be sent again, by both of its doors", async () => {
    const plain = await partner.system.post(sentMessage({}, pdf));
    expect([plain.status, Object(plain.body).code]).toEqual([503, 'intake-closed']);
    const asFhir = await partner.system.process(fhirMessage({}, pdf));
    expect([asFhir.status, JSON.stringify(asFhir.body)]).toEqual([
      503,
      expect.stringMatching(/"transient-error".*"intake-closed"/),
    ]);
  });

  it.each([
    ['reads alone', `update membership set role = 'reader'`],
    ['has left', 'update person set deactivated_at = now()'],
    ['is a member of another department', 'update membership set department_id = $1'],
  ])('a member who %s changes nothing', async (_what, change) => {
    const client = new pg.Client({ connectionString: house.database.ownerUrl });
    await client.connect();
    await client.query('begin');
    await client.query(
      `insert into person (id, issuer, subject, name, created_at) values ('p', 'https://id', 'p', 'P', now())`,
    );
    await client.query('insert into membership values ($1, $2, now())', [
      'p',
      house.departments.unassigned,
    ]);
    await client.query(change, change.includes('$1') ? [house.departments.social] : []);
    const { rows } = await client.query('select unassigned_is_attended() as is');
    await client.end();
    expect(rows).toEqual([{ is: false }]);
  });

  it('nothing is kept, no carrier is asked, and what lies at SDK stays there', async () => {
    service.deliver(sentMessage({}, pdf));
    await hurry(house);
    const waits = `select from work where kind in ('poll-sdk', 'sweep-carrier') and due_at > now() and leased_until is null`;
    await expect.poll(() => house.database.sql(waits), patience).toHaveLength(2);
    expect(await house.database.sql('select from carrier_check')).toEqual([]);
    expect([await counts(house), service.held.size]).toMatchObject([{ receptions: 0 }, 1]);
  });

  it('the database tells ingest whether there is somebody, and not whom', async () => {
    const client = new pg.Client({ connectionString: house.database.urlOf('ingest') });
    await client.connect();
    await expect(client.query('select from membership')).rejects.toThrow('permission denied');
    const { rows } = await client.query('select unassigned_is_attended() as is');
    await client.end();
    expect(rows).toEqual([{ is: false }]);
  });
});

describe('when somebody is made a member of the unassigned department', () => {
  it('faxes are taken in at once, those that waited among them, without a new start', async () => {
    const { house, ingest, partner } = await openClosed();
    const facts = hookFacts('waits');
    const message = sentMessage({}, pdf);
    await reportFrom(house);
    expect((await postFax(ingest.origin, facts, tiff)).status).toBe(503);
    expect((await partner.system.post(message)).status).toBe(503);
    await addHandler(house.database, house.departments.unassigned);

    expect((await postFax(ingest.origin, facts, tiff)).status).toBe(200);
    expect((await partner.system.post(message)).status).toBe(201);
    expect(await readiness(ingest)).toEqual([200, true]);
    await expect
      .poll(
        () =>
          house.database.sql(`select carrier from message where state = 'available' order by 1`),
        patience,
      )
      .toEqual(['gateway', 'hylafax', 'signalwire'].map((carrier) => ({ carrier })));
    await expect
      .poll(
        () => house.database.sql('select from carrier_check where checked_at is not null'),
        patience,
      )
      .toHaveLength(2);
    await house.close();
  });
});

describe('when the last one leaves', () => {
  it('a running house goes on taking faxes, and the next start takes none', async () => {
    const house = await openHouse();
    const ingest = await house.ingest({ converter: quickConverter });
    await house.database.sql('update person set deactivated_at = now()');
    expect((await postFax(ingest.origin, hookFacts('after'), tiff)).status).toBe(200);
    await ingest.stop();
    const anew = await house.ingest({ converter: quickConverter });
    expect((await postFax(anew.origin, hookFacts('anew'), tiff)).status).toBe(503);
    await house.close();
  });
});
