import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { formsOf, textOf, type Forms } from '../../test-support/forms.ts';
import { startHouse, type House } from '../../test-support/house.ts';

let house: House;
/** Looks after the house, and is a member of nothing. */
let nils: Forms;
/** Looks after the care department. */
let bo: Forms;
let ofCare: string;
const ofHouse = '/admin/junk';

beforeAll(async () => {
  house = await startHouse();
  const { sql } = house.database;
  await sql(`insert into house_role values ($1, 'system-administrator', now())`, [
    house.personIds.nobody,
  ]);
  await sql(`update membership set role = 'administrator' where person_id = $1`, [
    house.personIds.bo,
  ]);
  nils = formsOf(house.origin, await house.logIn('nobody'));
  bo = formsOf(house.origin, await house.logIn('bo'));
  ofCare = `/admin/departments/${house.care.id}/junk`;
});
afterAll(() => house.stop());
beforeEach(() => house.database.sql('delete from junk_sender'));

const change = async (
  who: Forms,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<string> => textOf((await who.post(path, fields).expect(200)).text);

const add = (who: Forms, path: string, number = '08-123 456 00') =>
  change(who, path, { does: 'junk-add', number, reason: 'reklam för skrivare' });

const kept = () =>
  house.database.sql<{ number: string; department_id: string | null; person_id: string }>(
    'select number, department_id, person_id from junk_sender',
  );

describe('junk senders of a department', () => {
  it('are added and taken away by its administrator, who sees them with their reason', async () => {
    const page = await add(bo, ofCare);
    expect(page).toContain('are set aside from now on.');
    expect(page).toContain('reklam för skrivare');
    expect(await kept()).toEqual([
      {
        number: '+46812345600',
        department_id: house.care.id,
        person_id: house.personIds.bo,
      },
    ]);
    await change(bo, ofCare, { does: 'junk-remove', number: '+46812345600' });
    expect(await kept()).toEqual([]);
  });

  it('stand beside those of the house, which its administrator can’t take away', async () => {
    await add(nils, ofHouse);
    expect(await change(bo, ofCare, { does: 'junk-remove', number: '+46812345600' })).toContain(
      'That is how it was already.',
    );
    expect(await kept()).toHaveLength(1);
  });

  it('of another department are unknown to its administrator, and the house’s page is as well', async () => {
    const answers = [
      await bo.get(`/admin/departments/${house.school.id}/junk`),
      await bo.get(ofHouse),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });
});

describe('junk senders of the house', () => {
  it('are kept by a system administrator', async () => {
    await add(nils, ofHouse);
    expect(await kept()).toEqual([
      { number: '+46812345600', department_id: null, person_id: house.personIds.nobody },
    ]);
  });

  it('are no number of its own', async () => {
    const [own] = await house.database.sql<{ number: string }>('select number from fax_number');
    expect(await add(nils, ofHouse, own?.number)).toContain('is a number of this house.');
    expect(await kept()).toEqual([]);
  });

  it.each(['withheld', '+4681234560<script>', '12'])('are no text such as %s', async (number) => {
    expect(await add(nils, ofHouse, number)).toContain('is no telephone number');
    expect(await kept()).toEqual([]);
  });
});
