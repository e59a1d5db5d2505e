import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { commandVariables, readConfig as readCommandConfig } from '@kuvert/infra/cli/config';
import { ingestVariables, readConfig as readIngestConfig } from '@kuvert/ingest/config';
import { mailboxVariables, readConfig as readMailboxConfig } from '@kuvert/mailbox/config';
import { outboundVariables, readConfig as readOutboundConfig } from '@kuvert/outbound/config';

import { provision, type Program } from '../provision/provision.ts';
import { runToEnd } from '../provision/run-program.ts';
import { settingsFrom } from '../provision/settings.ts';
import { parseEnvironmentFile } from './interpolate.ts';

const source = join(import.meta.dirname, '../../infra/systemd');
const units = [
  ...['ingest', 'mailbox', 'outbound', 'migrate', 'backup', 'doctor'].map(
    (name) => `kuvert-${name}.service`,
  ),
  ...['backup', 'doctor'].map((name) => `kuvert-${name}.timer`),
];
const services = units.filter((name) => name.endsWith('.service'));

let root: string;
let analyze: Program;

/** A file system with our units, the programs that they name, and the targets that they lean on. */
beforeAll(async () => {
  analyze = (await provision(['systemd'], settingsFrom(process.env))).program('systemd-analyze');
  root = await mkdtemp(join(tmpdir(), 'kuvert-systemd-'));
  for (const program of ['opt/kuvert/node/bin/node', 'bin/sh', 'usr/bin/find'])
    await place(program, '#!/bin/sh\n', 0o755);
  const targets = ['sysinit', 'basic', 'shutdown', 'multi-user', 'timers', 'network-online'];
  for (const name of targets) await place(`usr/lib/systemd/system/${name}.target`, '[Unit]\n');
  for (const name of ['time-set', 'time-sync'])
    await place(`usr/lib/systemd/system/${name}.target`, '[Unit]\n');
  for (const name of ['system', '-'])
    await place(`usr/lib/systemd/system/${name}.slice`, '[Slice]\n');
  const own = join(root, 'etc/systemd/system');
  await mkdir(own, { recursive: true });
  for (const name of await readdir(source))
    if (/\.(service|timer|d)$/.test(name))
      await cp(join(source, name), join(own, name), { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const place = async (path: string, text: string, mode = 0o644): Promise<void> => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
  await chmod(join(root, path), mode);
};

const analysed = (...words: string[]) =>
  runToEnd(analyze.command, [...words, `--root=${root}`], { env: analyze.env });

const read = (name: string): Promise<string> => readFile(join(source, name), 'utf8');

/** All values of a setting, in order. */
const settings = async (unit: string, name: string): Promise<readonly string[]> =>
  Array.from(
    (await read(unit)).matchAll(new RegExp(`^${name}=(.*)$`, 'gm')),
    ([, value]) => value ?? '',
  );

describe('the units', () => {
  it('are all looked at here', async () => {
    const there = (await readdir(source)).filter((name) => /\.(service|timer)$/.test(name));
    expect(there.toSorted()).toEqual(units.toSorted());
  });

  it('are understood by systemd without a complaint', async () => {
    const { status, stderr } = await analysed('verify', '--man=no', ...units);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('have a setting misspelt noticed by this very test', async () => {
    const text = await read('kuvert-outbound.service');
    await place('etc/systemd/system/kuvert-odd.service', text.replace('ProtectHome', 'ProtectHom'));
    const { stderr } = await analysed('verify', '--man=no', 'kuvert-odd.service');
    expect(stderr).toContain("Unknown key 'ProtectHom'");
  });

  it.each(services)('%s is exposed little, as systemd counts it', async (unit) => {
    const { status } = await analysed('security', '--offline=true', '--threshold=20', unit);
    expect(status).toBe(0);
  });

  it.each(services)(
    '%s leaves no core file, gains nothing and is a user of its own',
    async (unit) => {
      expect(await settings(unit, 'LimitCORE')).toEqual(['0']);
      expect(await settings(unit, 'NoNewPrivileges')).toEqual(['yes']);
      const [user] = await settings(unit, 'User');
      expect(await read('kuvert.sysusers')).toMatch(new RegExp(`^u ${user} `, 'm'));
    },
  );

  it('keep ingest from everything that opens a document', async () => {
    const text = await read('kuvert-ingest.service');
    expect(text).not.toMatch(/master|passphrase|keys\//);
  });

  it('share the folder of objects through its group, the command that restores it included', async () => {
    for (const unit of [
      'kuvert-ingest.service',
      'kuvert-mailbox.service',
      'kuvert-outbound.service',
    ])
      expect(await settings(unit, 'UMask')).toEqual(['0007']);
    expect(await read('kuvert')).toMatch(/^umask 0007$/m);
  });

  it('run as users that PostgreSQL knows as the roles of the migrations', async () => {
    for (const name of ['ingest', 'mailbox', 'outbound']) {
      const [user] = await settings(`kuvert-${name}.service`, 'User');
      expect(user).toBe(`kuvert_${name}`);
      const { DATABASE_URL } = parseEnvironmentFile(await read(`${name}.env.example`));
      expect(new URL(DATABASE_URL ?? '').username).toBe(user);
    }
  });
});

describe('the environment of a unit', () => {
  const environmentOf = async (
    file: string,
    ...from: readonly string[]
  ): Promise<Record<string, string>> => {
    const inUnits = await Promise.all(from.map((unit) => settings(unit, 'Environment')));
    return {
      ...parseEnvironmentFile(await read(file)),
      ...Object.fromEntries(
        inUnits.flat().map((pair) => {
          const equals = pair.indexOf('=');
          return [pair.slice(0, equals), pair.slice(equals + 1).replace('%d', '/run/credentials')];
        }),
      ),
    };
  };
  const unknown = (environment: object, shape: object): readonly string[] =>
    Object.keys(environment).filter((name) => !(name in shape) && name !== 'NODE_ENV');
  const recovery = { KUVERT_RECOVERY_RECIPIENT: 'age1pq1example' };

  const carriers = ['hylafax', 'signalwire', 'telnyx', 'sinch'];
  const others = {
    KUVERT_TELNYX_PUBLIC_KEY: `${'A'.repeat(43)}=`,
    KUVERT_SINCH_PROJECT_ID: 'p1',
    KUVERT_SINCH_KEY_ID: 'k1',
  };

  it('is understood by ingest, with each of its carriers', async () => {
    const dropIns = carriers.map((name) => `kuvert-ingest.service.d/${name}.conf`);
    const environment = {
      ...(await environmentOf('ingest.env.example', 'kuvert-ingest.service', ...dropIns)),
      ...recovery,
      KUVERT_TWILIO_ACCOUNT_SID: 'AC1',
      KUVERT_TWILIO_REST_ORIGIN: 'https://example.signalwire.com',
      ...others,
    };
    expect(unknown(environment, ingestVariables.shape)).toEqual([]);
    const { mode, ...config } = readIngestConfig(environment);
    expect(mode).toBe('production');
    for (const carrier of ['twilio', 'telnyx', 'sinch', 'hylafax'] as const)
      expect(config[carrier]).toBeDefined();
  });

  it('is understood by the mailbox', async () => {
    const environment = {
      ...(await environmentOf('mailbox.env.example', 'kuvert-mailbox.service')),
      ...recovery,
    };
    expect(unknown(environment, mailboxVariables.shape)).toEqual([]);
    expect(readMailboxConfig(environment)).toMatchObject({ mode: 'production' });
  });

  it('is understood by the mailbox with export folders, which it may write and nothing beside', async () => {
    const dropIn = 'kuvert-mailbox.service.d/export.conf';
    const environment = {
      ...(await environmentOf('mailbox.env.example', 'kuvert-mailbox.service', dropIn)),
      ...recovery,
    };
    expect(unknown(environment, mailboxVariables.shape)).toEqual([]);
    const { exportFolder } = readMailboxConfig(environment);
    expect(await settings(dropIn, 'ReadWritePaths')).toEqual([exportFolder]);
  });

  it('is understood by outbound', async () => {
    const environment = await environmentOf('outbound.env.example', 'kuvert-outbound.service');
    expect(unknown(environment, outboundVariables.shape)).toEqual([]);
    expect(readOutboundConfig(environment)).toMatchObject({
      host: '127.0.0.1',
      sending: undefined,
    });
  });

  it('is understood by outbound with webhooks and no carrier', async () => {
    const dropIn = 'kuvert-outbound.service.d/webhooks.conf';
    const environment = await environmentOf(
      'outbound.env.example',
      'kuvert-outbound.service',
      dropIn,
    );
    expect(unknown(environment, outboundVariables.shape)).toEqual([]);
    expect(readOutboundConfig(environment)).toMatchObject({
      sending: undefined,
      webhooks: { key: { file: '/run/credentials/outbound.age' }, allowLoopback: false },
    });
  });

  it('is understood by outbound with a mail server that asks for a password, and no carrier', async () => {
    const environment = {
      ...(await environmentOf(
        'outbound.env.example',
        'kuvert-outbound.service',
        'kuvert-outbound.service.d/notices.conf',
      )),
      SMTP_URL: 'smtps://kuvert@mail.example.se',
      NOTICE_FROM: 'kuvert@example.se',
    };
    expect(unknown(environment, outboundVariables.shape)).toEqual([]);
    expect(readOutboundConfig(environment)).toMatchObject({
      sending: undefined,
      notices: { smtp: { login: { passwordFile: '/run/credentials/smtp-password' } } },
    });
  });

  it('is understood by outbound with its carriers', async () => {
    const environment = {
      ...(await environmentOf(
        'outbound.env.example',
        'kuvert-outbound.service',
        ...['signalwire', 'telnyx', 'sinch'].map(
          (name) => `kuvert-outbound.service.d/${name}.conf`,
        ),
      )),
      ...recovery,
      ...others,
      KUVERT_TELNYX_CONNECTION_ID: 'app-1',
      KUVERT_TWILIO_ACCOUNT_SID: 'AC1',
      KUVERT_TWILIO_REST_ORIGIN: 'https://example.signalwire.com',
    };
    expect(unknown(environment, outboundVariables.shape)).toEqual([]);
    expect(readOutboundConfig(environment).sending?.carriers).toMatchObject({
      twilio: { accountSid: 'AC1' },
      telnyx: { connectionId: 'app-1' },
      sinch: { projectId: 'p1' },
    });
  });

  it('is understood by outbound with a HylaFAX server', async () => {
    const environment = {
      ...(await environmentOf(
        'outbound.env.example',
        'kuvert-outbound.service',
        'kuvert-outbound.service.d/hylafax.conf',
      )),
      ...recovery,
      KUVERT_HYLAFAX_SEND_HOST: 'fax1.example.se',
    };
    expect(unknown(environment, outboundVariables.shape)).toEqual([]);
    expect(readOutboundConfig(environment).sending?.carriers).toMatchObject({
      twilio: undefined,
      hylafax: { host: 'fax1.example.se', port: 4559, user: 'kuvert', password: undefined },
      order: ['hylafax'],
    });
  });

  it('keeps outbound from the master key', async () => {
    const dropIns = carriers.map((name) => `kuvert-outbound.service.d/${name}.conf`);
    for (const file of ['kuvert-outbound.service', ...dropIns])
      expect(await read(file)).not.toMatch(/master/);
  });

  it('is understood by the command', async () => {
    const environment = { ...(await environmentOf('kuvert.env.example')), ...recovery };
    expect(unknown(environment, commandVariables.shape)).toEqual([]);
    expect(readCommandConfig(environment).KUVERT_OWNER_URL).toContain('kuvert@');
  });

  it('names only credentials that its unit loads', async () => {
    for (const unit of [
      'kuvert-mailbox.service',
      ...carriers.map((name) => `kuvert-ingest.service.d/${name}.conf`),
      ...carriers.map((name) => `kuvert-outbound.service.d/${name}.conf`),
      'kuvert-outbound.service.d/webhooks.conf',
      'kuvert-outbound.service.d/notices.conf',
      'kuvert-mailbox.service.d/export.conf',
    ]) {
      const loaded = (await settings(unit, 'LoadCredential')).map((value) => value.split(':')[0]);
      const named = (await settings(unit, 'Environment'))
        .filter((value) => value.includes('%d/'))
        .map((value) => basename(value));
      expect(named.filter((name) => !loaded.includes(name))).toEqual([]);
    }
  });
});
