import { basename } from 'node:path';

import {
  isStillRunning,
  lookAtProcess,
  type RunningProcess,
} from '@kuvert/platform/system/processes';

const everyMs = 500;
const launchers = /^(npm|npx|pnpm|pnpx|pn)(-cli)?(\.[cm]?js)?$/;
const shells = /^(sh|dash|bash|zsh)$/;

/**
 * Calls `gone` once when a launcher that started us has ended, or anything between it and us: a killed npx leaves
 * pnpm and its shell behind, so that looking at one's own parent isn't enough. Started by hand, nothing is watched.
 */
export const watchLaunchers = async (gone: () => void): Promise<void> => {
  const watched = await launchersAbove(process.ppid);
  if (watched.length === 0) return;
  const look = async (): Promise<void> => {
    const alive = await Promise.all(watched.map(isStillRunning));
    if (alive.every(Boolean)) return;
    clearInterval(timer);
    gone();
  };
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
};

/** From the parent up to the outermost launcher, the shells between them included. */
const launchersAbove = async (parent: number): Promise<readonly RunningProcess[]> => {
  const above: RunningProcess[] = [];
  let outermost = 0;
  for (let pid = parent; pid > 1;) {
    const found = await lookAtProcess(pid);
    if (!found) break;
    const kind = kindOf(found.words);
    if (kind === 'other') break;
    above.push(found);
    if (kind === 'launcher') outermost = above.length;
    pid = found.parent;
  }
  return above.slice(0, outermost);
};

/** What a command line is: `npm exec pnpm@12 start` (a title of its own), `node …/npx-cli.js …`, `sh -c …`. */
export const kindOf = (words: readonly string[]): 'launcher' | 'shell' | 'other' => {
  const [program = '', ...rest] = words.length === 1 ? (words[0] ?? '').split(' ') : words;
  const script = rest.find((word) => !word.startsWith('-')) ?? '';
  const name = basename(program);
  if (launchers.test(name)) return 'launcher';
  if (shells.test(name) && /^-\w*c/.test(rest[0] ?? '')) return 'shell';
  return name === 'node' && launchers.test(basename(script)) ? 'launcher' : 'other';
};
