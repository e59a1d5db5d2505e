import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { systemRandomness } from '@kuvert/platform/system/randomness';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';
import { createFixedClock } from '@kuvert/testkit/fixed-clock';

import { commands } from './commands/commands.ts';
import { run } from './run.ts';

let server: TestDatabase;
let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  server = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kuvert-cli-'));
  environment = {
    KUVERT_OWNER_URL: server.ownerUrl,
    KUVERT_KEY_FILE: join(folder, 'master.age'),
    KUVERT_KEY_PASSPHRASE_FILE: join(folder, 'master-passphrase'),
    KUVERT_OBJECTS_DIR: join(folder, 'objects'),
  };
  await kuvert('keys', 'init');
  await kuvert('department', 'add', 'Social services');
});
afterAll(async () => {
  await server.drop();
  await rm(folder, { recursive: true });
});

interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

const kuvertWith = async (
  variables: Record<string, string>,
  words: readonly string[],
): Promise<Said> => {
  let out = '';
  let err = '';
  const status = await run(words, {
    commands,
    environment: variables,
    clock: createFixedClock(),
    randomness: systemRandomness,
    resolvePath: (path) => join(folder, path),
    ownHouse: () => Promise.resolve(undefined),
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { status, out, err };
};
const kuvert = (...words: string[]): Promise<Said> => kuvertWith(environment, words);

describe('the command', () => {
  it('tells all its commands when it is asked nothing', async () => {
    const { status, out } = await kuvert();
    expect(status).toBe(0);
    for (const { name, summary } of commands)
      expect(out.split('\n')).toContainEqual(
        expect.stringMatching(`^  ${name} .*${summary.slice(0, 12)}`),
      );
  });

  it('refuses what it does not know', async () => {
    expect(await kuvert('destroy')).toMatchObject({ status: 1, out: '' });
  });

  it('says how a command is used when an argument is missing', async () => {
    const { status, err } = await kuvert('number', 'add', '+46225342100');
    expect(status).toBe(1);
    expect(err).toContain('kuvert number add NUMBER DEPARTMENT');
    expect(err).toContain('[usage-wrong]');
  });

  it('explains one command', async () => {
    expect(await kuvert('recovery', 'init', '--help')).toMatchObject({
      status: 0,
      out: expect.stringContaining('Take FILE off this machine'),
    });
  });

  it('names the variable that is missing', async () => {
    const { err, status } = await kuvertWith({}, ['department', 'list']);
    expect(status).toBe(1);
    expect(err).toMatch(/KUVERT_OWNER_URL.*\[configuration-wrong\]/s);
  });

  it('says in plain words that the database does not answer', async () => {
    const closed = { ...environment, KUVERT_OWNER_URL: 'postgres://kuvert@127.0.0.1:1/kuvert' };
    const { err, status } = await kuvertWith(closed, ['department', 'list']);
    expect(status).toBe(1);
    expect(err).toMatch(/database doesn't answer.*\[database-unreachable\]/);
    expect(err).not.toMatch(/ {2}at /);
  });

  it('answers errors as JSON when it is asked to', async () => {
    const { err } = await kuvert('number', 'add', 'fax', 'Social services', '--json');
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'number-invalid' } });
  });
});

