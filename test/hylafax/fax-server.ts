import { spawnSync } from 'node:child_process';
import {
  appendFile,
  chmod,
  chown,
  constants,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { freePort } from '@kuvert/platform/postgres/free-port';
import { vi } from 'vitest';

import { startChild, type Child } from '../provision/child.ts';
import { findProgram } from '../provision/find-program.ts';
import { quoted } from '../provision/launchers.ts';
import { provision, type Program } from '../provision/provision.ts';
import { runProgram } from '../provision/run-program.ts';
import { settingsFrom } from '../provision/settings.ts';
import { checkout } from '../support/test-house.ts';

/** Whom the server lets in without a password, and with one. */
export const users = { free: 'kuvert', withPassword: 'careful', password: 'pass-word' } as const;

const systemPath = '/usr/local/bin:/usr/bin:/bin';

/** Debian's HylaFAX server in a folder of its own, with Kuvert's notify hook. */
export interface FaxServer {
  readonly port: number;
  readonly spool: string;
  /** Gives it a modem that speaks at this port of the loopback. */
  addModem(port: number): Promise<void>;
  /** A file of the send queue or of the jobs that have ended, by the job's number. */
  jobFile(queue: 'sendq' | 'doneq', job: string): Promise<string>;
  /** Documents in the queue. */
  documents(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export interface FaxServerOptions {
  /** False: jobs are listed, and none is run. */
  readonly queue?: boolean;
  /** Where the hook posts to. */
  readonly noticesTo: string;
  readonly key: string;
}

export const startFaxServer = async (options: FaxServerOptions): Promise<FaxServer> => {
  const settings = settingsFrom(process.env);
  // with where it was unpacked, which a launcher on PATH doesn't tell
  const { program } = await provision(['hylafax', 'socat'], { ...settings, path: systemPath });
  const folder = await mkdtemp(join(tmpdir(), 'kuvert-hylafax-'));
  // its own user goes in and out
  await chmod(folder, 0o755);
  const programs = await copyPrograms(program('faxq'), folder);
  const spool = join(folder, 'spool');
  const owner = await faxUser();
  await makeSpool(spool, programs, options, settings.path);
  await runProgram('chown', ['-R', `${owner.uid}:${owner.gid}`, spool]);
  const port = await freePort();
  const children: Child[] = [];
  const start = async (command: string, args: readonly string[]): Promise<void> => {
    children.push(await startChild({ command, env: programs.env }, args, folder));
  };
  const { queue = true } = options;
  if (queue) await start(join(programs.usr, 'sbin/faxq'), ['-D', '-q', spool]);
  await start(join(programs.usr, 'sbin/hfaxd'), [
    '-d',
    '-l',
    '127.0.0.1',
    '-i',
    `${port}`,
    '-q',
    spool,
  ]);
  /** As faxgetty would; `faxmodem` leaves out the end of its message, and then two that come together are read as one. */
  const announceModem = async (name: string): Promise<void> => {
    const said = await mkdtemp(join(folder, 'announcement-'));
    await writeFile(join(said, 'FIFO'), '');
    // resolutions, rates, widths, lengths, codings
    const capabilities = '(0,1),(0-3),(0-4),(0-2),(0,1,3),(0-2),(0),(0-7)';
    const faxmodem = join(programs.usr, 'lib/hylafax/bin/faxmodem');
    await runProgram(faxmodem, ['-q', said, '-c', capabilities, name], { env: programs.env });
    await appendFile(join(spool, 'FIFO'), `${await readFile(join(said, 'FIFO'), 'utf8')}\0`);
  };
  await untilItRuns(queue ? [join(spool, 'FIFO')] : [], port);
  const stopPoking = queue ? await pokeScheduler(join(spool, 'FIFO')) : undefined;
  return {
    port,
    spool,
    addModem: async (modemPort) => {
      // a link of its own: another modem's would be there before the terminal is
      const link = join(folder, `modem-${children.length}`);
      const terminal = `PTY,raw,echo=0,link=${link},mode=666`;
      const socat = program('socat');
      children.push(await startChild(socat, [terminal, `TCP:127.0.0.1:${modemPort}`], folder));
      const device = await vi.waitFor(() => realpath(link), { timeout: 5000, interval: 20 });
      await chown(device, owner.uid, owner.gid);
      const name = device.replace('/dev/', '').replaceAll('/', '_');
      await makeModemFile(join(spool, 'etc', `config.${name}`), spool);
      await announceModem(name);
    },
    jobFile: (queue, job) => readFile(join(spool, queue, `q${job}`), 'utf8'),
    documents: async () => (await readdir(join(spool, 'docq'))).filter((name) => name !== 'seqf'),
    stop: async () => {
      await stopPoking?.();
      for (const child of children) await child.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

/** Each second, as infra/hylafax/README.md would have it each minute. Gives back what ends it. */
const pokeScheduler = async (path: string): Promise<() => Promise<void>> => {
  // never waits for a reader
  const fifo = await open(path, constants.O_WRONLY | constants.O_NONBLOCK);
  const poking = setInterval(() => void fifo.write('Z\0'), 1000);
  return async () => {
    clearInterval(poking);
    await fifo.close();
  };
};

interface Programs {
  /** Where Debian's files lie below: empty for the system itself. */
  readonly source: string;
  readonly usr: string;
  readonly env: Readonly<Record<string, string>>;
  /** What the server's own scripts call: launchers that find their libraries whoever runs them. */
  readonly launchers: string;
}

/** Where nothing is installed the packages lie in a cache that the fax user may not enter. */
const copyPrograms = async ({ root, env }: Program, folder: string): Promise<Programs> => {
  const usr = root === undefined ? '/usr' : join(folder, 'usr');
  if (root !== undefined)
    await cp(join(root, 'usr'), usr, { recursive: true, verbatimSymlinks: true });
  const paths = (env['LD_LIBRARY_PATH'] ?? '').replaceAll(root ?? '//', folder);
  const launchers = join(folder, 'launchers');
  await mkdir(launchers);
  for (const name of ['faxsend', 'tiffcheck', 'faxinfo']) {
    const command = join(usr, 'lib/hylafax/bin', name);
    const script = `#!/bin/sh\nexport LD_LIBRARY_PATH=${quoted(paths)}\nexec ${quoted(command)} "$@"\n`;
    await writeFile(join(launchers, name), script, { mode: 0o755 });
  }
  return { source: root ?? '', usr, env: { LD_LIBRARY_PATH: paths }, launchers };
};

const faxUser = async (): Promise<{ readonly uid: number; readonly gid: number }> => {
  const line = (await readFile('/etc/passwd', 'utf8'))
    .split('\n')
    .find((each) => each.startsWith('uucp:'));
  const [, , uid, gid] = (line ?? '').split(':');
  if (uid === undefined || gid === undefined) throw new Error('there is no user uucp');
  return { uid: Number(uid), gid: Number(gid) };
};

const folders = ['archive', 'bin', 'client', 'dev', 'docq', 'doneq', 'etc', 'info', 'log'];
const more = ['pollq', 'recvq', 'sendq', 'status', 'tmp'];

const makeSpool = async (
  spool: string,
  { source, launchers }: Programs,
  { noticesTo, key }: FaxServerOptions,
  path: string,
): Promise<void> => {
  for (const name of [...folders, ...more]) await mkdir(join(spool, name), { recursive: true });
  await cp(`${source}/var/spool/hylafax/bin`, join(spool, 'bin'), { recursive: true });
  const hook = join(spool, 'kuvert-hook');
  await mkdir(hook);
  for (const name of ['notify', 'sign', 'common.sh'])
    await copyFile(join(checkout, 'infra/hylafax', name), join(hook, name));
  const tools = dirname((await findProgram('tiffcp', path)) ?? '/usr/bin/tiffcp');
  const files: Readonly<Record<string, string>> = {
    'etc/setup.cache': Object.entries({
      SPOOL: spool,
      SBIN: launchers,
      LIBEXEC: launchers,
      TIFFBIN: tools,
      SED: 'sed',
      AWK: 'awk',
      CAT: 'cat',
      CP: 'cp',
      GREP: 'grep',
    })
      .map(([name, value]) => `${name}='${value}'\n`)
      .join(''),
    'etc/config': [
      'CountryCode: 46',
      'AreaCode: 8',
      'InternationalPrefix: 00',
      'LongDistancePrefix: 0',
      'SessionTracing: 0x7',
      `UUCPLockDir: ${spool}/tmp`,
      `SendFaxCmd: ${launchers}/faxsend`,
      `NotifyCmd: ${hook}/notify-with-settings`,
      '',
    ].join('\n'),
    'etc/dialrules': 'CanonicalNumber := [\n[^0-9+]+ = \n]\nDialString := [\n]\n',
    'etc/hosts.hfaxd': `^${users.free}@127.0.0.1:10:\n^${users.withPassword}@127.0.0.1:10:${crypted()}\n`,
    'etc/kuvert.conf': `SPOOL='${spool}'\nKUVERT_OUTBOUND_URL=${noticesTo}\nKUVERT_OUTBOUND_KEY_FILE='${spool}/etc/kuvert.key'\n`,
    'etc/kuvert.key': `${key}\n`,
    // where it is missing, one of two calls that begin at once finds it made by the other, and keeps no log
    'log/seqf': '1',
    // as a unit file would give it
    'kuvert-hook/notify-with-settings': `#!/bin/sh\nexport KUVERT_HYLAFAX_CONF='${spool}/etc/kuvert.conf'\nexec sh '${hook}/notify' "$@"\n`,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(spool, name), text);
  await chmod(join(hook, 'notify-with-settings'), 0o755);
  await chmod(join(hook, 'sign'), 0o755);
  await chmod(join(spool, 'etc/hosts.hfaxd'), 0o600);
};

/** As `faxadduser` writes it. */
const crypted = (): string =>
  spawnSync('perl', ['-e', 'print crypt($ARGV[0], "ab")', users.password]).stdout.toString();

/**
 * Debian's settings for any modem of Class 1, with shorter waits. Logs of calls may be read by all, since a launcher
 * makes root of who writes them; in an installed HylaFAX it is the user that the hook runs as.
 */
const makeModemFile = async (path: string, spool: string): Promise<void> => {
  const settings = `UUCPLockDir: ${spool}/tmp
ModemType: Class1
Class1Cmd: AT+FCLASS=1
Class1PPMWaitCmd: AT+FTS=7
Class1TCFWaitCmd: AT+FTS=7
Class1EOPWaitCmd: AT+FTS=9
Class1SwitchingCmd: AT+FRS=7
Class1RecvAbortOK: 200
ModemResetDelay: 10
ModemSoftResetCmdDelay: 10
ModemDTRDropDelay: 10
ModemDialResponseTimeout: 5000
FaxT1Timer: 2000
FaxT4Timer: 400
LocalIdentifier: "+46846500410"
RTNHandlingMethod: Retransmit
JobReqProto: 1
LogFileMode: 0644
SessionTracing: 0x7
`;
  await writeFile(path, settings);
  const { uid, gid } = await stat(join(spool, 'etc'));
  await chown(path, uid, gid);
};

const untilItRuns = (files: readonly string[], port: number): Promise<unknown> =>
  vi.waitFor(
    async () => {
      for (const file of files) await stat(file);
      const tcp = await readFile('/proc/net/tcp', 'utf8');
      const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 0A`;
      if (!tcp.includes(local)) throw new Error(`nobody listens at ${port}`);
    },
    { timeout: 10_000, interval: 50 },
  );
