import { generateKeyPairSync } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { asId } from '@kuvert/shared/ids';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { findPartner } from '../find.ts';
import {
  addDepartmentAddress,
  addPartner,
  addPartnerFunction,
  addPartnerKey,
  removeDepartmentAddress,
  removePartnerFunction,
  removePartnerKey,
  setSdkAddress,
  switchPartner,
} from './partners.ts';

const clock = createFixedClock();
let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = openDatabase({ url: server.ownerUrl, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
beforeEach(async () => {
  await server.sql('truncate department, partner, audit cascade');
  await server.sql(`insert into department values ('d', 'Care', false, now())`);
});

const deps = () => ({ database, clock, randomness: systemRandomness });
const domain = '0203:vardcentralen.example';
const add = (name = 'Vårdcentralen') => addPartner(deps())({ name, domain });
const pem = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .publicKey.export({ type: 'spki', format: 'pem' })
    .toString();
const letters = { name: 'Remisser', address: 'sdk:remiss', number: '+46 31 700 99 00' };

const audited = async (): Promise<readonly unknown[]> =>
  (await server.sql('select action from audit order by seq')).map(({ action }) => action);

describe('a partner', () => {
  it('is found by its name and its id, and has both once', async () => {
    const id = await add();
    expect([await findPartner(database, 'Vårdcentralen'), await findPartner(database, id)]).toEqual(
      [id, id],
    );
    await expect(add('Other')).rejects.toMatchObject({ code: 'name-taken' });
    await expect(
      addPartner(deps())({ name: 'Other', domain: 'other.example' }),
    ).rejects.toMatchObject({ code: 'usage-wrong' });
  });

  it('has its tokens ended when it is switched off, and is switched on again', async () => {
    const id = await add();
    await server.sql(
      `insert into partner_token values ('h', $1, array['urn:sdk.api:getMessage'], now(), now())`,
      [id],
    );
    await switchPartner(deps())(id, 'off');
    expect(await server.sql('select from partner_token')).toEqual([]);
    await switchPartner(deps())(id, 'on');
    expect(await server.sql('select off_at from partner')).toEqual([{ off_at: null }]);
  });

  it('has several keys, each taken away by itself; and none that is private, or no key', async () => {
    const id = await add();
    const [one, other] = [
      await addPartnerKey(deps())(id, pem()),
      await addPartnerKey(deps())(id, pem()),
    ];
    await removePartnerKey(deps())(one);
    expect(await server.sql('select id from partner_key where removed_at is null')).toEqual([
      { id: other },
    ]);
    await expect(removePartnerKey(deps())(one)).rejects.toMatchObject({
      code: 'partner-key-unknown',
    });
    await expect(addPartnerKey(deps())(id, 'x')).rejects.toMatchObject({ code: 'usage-wrong' });
  });

  it('has functions with a number that nobody else has', async () => {
    const id = await add();
    const made = await addPartnerFunction(deps())(id, letters);
    expect(
      await server.sql('select * from partner_function_of_number($1)', ['+46317009900']),
    ).toEqual([{ id: made, name: 'Remisser', partner: 'Vårdcentralen', channels: ['gateway'] }]);
    await expect(
      addPartnerFunction(deps())(id, { ...letters, address: 'sdk:other' }),
    ).rejects.toMatchObject({ code: 'number-taken' });
    await expect(
      addPartnerFunction(deps())(id, { ...letters, number: '+46317009901' }),
    ).rejects.toMatchObject({ code: 'name-taken' });
    await removePartnerFunction(deps())(made);
    await addPartnerFunction(deps())(id, letters);
  });

  it('has functions that are reached by SDK, from the beginning or later, each address once', async () => {
    const id = await add();
    const { name, number } = letters;
    const first = await addPartnerFunction(deps())(id, letters);
    await setSdkAddress(deps())(first, 'sdk:remiss');
    const channels = 'select channels from partner_function_of_number($1)';
    expect(await server.sql(channels, ['+46317009900'])).toEqual([
      { channels: ['sdk', 'gateway'] },
    ]);
    const other = { name, number: '+46317009901', sdkAddress: 'sdk:inkorg' };
    const second = await addPartnerFunction(deps())(id, other);
    expect(await server.sql(channels, ['+46317009901'])).toEqual([{ channels: ['sdk'] }]);
    await expect(setSdkAddress(deps())(second, 'sdk:remiss')).rejects.toMatchObject({
      code: 'name-taken',
    });
    await expect(setSdkAddress(deps())('x', 'sdk:x')).rejects.toMatchObject({
      code: 'partner-function-unknown',
    });
    for (const wrong of [{}, { sdkAddress: 'Anna Berg' }])
      await expect(
        addPartnerFunction(deps())(id, { name, number, ...wrong }),
      ).rejects.toMatchObject({ code: 'usage-wrong' });
  });

  it('has a number that no department has', async () => {
    await server.sql(`insert into fax_number values ('+46317009900', 'd')`);
    await expect(addPartnerFunction(deps())(await add(), letters)).rejects.toMatchObject({
      code: 'number-taken',
    });
  });
});

describe('a department', () => {
  it('is reached at each of its addresses until that is taken away', async () => {
    const address = { organisation: '0203:kommunen.example', address: 'sdk:social' };
    const addAddress = () => addDepartmentAddress(deps())(asId<'department'>('d'), address);
    await addAddress();
    await expect(addAddress()).rejects.toMatchObject({ code: 'name-taken' });
    await removeDepartmentAddress(deps())('sdk:social');
    await expect(removeDepartmentAddress(deps())('sdk:social')).rejects.toMatchObject({
      code: 'partner-address-unknown',
    });
  });
});

it('everything is in the audit trail', async () => {
  const id = await add();
  await removePartnerKey(deps())(await addPartnerKey(deps())(id, pem()));
  await removePartnerFunction(deps())(await addPartnerFunction(deps())(id, letters));
  await switchPartner(deps())(id, 'off');
  expect(await audited()).toEqual([
    'partner-added',
    'partner-key-added',
    'partner-key-removed',
    'partner-function-added',
    'partner-function-removed',
    'partner-off',
  ]);
});
