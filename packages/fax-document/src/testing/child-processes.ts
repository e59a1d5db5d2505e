import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of this process's children, by Linux's /proc; none on other systems. */
export function childProcesses(): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => parentOf(pid) === process.pid);
}

/** proc(5): `pid (comm) state ppid …`; a command's name may have brackets in it. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : Number(parent);
  } catch {
    return undefined; // It ended while we looked.
  }
}
