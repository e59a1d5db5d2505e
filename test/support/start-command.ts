import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import { productionSettings } from '@kuvert/infra/local/production-settings';

import { checkout } from './test-house.ts';

/** `pnpm start`, or another of the house's commands, running as a process of its own. */
export interface RunningCommand {
  readonly pid: number;
  /** All that it wrote so far, to both streams. */
  readonly output: () => string;
  /** Resolves when this was written. @throws Error with the output when it ended before, or took too long */
  readonly said: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Resolves with the exit status when it has ended; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly child: ChildProcess;
}

const patienceMs = 120_000;

interface CommandOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Ours, and what the test runner and the package manager say to their own children. */
const notPassedOn = /^(NODE_(ENV|OPTIONS|CHANNEL_FD)|INIT_CWD|VITEST.*|TEST|KUVERT_.*)$/;

const passedOn = (): NodeJS.ProcessEnv => {
  const left = new Set(productionSettings(process.env));
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !left.has(name) && !notPassedOn.test(name)),
  );
};

/** Runs a program in a process group of its own, as a terminal does. */
export const runCommand = (
  [program, ...words]: readonly [string, ...string[]],
  { environment, cwd = checkout }: CommandOptions,
): RunningCommand => {
  const child = spawn(program, words, {
    cwd,
    env: { ...passedOn(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const heard = new EventTarget();
  const hear = (): boolean => heard.dispatchEvent(new Event('output'));
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      hear();
    });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status));
  });
  return {
    pid: child.pid ?? 0,
    child,
    ended,
    output: () => output,
    said: async (pattern) => {
      const giveUp = AbortSignal.timeout(patienceMs);
      const over = ended.then(() => 'over' as const);
      for (;;) {
        const found = pattern.exec(output);
        if (found) return found;
        const news = new Promise((resolve) => {
          heard.addEventListener('output', resolve, { once: true, signal: giveUp });
          giveUp.addEventListener('abort', resolve, { once: true });
        });
        const outcome = await Promise.race([news, over]);
        if ((outcome === 'over' || giveUp.aborted) && !pattern.test(output))
          throw new Error(`never said ${String(pattern)}:\n${output}`);
      }
    },
  };
};

/** A script of `infra/local` by this Node itself, as the package manager's script runs it: quicker than by way of npx. */
export const local = (script: 'start' | 'fax', ...words: string[]): [string, ...string[]] => [
  process.execPath,
  '--conditions=development',
  '--import',
  './infra/local/check-node.mjs',
  join(checkout, 'infra/local', `${script}.ts`),
  ...words,
];

/** Exactly what the README says. */
export const byNpx = (...words: string[]): [string, ...string[]] => [
  'npx',
  '-y',
  'pnpm@12',
  ...words,
];
