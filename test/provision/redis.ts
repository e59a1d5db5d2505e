import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@kuvert/platform/postgres/free-port';
import { startChild } from './child.ts';
import { provision } from './provision.ts';
import { settingsFrom } from './settings.ts';
import type { ProvisionSettings } from './settings.ts';
import { withAttempts } from './with-attempts.ts';

export interface RunningRedis {
  /** With a password, as a production server has one. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a Redis of one's own on a free port of the loopback, without persistence; or uses the one in the settings. */
export const startRedis = async (
  settings: ProvisionSettings = settingsFrom(process.env),
): Promise<RunningRedis> => {
  if (settings.redisUrl) return { url: settings.redisUrl, stop: async () => undefined };
  const program = (await provision(['redis'], settings)).program('redis-server');
  const folder = await mkdtemp(join(tmpdir(), 'kuvert-redis-'));
  const password = randomBytes(16).toString('hex');
  const { port, child } = await withAttempts(async () => {
    const port = await freePort();
    const options = {
      port: String(port),
      bind: '127.0.0.1',
      dir: folder,
      save: '',
      appendonly: 'no',
      requirepass: password,
    };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    const child = await startChild(program, args, folder);
    await child.said(/Ready to accept connections/, 10_000);
    return { port, child };
  });
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    stop: async () => {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
