import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A process of this machine that runs. */
export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  /** When it began, in the system's own words: a pid is used again after a while. */
  readonly began: string;
  /** The command line's words; one word where the process wrote a title of its own. */
  readonly words: readonly string[];
}

/** Undefined when there is no such process, or it has ended and only waits for its parent to notice. */
export const lookAtProcess = async (pid: number): Promise<RunningProcess | undefined> =>
  process.platform === 'linux' ? lookInProc(pid) : askPs(pid);

/** @returns whether this very process, not another with its pid, still runs */
export const isStillRunning = async ({
  pid,
  began,
}: Pick<RunningProcess, 'pid' | 'began'>): Promise<boolean> =>
  (await lookAtProcess(pid))?.began === began;

/** proc(5): the state is field 3 of stat, the parent 4, the beginning 22, in clock ticks since boot. */
const lookInProc = async (pid: number): Promise<RunningProcess | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // the second field, the program's name, may hold anything, brackets included
  const [state, parent, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (stat === '' || isOver(state)) return undefined;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const words = command.split('\0').filter((word) => word !== '');
  return { pid, parent: Number(parent), began: fields[17] ?? '', words };
};

/** Where there is no /proc. Words with spaces come apart. */
const askPs = async (pid: number): Promise<RunningProcess | undefined> => {
  const columns = ['ppid=', 'stat=', 'lstart=', 'args='].flatMap((column) => ['-o', column]);
  const said = await promisify(execFile)('ps', [...columns, '-p', String(pid)], {
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
  }).catch(() => undefined);
  const [parent, state, ...rest] = (said?.stdout ?? '').trim().split(/\s+/);
  if (isOver(state)) return undefined;
  // lstart: Sun Nov 22 07:16:27 2026
  return { pid, parent: Number(parent), began: rest.slice(0, 5).join(' '), words: rest.slice(5) };
};

/** Zombie, or dead and about to go. */
const isOver = (state: string | undefined): boolean => state === undefined || /^[ZXx]/.test(state);
