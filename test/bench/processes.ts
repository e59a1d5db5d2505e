import { readFile } from 'node:fs/promises';

const KIB = 1024;

/** Process ids of a process's children, by Linux's /proc. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'latin1');
  return text.split(/\s+/).filter(Boolean).map(Number);
}

/** Resident bytes of a process: now, and at most so far. */
export async function residentBytesOf(pid: number): Promise<{ now: number; most: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1');
  const field = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * KIB;
  return { now: field('VmRSS'), most: field('VmHWM') };
}
