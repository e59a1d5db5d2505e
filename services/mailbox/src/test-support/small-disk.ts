import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';

/** A file system of its own, so small that it is full at once. */
export interface SmallDisk {
  readonly path: string;
  stop(): Promise<void>;
}

const apart = ['--user', '--map-root-user', '--mount'];

/** Linux lets everybody mount in a namespace of their own, unless it is told not to. */
export const canMount = (): boolean => spawnSync('unshare', [...apart, 'true']).status === 0;

/** Mounted for a child process alone, seen through it, and gone with it. */
export const startSmallDisk = async (kibibytes: number): Promise<SmallDisk> => {
  const folder = await mkdtemp(join(tmpdir(), 'kuvert-small-disk-'));
  const script = `mount -t tmpfs -o size=${kibibytes}k,mode=777 tmpfs "$1" && echo ready && exec cat`;
  const child = spawn('unshare', [...apart, 'sh', '-c', script, 'sh', folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => {
      throw new Error('the small disk could not be mounted');
    }),
  ]);
  return {
    path: `/proc/${child.pid}/root${folder}`,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
};
