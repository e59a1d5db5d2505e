import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { personHmac } from '@kuvert/mailbox/store/person-hmac';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { systemClock } from '@kuvert/shared/clock';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { readConfig } from '../config.ts';
import { run } from '../run.ts';
import { openServerHouse } from '../server-house.ts';
import { commands } from './commands.ts';

const number = '198507099805';
const [hers, another, unsaid] = [randomUUID(), randomUUID(), randomUUID()];

let server: TestDatabase;
let folder: string;
let environment: Record<string, string>;

const kuvert = async (...words: string[]): Promise<{ out: string; err: string }> => {
  let out = '';
  let err = '';
  await run(words, {
    commands,
    environment,
    clock: systemClock,
    randomness: systemRandomness,
    resolvePath: (path) => join(folder, path),
    ownHouse: () => Promise.resolve(undefined),
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { out, err };
};

/** A message that somebody read a page of. */
const readMessage = async (id: string): Promise<void> => {
  await server.sql(
    `insert into message (id, department_id, carrier, from_number, to_number, received_at, available_at, state,
       pages, damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
     select $1, id, 'c', '', '', now(), now(), 'available', 1, 0, 0, '{}', false, 'none' from department`,
    [id],
  );
  await server.sql(
    `select audit_append(p.id, 'page', d.id, $1, null, 'page 1') from person p, department d`,
    [id],
  );
};

/** As the mailbox keeps it of a message that is registered. */
const concerns = async (id: string, country: 'SE' | 'DK', text: string): Promise<void> => {
  const house = await openServerHouse(readConfig(environment));
  const keys = await house.keyProvider();
  const hmac = await house.database.transaction((transaction) =>
    personHmac({ keys, clock: systemClock, country }, transaction, text),
  );
  await house.close();
  await server.sql(
    `insert into message_concern (message_id, department_id, person_id, at, hmac, key_id, sealed)
     select $1, k.department_id, p.id, now(), $2, k.id, 'x' from person p, department_key k`,
    [id, hmac],
  );
};

beforeAll(async () => {
  server = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kuvert-audit-search-'));
  environment = {
    KUVERT_OWNER_URL: server.ownerUrl,
    KUVERT_KEY_FILE: join(folder, 'master.age'),
    KUVERT_KEY_PASSPHRASE_FILE: join(folder, 'master-passphrase'),
  };
  await kuvert('keys', 'init');
  await kuvert('department', 'add', 'Care');
  await server.sql(
    `insert into person (id, issuer, subject, name, created_at) values ('anna', 'https://id', 'anna', 'Anna Ek', now())`,
  );
  for (const id of [hers, another, unsaid]) await readMessage(id);
  await concerns(hers, 'SE', number);
  await concerns(another, 'DK', '0102034567');
  await writeFile(join(folder, 'number.txt'), '850709-9805\n');
  await writeFile(join(folder, 'danish.txt'), '010203-4567');
  await writeFile(join(folder, 'wrong.txt'), '850709-9806');
  await writeFile(join(folder, 'long.txt'), `${number}${' '.repeat(100)}${number}`);
});
afterAll(async () => {
  await server.drop();
  await rm(folder, { recursive: true });
});

interface Found {
  readonly rows: readonly { readonly message: { readonly id: string } }[];
  readonly unasked: number;
}
const search = async (...words: string[]): Promise<Found> =>
  JSON.parse((await kuvert('audit', 'search', ...words, '--json')).out) as Found;
const messagesOf = ({ rows }: Found): string[] => rows.map(({ message }) => message.id);

describe('searching the log by whom documents concern', () => {
  it.each([
    ['a number of Sweden', 'number.txt', hers],
    ['a number of Denmark', 'danish.txt', another],
  ])('finds what was done with them, by %s in a file', async (_what, file, id) => {
    const found = await search('--patient', file);
    expect([messagesOf(found), found.unasked]).toEqual([[id], 1]);
  });

  it('reads the number from a pipe as well', async () => {
    await promisify(execFile)('mkfifo', [join(folder, 'pipe')]);
    const [found] = await Promise.all([
      search('--patient', 'pipe'),
      writeFile(join(folder, 'pipe'), number),
    ]);
    expect(messagesOf(found)).toEqual([hers]);
  });

  it('finds nothing of another document of theirs than the one that is asked for', async () => {
    expect(messagesOf(await search('--patient', 'number.txt', '--document', another))).toEqual([]);
    expect(messagesOf(await search('--patient', 'number.txt', '--document', hers))).toEqual([hers]);
  });

  it('says of how many documents that were read nobody has said whom they concern', async () => {
    const { out } = await kuvert('audit', 'search', '--patient', 'number.txt');
    expect(out).toContain('Of 1 document that somebody read in this time');
  });

  it('is on record as a search for a patient, without whom', async () => {
    await kuvert('audit', 'search', '--patient', 'number.txt');
    const [row] = await server.sql(
      'select action, person_id, message_id, detail from audit order by seq desc limit 1',
    );
    expect(row).toEqual({
      action: 'log-search',
      person_id: null,
      message_id: null,
      detail: expect.stringMatching(/^from \S+ until \S+ patient$/),
    });
  });

  it.each(['wrong.txt', 'long.txt'])('refuses %s, which holds no number alone', async (file) => {
    const { out, err } = await kuvert('audit', 'search', '--patient', file);
    expect([out, err]).toEqual(['', expect.stringContaining('[person-number-invalid]')]);
  });

  it('says that a file is not there without its name, which may be the number', async () => {
    const { err } = await kuvert('audit', 'search', '--patient', number);
    expect(err).toContain('[file-failed]');
    expect(err).not.toContain(number);
  });
});