describe('setting up a house', () => {
  it('makes a passphrase and a master key for their owner alone', async () => {
    for (const file of ['master.age', 'master-passphrase'])
      expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  });

  it('never overwrites a master key', async () => {
    expect((await kuvert('keys', 'init')).err).toContain('[key-exists]');
  });

  it('leads to a person who sees the faxes to a number', async () => {
    await kuvert('number', 'add', '0225-342 10', 'Social services');
    await kuvert(
      'person',
      'add',
      '--issuer',
      'https://id',
      '--subject',
      'anna',
      '--name',
      'Anna Ek',
    );
    await kuvert('member', 'add', 'anna', 'Social services');
    const [department] = JSON.parse(
      (await kuvert('department', 'list', '--json')).out,
    ) as unknown[];
    expect(department).toMatchObject({ name: 'Social services', numbers: 1, members: 1, new: 0 });
    const { out } = await kuvert('member', 'list', 'Social services');
    expect(out).toMatch(
      /^name +role +by +subject +id\nAnna Ek +handler +hand +anna +[0-9a-f-]{36}\n$/,
    );
  });

  it('leads to somebody with a role in the whole house', async () => {
    await kuvert('person', 'add', '--issuer', 'https://id', '--subject', 'gun', '--name', 'Gun Ek');
    expect((await kuvert('role', 'give', 'gun', 'king')).err).toContain('[usage-wrong]');
    await kuvert('role', 'give', 'gun', 'auditor');
    const { out } = await kuvert('role', 'list', '--json');
    expect(JSON.parse(out)).toEqual([expect.objectContaining({ role: 'auditor', subject: 'gun' })]);
    await kuvert('role', 'take', 'gun', 'auditor');
    expect((await kuvert('role', 'list')).out).toBe('none\n');
  });

  it('leads to a directory that tells of people, a group that makes members, and somebody who leaves', async () => {
    const issuer = ['--issuer', 'https://id'];
    const token = ['scim', 'token', 'add', 'Entra', ...issuer, '--subject', 'externalId', '--json'];
    expect(JSON.parse((await kuvert(...token)).out)).toMatchObject({ token: expect.any(String) });
    expect((await kuvert('scim', 'token', 'list')).out).toContain('externalId');
    expect((await kuvert('scim', 'token', 'remove', 'Entra')).out).toContain('any more');
    const group = ['Social services', 'g-1', ...issuer];
    await kuvert('department', 'group', 'add', ...group, '--role', 'reader');
    expect(JSON.parse((await kuvert('department', 'group', 'list', '--json')).out)).toEqual([
      expect.objectContaining({ name: 'g-1', role: 'reader', members: 0 }),
    ]);
    await kuvert('department', 'group', 'remove', ...group);
    await kuvert('person', 'add', ...issuer, '--subject', 'leo', '--name', 'Leo Ek');
    await kuvert('person', 'deactivate', 'leo');
    expect((await kuvert('person', 'deactivate', 'leo')).err).toContain('[person-deactivated]');
    const people = JSON.parse((await kuvert('person', 'list', '--json')).out) as unknown[];
    expect(people).toContainEqual(
      expect.objectContaining({ subject: 'leo', deactivatedAt: expect.any(String) }),
    );
    expect((await kuvert('person', 'activate', 'leo')).out).toContain('may log in again');
  });

  it('leads to who did what, the search among it', async () => {
    const person = [
      'person',
      'add',
      '--issuer',
      'https://id',
      '--subject',
      'liv',
      '--name',
      'Liv Ek',
    ];
    await kuvert(...person);
    await kuvert('member', 'add', 'liv', 'Social services');
    const search = [
      'audit',
      'search',
      '--department',
      'Social services',
      '--from',
      '2000-01-01T00:00:00Z',
      '--until',
      '2100-01-01T00:00:00Z',
    ];
    await kuvert(...search);
    const rows = JSON.parse((await kuvert(...search, '--json')).out) as unknown[];
    expect(rows.slice(0, 2)).toEqual([
      expect.objectContaining({ action: 'log-search', person: null }),
      expect.objectContaining({
        action: 'member-added',
        about: 'Liv Ek',
        department: expect.objectContaining({ name: 'Social services' }),
      }),
    ]);
    expect((await kuvert('audit', 'search', '--document', 'x')).err).toContain('[usage-wrong]');
    expect((await kuvert('audit', 'search', '--most', '2001')).err).toContain('[usage-wrong]');
  });

  it('leads to a business system whose secret is said once', async () => {
    const add = ['api-client', 'add', 'Ciceron', 'Social services', '--scopes'];
    expect((await kuvert(...add, 'messages:everything')).err).toContain('[usage-wrong]');
    const { out } = await kuvert(...add, 'messages:list,messages:fetch');
    const [, secret = ''] = /^client secret {2}([\w-]{43})$/m.exec(out) ?? [];
    const listed = await kuvert('api-client', 'list');
    expect(listed.out).toMatch(/^Ciceron +Social services +messages:list,messages:fetch +2026-/m);
    expect(secret).not.toBe('');
    expect(listed.out).not.toContain(secret);
    const rotated = await kuvert('api-client', 'rotate', 'Ciceron', '--overlap-days', '2');
    expect(rotated.out).toContain('the one before works until 2026-01-17T08:00:00.000Z');
    await kuvert('api-client', 'off', 'Ciceron');
    const again = await kuvert('api-client', 'rotate', 'Ciceron');
    expect(again.err).toContain('[client-unknown]');
  });

  it('refuses a department that does not exist', async () => {
    expect((await kuvert('member', 'list', 'Nobody')).err).toContain('[department-unknown]');
  });

  it('makes a recovery identity that age tools read, once', async () => {
    const { out } = await kuvert('recovery', 'init', 'recovery.txt', '--json');
    const { recipient } = JSON.parse(out) as { recipient: string };
    const text = await readFile(join(folder, 'recovery.txt'), 'utf8');
    expect(text).toMatch(/^# .*\n# public key: age1pq1\w+\nAGE-SECRET-KEY-PQ-1\w+\n$/);
    expect(text).toContain(recipient);
    expect((await kuvert('recovery', 'init', 'recovery.txt')).err).toContain('[file-exists]');
  });

  it('gives a department a new key', async () => {
    const { status } = await kuvert('keys', 'rotate', 'Social services');
    expect(status).toBe(0);
  });
});

describe('rules for the channel', () => {
  const why = async (...words: string[]): Promise<string> =>
    (await kuvert('routing', 'why', '0225-342 10', '--department', 'Social services', ...words))
      .out;

  it('are explained: by which channel a number is reached, by which rule, and why', async () => {
    expect(await why()).toBe(
      [
        'addresses: Social services, +4622534210',
        'rule: none: requires open, fax fallback',
        'choice: a secure message to Social services in this house (secure-address)',
        'fax instead: not allowed',
        '',
      ].join('\n'),
    );
    const { out } = await kuvert(
      'routing',
      'why',
      '031-390 06 01',
      '--department',
      'Social services',
    );
    expect(out).toContain('choice: a fax (no-secure-address)');
  });

  it('are added, count from then on, stand in the audit chain, and are removed', async () => {
    await kuvert('routing', 'add', '--kind', 'answer', '--fax', 'choice');
    expect(await why('--kind', 'answer')).toContain('fax instead: where the sender asks for it');
    expect(await why()).toContain('fax instead: not allowed');
    const added = await kuvert(
      'routing',
      'add',
      '--department',
      'Social services',
      '--requires',
      'login',
    );
    expect(added.out).toBe('every document of Social services: requires login, fax never.\n');
    const { out } = await kuvert('routing', 'list', '--json');
    const [first, second] = JSON.parse(out) as { id: string }[];
    expect([first, second]).toMatchObject([
      { departmentName: 'Social services', requires: 'login', fax: 'never' },
      { documentKind: 'answer', requires: 'open', fax: 'choice' },
    ]);
    await kuvert('routing', 'remove', first?.id ?? '');
    const audited = await server.sql(
      `select detail from audit where action like 'routing-rule-%' order by seq`,
    );
    expect(audited.map(({ detail }) => detail)).toEqual([
      `rule ${second?.id} answer requires open fax choice`,
      `rule ${first?.id} every document requires login fax never`,
      `rule ${first?.id} every document requires login fax never`,
    ]);
  });

  it.each([
    ['two of them are for the same', ['--kind', 'answer'], 'rule-exists'],
    [
      'fax is to make sure of something',
      ['--requires', 'sealed', '--fax', 'fallback'],
      'usage-wrong',
    ],
    ['a word is unknown', ['--fax', 'sometimes'], 'usage-wrong'],
  ])('are refused where %s', async (_what, words, code) => {
    expect((await kuvert('routing', 'add', ...words)).err).toContain(`[${code}]`);
  });
});

describe('the share of fax', () => {
  it('is reported, also for a spreadsheet', async () => {
    const { out } = await kuvert('report', 'fax-share', '--days', '7');
    expect(out).toContain('7 days: 0 by fax, 0 as secure messages; 0 % by fax.');
    const csv = await kuvert('report', 'fax-share', '--csv');
    expect(csv.out).toBe('department;number;contact;faxed;secure;secure address\n');
    expect((await kuvert('report', 'fax-share', '--days', '0')).err).toContain('[usage-wrong]');
  });
});

describe('migrating', () => {
  it("sets the services' passwords from their files", async () => {
    const files: Record<string, string> = {};
    for (const service of ['INGEST', 'MAILBOX', 'OUTBOUND']) {
      const path = join(folder, `${service} password`);
      await writeFile(path, `${service.toLowerCase()}-password\n`, { mode: 0o600 });
      files[`KUVERT_${service}_PASSWORD_FILE`] = path;
    }
    expect(await kuvertWith({ ...environment, ...files }, ['migrate'])).toMatchObject({
      status: 0,
      out: 'The database is up to date.\n',
    });
  });

  it('names the password file that is missing', async () => {
    expect((await kuvert('migrate')).err).toContain('KUVERT_INGEST_PASSWORD_FILE');
  });
});

describe('the audit on the command line', () => {
  it('is verified against a head that was printed before', async () => {
    const { out } = await kuvert('audit', 'head');
    expect((await kuvert('audit', 'verify', '--expect', out.trim())).status).toBe(0);
  });

  it('ends with status 1 when the chain is broken', async () => {
    const { out } = await kuvert('audit', 'head');
    const seq = Number(out.split(':')[0]) + 1;
    const { status, out: said } = await kuvert(
      'audit',
      'verify',
      '--expect',
      `${seq}:${'0'.repeat(64)}`,
    );
    expect(status).toBe(1);
    expect(said).toContain('the end of the chain was cut off');
  });

  it('refuses a head that is none', async () => {
    expect((await kuvert('audit', 'verify', '--expect', 'seven')).err).toContain('[usage-wrong]');
  });
});

describe('an export folder', () => {
  it('is set, listed and taken away', async () => {
    const set = (folder: string, on: string): Promise<Said> =>
      kuvert('export-folder', 'set', 'Social services', folder, '--on', on);
    expect(await set('../elsewhere', 'done')).toMatchObject({ status: 1 });
    expect(await set('social', 'sometimes')).toMatchObject({ status: 1 });
    expect((await set('social', 'done')).out).toContain('answers for them');
    await set('social', 'taken');
    expect((await kuvert('export-folder', 'list')).out).toMatch(/Social services +social +taken/);
    expect(await kuvert('export-folder', 'off', 'Social services')).toMatchObject({ status: 0 });
    expect((await kuvert('export-folder', 'list')).out).toBe('none\n');
    const { err } = await kuvert('export-folder', 'off', 'Social services');
    expect(err).toContain('[export-folder-unknown]');
  });

  it('is one department’s alone', async () => {
    await kuvert('department', 'add', 'School');
    await kuvert('export-folder', 'set', 'Social services', 'shared', '--on', 'done');
    const { err } = await kuvert('export-folder', 'set', 'School', 'shared', '--on', 'done');
    expect(err).toContain('[name-taken]');
  });
});

describe('a webhook', () => {
  it('is added, listed and switched off; its secret is shown once', async () => {
    const variables = {
      ...environment,
      KUVERT_OUTBOUND_KEY_FILE: join(folder, 'outbound.age'),
      KUVERT_OUTBOUND_KEY_PASSPHRASE_FILE: join(folder, 'outbound-passphrase'),
    };
    expect(await kuvertWith(variables, ['keys', 'outbound'])).toMatchObject({ status: 0 });
    const url = 'https://journal.example.se/hook';
    const added = await kuvert(
      'webhook',
      'add',
      'Social services',
      url,
      '--types',
      'message.arrived',
    );
    const [, secret = 'none'] = /shown this once: (whsec_\S+)/.exec(added.out) ?? [];
    const [, id = 'none'] = /^Webhook (\S+) /.exec(added.out) ?? [];
    const { out: listed } = await kuvert('webhook', 'list');
    expect(listed).toMatch(new RegExp(`Social services .*${url} .*message.arrived .* on .*${id}`));
    expect(listed).not.toContain(secret);
    const event = await kuvert('webhook', 'test', id);
    expect(event.out).toContain('evt_');
    expect((await kuvert('webhook', 'events', id)).out).toMatch(/evt_.*webhook\.test.*waiting/);
    await kuvert('webhook', 'off', id);
    expect((await kuvert('webhook', 'list')).out).toContain('off: operator');
  });
});
