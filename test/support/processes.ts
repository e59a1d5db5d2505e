import { readdir, readFile } from 'node:fs/promises';

import {
  isStillRunning,
  lookAtProcess,
  type RunningProcess,
} from '@kuvert/platform/system/processes';

/** Every process of this machine. */
const allProcesses = async (): Promise<readonly RunningProcess[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(lookAtProcess));
  return found.filter((process) => process !== undefined);
};

/** A process and all that it started, and that they started. */
export const familyOf = async (pid: number): Promise<readonly RunningProcess[]> => {
  const all = await allProcesses();
  const family = all.filter((process) => process.pid === pid);
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid));
  return family;
};

/** Processes that have to do with a text, such as a data folder's path: by their command line or environment. */
export const processesNaming = async (text: string): Promise<readonly RunningProcess[]> => {
  const naming: RunningProcess[] = [];
  for (const process of await allProcesses()) {
    const environment = await readFile(`/proc/${process.pid}/environ`, 'utf8').catch(() => '');
    if (process.words.some((word) => word.includes(text)) || environment.includes(text))
      naming.push(process);
  }
  return naming;
};

/** The command lines of those that still run. */
export const stillRunning = async (
  processes: readonly RunningProcess[],
): Promise<readonly string[]> => {
  const alive = await Promise.all(processes.map(isStillRunning));
  return processes.filter((_, index) => alive[index]).map(({ words }) => words.join(' '));
};
