import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { from, numbers, openHouse, sample, type House } from './test-support/house.ts';
import { documentsOf, openDocument, untilMessage } from './test-support/rows.ts';

let house: House;
let tiff: Buffer;

beforeAll(async () => {
  house = await openHouse();
  tiff = await sample('hyla-ecm-mmr-clean.tif');
  await house.ingest();
  const { sql } = house.database;
  const social = [house.departments.social];
  await sql("insert into notice_setting values ($1, true, null, 'sv', now())", social);
  await sql(`insert into notice_address values ('a', $1, 'social@example.se', now())`, social);
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.database.sql('delete from junk_sender');
  await house.database.sql('delete from contact');
});

const junk = async (department: string | null): Promise<void> => {
  await house.database.sql('insert into junk_sender values ($1, $2, $3, $4, null, now())', [
    ...[randomUUID(), department, from, 'reklam'],
  ]);
};

/** Sends a fax, and gives what the database holds of it when it is filed. */
const receive = async () => {
  const { message = '' } = await house.carrier.send(
    { bytes: tiff, from, to: numbers.social },
    house.to,
  );
  await untilMessage(house, message, { state: 'available' });
  const { sql } = house.database;
  const [handling] = await sql('select state, person_id from handling where message_id = $1', [
    message,
  ]);
  const timeline = await sql<{ kind: string }>(
    'select kind from timeline where message_id = $1 order by at, kind',
    [message],
  );
  const noticed = await sql('select from notice_message where message_id = $1', [message]);
  return { message, handling, kinds: timeline.map(({ kind }) => kind), noticed: noticed.length };
};

describe('a fax from a junk sender', () => {
  it.each([
    ['of its department', () => house.departments.social],
    ['of the whole house', () => null],
  ])('%s is kept as any, set aside, and nobody is told', async (_whose, department) => {
    await junk(department());
    const { message, handling, kinds, noticed } = await receive();
    expect(handling).toEqual({ state: 'quarantined', person_id: null });
    expect(kinds).toEqual(['received', 'available', 'quarantined']);
    expect(noticed).toBe(0);
    const original = (await documentsOf(house, message)).find(({ kind }) => kind === 'original');
    if (!original) throw new Error('no original');
    expect(tiff.equals(await openDocument(house, original, house.social))).toBe(true);
    const audited = await house.database.sql(
      `select person_id, detail from audit where message_id = $1 and action = 'quarantine'`,
      [message],
    );
    expect(audited).toEqual([{ person_id: null, detail: 'junk-sender' }]);
  });

  it('of another department comes as all others', async () => {
    await junk(house.departments.unassigned);
    const { handling, noticed } = await receive();
    expect(handling).toEqual({ state: 'new', person_id: null });
    expect(noticed).toBe(1);
  });

  it('whose number the department has verified comes as all others, whatever the house says', async () => {
    await junk(null);
    const person = randomUUID();
    await house.database.sql(
      "insert into person values ($1, 'issuer', $1, 'N', null, now()) on conflict do nothing",
      [person],
    );
    await house.database.sql(
      `insert into contact (id, department_id, name, number, created_by, created_at, changed_by, changed_at, verified_by,
         verified_at, verified_how)
       values ($1, $2, 'Sjukhuset', $3, $4, now(), $4, now(), $4, now(), 'called')`,
      [randomUUID(), house.departments.social, from, person],
    );
    const { handling } = await receive();
    expect(handling).toEqual({ state: 'new', person_id: null });
  });
});
