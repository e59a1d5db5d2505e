import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import pg from 'pg';

import { KuvertError } from '@kuvert/shared/errors';

import { lookAtProcess } from '../system/processes.ts';
import { postgresBinaries, type PostgresBinaries } from './embedded-binaries.ts';
import { freePort } from './free-port.ts';

const execute = promisify(execFile);

/** PostgreSQL refuses to run as root; this unprivileged user exists everywhere. */
const nobody = 65_534;

export interface EmbeddedOptions {
  /** Holds the cluster; made when missing. As root, its parents must be reachable by other users. */
  readonly dataFolder: string;
  /** The superuser's password: set at the first start, the same ever after. */
  readonly password: string;
  /** As root, where the binaries are copied when the unprivileged user can't reach them in place. */
  readonly binariesFolder: string;
  /** False for throw-away clusters alone: data don't survive a power cut. */
  readonly durable: boolean;
  /** The server's own log, appended. */
  readonly logFile: string;
}

export interface EmbeddedPostgres {
  /** A superuser's connection string to the database `kuvert`, on loopback. */
  readonly url: string;
  readonly pid: number;
  /** Resolves when the server process ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Fast shutdown: connections are cut, everything committed is kept. */
  stop(): Promise<void>;
}

/** Starts a real PostgreSQL of our own on a free loopback port. An orphan on the same folder is ended first. */
export const startEmbeddedPostgres = async (
  options: EmbeddedOptions,
): Promise<EmbeddedPostgres> => {
  const asRoot = process.getuid?.() === 0;
  const identity = asRoot ? { uid: nobody, gid: nobody } : {};
  const binaries = await postgresBinaries(asRoot ? options.binariesFolder : undefined);
  await endOrphan(options.dataFolder);
  await ensureCluster(options, binaries, identity);
  const port = await freePort();
  const server = await launch(options, binaries, identity, port);
  const url = `postgres://kuvert:${encodeURIComponent(options.password)}@127.0.0.1:${port}/kuvert`;
  await untilReady(url, server);
  await ensureDatabase(url);
  return {
    url,
    pid: server.process.pid ?? 0,
    ended: server.ended,
    stop: async () => {
      server.process.kill('SIGINT');
      await server.ended;
    },
  };
};

interface Server {
  readonly process: ChildProcess;
  readonly ended: Promise<void>;
  readonly hasEnded: () => boolean;
}

type RunAs = { readonly uid?: number; readonly gid?: number };

const launch = async (
  options: EmbeddedOptions,
  binaries: PostgresBinaries,
  identity: RunAs,
  port: number,
): Promise<Server> => {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    max_connections: '200',
    password_encryption: 'scram-sha-256',
    // statements hold numbers and names: they never reach a log
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    ...(options.durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const log = await import('node:fs').then((fs) => fs.openSync(options.logFile, 'a', 0o600));
  const child = spawn(
    binaries.postgres,
    [
      '-D',
      options.dataFolder,
      ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ],
    // a group of its own: Ctrl-C reaches us first, and we end it in order
    { ...identity, stdio: ['ignore', log, log], detached: true, cwd: options.dataFolder, env: {} },
  );
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const finish = (): void => {
      over = true;
      resolve();
    };
    child.once('exit', finish);
    child.once('error', finish);
  });
  return { process: child, ended, hasEnded: () => over };
};

const untilReady = async (url: string, server: Server): Promise<void> => {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url.replace(/\/kuvert$/, '/postgres') });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.hasEnded() || Date.now() > deadline)
        throw new KuvertError('internal', 'the embedded PostgreSQL did not start; see its log', {
          cause: error,
        });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};

const ensureDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url.replace(/\/kuvert$/, '/postgres') });
  await client.connect();
  try {
    const found = await client.query("select from pg_database where datname = 'kuvert'");
    if (found.rowCount === 0) await client.query('create database kuvert');
  } finally {
    await client.end();
  }
};

const ensureCluster = async (
  options: EmbeddedOptions,
  binaries: PostgresBinaries,
  identity: RunAs,
): Promise<void> => {
  if (await exists(join(options.dataFolder, 'PG_VERSION'))) return;
  await rm(options.dataFolder, { recursive: true, force: true });
  await mkdir(options.dataFolder, { recursive: true });
  await chmod(options.dataFolder, 0o700);
  // initdb takes the password from a file alone: ours, readable by its user alone, gone at once
  const passwordFile = join(dirname(options.dataFolder), `.initdb-${randomUUID()}`);
  await writeFile(passwordFile, options.password, { mode: 0o600, flag: 'wx' });
  try {
    if (identity.uid !== undefined) {
      await chown(options.dataFolder, nobody, nobody);
      await chown(passwordFile, nobody, nobody);
    }
    await execute(
      binaries.initdb,
      ['-D', options.dataFolder, '-U', 'kuvert', '-A', 'scram-sha-256', '--pwfile', passwordFile]
        .concat(['-E', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'])
        .concat(['--locale', 'C', ...(options.durable ? [] : ['--no-sync'])]),
      { ...identity, cwd: options.dataFolder, env: {} },
    );
  } catch (cause) {
    // what it says is of files and settings
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    throw new KuvertError('internal', `the embedded PostgreSQL could not be made: ${said}`, {
      cause,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
};

/** A parent that was killed leaves its server running: end it, so that the folder has one master. */
const endOrphan = async (dataFolder: string): Promise<void> => {
  const text = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const [first, folder] = text.split('\n');
  const pid = Number(first);
  if (!Number.isInteger(pid) || pid <= 1 || folder !== dataFolder || !(await isPostgres(pid)))
    return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + 20_000;
  while (await isPostgres(pid)) {
    if (Date.now() > deadline) process.kill(pid, 'SIGQUIT');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const isPostgres = async (pid: number): Promise<boolean> =>
  (await lookAtProcess(pid))?.words[0]?.includes('postgres') ?? false;

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
