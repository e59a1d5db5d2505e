import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { checkDirectories } from '../doctor/checks/directories.ts';
import type { House } from '../house.ts';
import { addScimToken, removeScimToken } from './scim-tokens.ts';

let server: TestDatabase;
let owner: Database;
const clock = createFixedClock();

beforeAll(async () => {
  server = await createTestDatabase();
  owner = openDatabase({ url: server.ownerUrl, onError: () => undefined });
});
afterAll(async () => {
  await owner.close();
  await server.drop();
});
beforeEach(async () => {
  for (const table of ['scim_user', 'scim_token', 'audit'])
    await server.sql(`delete from ${table}`);
});

const deps = () => ({ database: owner, clock, randomness: systemRandomness });
const entra = {
  name: 'Entra',
  issuer: 'https://login.example.se',
  subjectFrom: 'externalId',
  days: 365,
} as const;
const provesIn = async (token: string, days: number): Promise<boolean> => {
  const at = new Date(clock.now().getTime() + days * 24 * 60 * 60_000);
  const rows = await server.sql('select from scim_directory($1, $2)', [hashSecret(token), at]);
  return rows.length === 1;
};
/** The doctor reads the database alone here. */
const doctorSays = async () => {
  const findings = await checkDirectories({ database: owner } as House, clock);
  return findings.map(({ level, text }) => [level, text]);
};

describe('a token of a directory', () => {
  it('rests as its hash, works until its day, and is on record without itself', async () => {
    const { id, token } = await addScimToken(deps())(entra);
    expect(await provesIn(token, 364)).toBe(true);
    expect(await provesIn(token, 366)).toBe(false);
    const rows = JSON.stringify([
      await server.sql('select * from scim_token'),
      await server.sql('select * from audit'),
    ]);
    expect(rows).toContain(id);
    expect(rows).not.toContain(token);
  });

  it('is removed once, at once, and its name is free again', async () => {
    const { token } = await addScimToken(deps())(entra);
    await expect(addScimToken(deps())(entra)).rejects.toMatchObject({ code: 'name-taken' });
    await removeScimToken(deps())('Entra');
    expect(await provesIn(token, 0)).toBe(false);
    await expect(removeScimToken(deps())('Entra')).rejects.toMatchObject({ code: 'token-unknown' });
    await addScimToken(deps())(entra);
    expect(await server.sql('select action from audit order by seq')).toEqual([
      { action: 'scim-token-added' },
      { action: 'scim-token-removed' },
      { action: 'scim-token-added' },
    ]);
  });

  it('knows people by what the directory’s other tokens do', async () => {
    await addScimToken(deps())(entra);
    const other = { ...entra, name: 'Other', subjectFrom: 'userName' } as const;
    await expect(addScimToken(deps())(other)).rejects.toMatchObject({ code: 'usage-wrong' });
    await addScimToken(deps())({ ...other, issuer: 'https://other.example' });
  });
});

describe('the doctor, of directories', () => {
  it('says that a token ends soon, and that a directory has none left', async () => {
    expect(await doctorSays()).toEqual([['ok', 'no directory tells of people']]);
    await addScimToken(deps())({ ...entra, days: 10 });
    expect(await doctorSays()).toEqual([['warn', expect.stringContaining('ends')]]);
    await addScimToken(deps())({ ...entra, name: 'Next' });
    expect(await doctorSays()).toEqual([['ok', '1 directory tells of people']]);
    await server.sql(
      `insert into person (id, issuer, subject, name, created_at) values ('p', $1, 'p', 'P', now()) on conflict do nothing`,
      [entra.issuer],
    );
    await server.sql(
      `insert into scim_user (id, issuer, person_id, user_name, active, created_at, changed_at)
       values ('u', $1, 'p', 'p', true, now(), now())`,
      [entra.issuer],
    );
    await removeScimToken(deps())('Entra');
    await removeScimToken(deps())('Next');
    expect(await doctorSays()).toEqual([['wrong', expect.stringContaining('no token')]]);
  });
});
