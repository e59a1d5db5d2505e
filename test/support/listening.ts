import { readdir, readFile, readlink } from 'node:fs/promises';

import type { RunningProcess } from '@kuvert/platform/system/processes';

/** proc_net_tcp(5): local address, remote address, state; 0A is LISTEN. */
const listenState = '0A';

/** The addresses, as the kernel writes them (hexadecimal, `0100007F:1F90`), at which these processes listen. */
export const listeningAt = async (
  processes: readonly RunningProcess[],
): Promise<readonly string[]> => {
  const inodes = new Set<string>();
  for (const { pid } of processes) for (const inode of await socketsOf(pid)) inodes.add(inode);
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  return tables
    .flatMap((table) => table.split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === listenState && inodes.has(fields[9] ?? ''))
    .map((fields) => fields[1] ?? '');
};

const socketsOf = async (pid: number): Promise<readonly string[]> => {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const links = await Promise.all(
    names.map((name) => readlink(`${folder}/${name}`).catch(() => '')),
  );
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
};
