import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@kuvert/platform/postgres/free-port';
import { cephConfig } from './ceph-config.ts';
import { startChild } from './child.ts';
import type { Child } from './child.ts';
import type { ProgramName } from './components.ts';
import { provision } from './provision.ts';
import type { Provisioned } from './provision.ts';
import { runProgram } from './run-program.ts';
import { settingsFrom } from './settings.ts';
import type { ProvisionSettings } from './settings.ts';
import { withAttempts } from './with-attempts.ts';

export interface S3Address {
  readonly endPoint: string;
  readonly port: number;
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface RunningS3 extends S3Address {
  stop(): Promise<void>;
}

/** Starts a Ceph gateway of one's own on the loopback, its data in memory; or uses the server in the settings. */
export const startS3 = async (
  settings: ProvisionSettings = settingsFrom(process.env),
): Promise<RunningS3> => {
  if (settings.s3Url) return { ...addressIn(settings.s3Url), stop: async () => undefined };
  const provisioned = await provision(['s3'], settings);
  return withAttempts(() => startCeph(provisioned));
};

const addressIn = (text: string): S3Address => {
  const url = new URL(text);
  return {
    endPoint: url.hostname,
    port: Number(url.port || 80),
    accessKey: decodeURIComponent(url.username),
    secretKey: decodeURIComponent(url.password),
  };
};

const startCeph = async (provisioned: Provisioned): Promise<RunningS3> => {
  const folder = await mkdtemp(join(tmpdir(), 'kuvert-s3-'));
  const children: Child[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(children.map((child) => child.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const [monPort, s3Port, fsid] = [await freePort(), await freePort(), randomUUID()];
    const { root } = provisioned.program('radosgw');
    const config = join(folder, 'ceph.conf');
    const place = { fsid, folder, monPort, s3Port, ...(await librariesIn(root)) };
    await writeFile(config, cephConfig(place));
    const run = (name: ProgramName, ...args: string[]): Promise<string> => {
      const { command, env } = provisioned.program(name);
      return runProgram(command, [...args, '-c', config], { env, timeoutMs: 60_000 });
    };
    const start = async (name: ProgramName, ...args: string[]): Promise<void> => {
      children.push(
        await startChild(provisioned.program(name), ['-f', ...args, '-c', config], folder),
      );
    };
    await makeCluster(run, folder, fsid, monPort);
    await start('ceph-mon', '-i', 'a');
    await run('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', randomUUID());
    await start('ceph-osd', '-i', '0');
    await start('radosgw', '-n', 'client.rgw');
    await answering(`http://127.0.0.1:${s3Port}/`, children);
    return { endPoint: '127.0.0.1', port: s3Port, ...(await createUser(run)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

type Run = (name: ProgramName, ...args: string[]) => Promise<string>;

/** The store is in the map from the beginning, so that Ceph's command line, a Python program, isn't needed to add it. */
const makeCluster = async (
  run: Run,
  folder: string,
  fsid: string,
  monPort: number,
): Promise<void> => {
  const [monMap, osdMap] = [join(folder, 'monmap'), join(folder, 'osdmap')];
  await mkdir(join(folder, 'mon'));
  await mkdir(join(folder, 'osd'));
  const address = `[v2:127.0.0.1:${monPort}]`;
  await run('monmaptool', '--create', '--fsid', fsid, '--addv', 'a', address, monMap);
  await run('osdmaptool', '--createsimple', '1', '--pg-bits', '1', osdMap);
  await run('ceph-mon', '--mkfs', '-i', 'a', '--monmap', monMap, '--osdmap', osdMap);
};

const createUser = async (run: Run): Promise<{ accessKey: string; secretKey: string }> => {
  const user = {
    accessKey: randomBytes(8).toString('hex'),
    secretKey: randomBytes(16).toString('hex'),
  };
  const keys = ['--access-key', user.accessKey, '--secret-key', user.secretKey];
  const name = ['--uid', 'kuvert', '--display-name', 'kuvert'];
  await run('radosgw-admin', '-n', 'client.rgw', 'user', 'create', ...name, ...keys);
  return user;
};

const answering = async (url: string, children: readonly Child[]): Promise<void> => {
  const deadline = AbortSignal.timeout(60_000);
  const ended = new AbortController();
  for (const child of children) void child.ended.then(() => ended.abort());
  const signal = AbortSignal.any([deadline, ended.signal]);
  while (!signal.aborted) {
    const response = await fetch(url, { signal }).catch(() => undefined);
    if (response?.ok) return;
    await pause(50);
  }
  const said = children.map((child) => child.output().slice(-1000)).join('\n');
  throw new Error(`the S3 server ${deadline.aborted ? 'is not ready' : 'ended'}: ${said}`);
};

/** Debian's folder for the machine's libraries, such as `usr/lib/x86_64-linux-gnu`, where the packages were unpacked. */
const librariesIn = async (root: string | undefined): Promise<{ libraries?: string }> => {
  if (root === undefined) return {};
  const folders = await readdir(join(root, 'usr/lib'));
  const machine = folders.find((name) => name.includes('-linux-gnu'));
  if (machine === undefined) throw new Error(`no libraries were unpacked into ${root}`);
  return { libraries: join(root, 'usr/lib', machine) };
};
