import { spawn } from 'node:child_process';
import { findProgram } from './find-program.ts';
import type { Program } from './provision.ts';

/** A server that runs as a child of this process. */
export interface Child {
  readonly pid: number;
  /** The last that it wrote, to either stream. */
  output(): string;
  /** Resolves when `pattern` was written. @throws Error when it ended, or was stopped after `timeoutMs`. */
  said(pattern: RegExp, timeoutMs: number): Promise<void>;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  /** Kills it and waits. What it holds is throw-away. */
  stop(): Promise<void>;
}

const keptOutput = 32_768;

/** Starts a server that ends with this process, however that ends. */
export const startChild = async (
  program: Pick<Program, 'command' | 'env'>,
  args: readonly string[],
  cwd: string,
): Promise<Child> => {
  const [command, ...rest] = await dyingWithParent([program.command, ...args]);
  const child = spawn(command, rest, {
    cwd,
    env: { ...process.env, ...program.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const heard = new EventTarget();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      written = (written + chunk.toString()).slice(-keptOutput);
      heard.dispatchEvent(new Event('output'));
    });
  }
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      process.off('exit', kill);
      heard.dispatchEvent(new Event('output'));
      resolve();
    };
    child.once('exit', end);
    child.once('error', (error) => {
      written += String(error);
      end();
    });
  });
  const hasEnded = (): boolean =>
    child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    output: () => written,
    ended,
    said: (pattern, timeoutMs) =>
      new Promise((resolve, reject) => {
        const settle = (error?: Error): void => {
          clearTimeout(timer);
          heard.removeEventListener('output', look);
          if (error) reject(error);
          else resolve();
        };
        const failure = (how: string): Error =>
          new Error(`${program.command} ${how}: ${written.slice(-2000)}`);
        const look = (): void => {
          if (pattern.test(written)) settle();
          else if (hasEnded()) settle(failure('ended'));
        };
        const timer = setTimeout(() => {
          kill();
          settle(failure('is not ready'));
        }, timeoutMs);
        heard.addEventListener('output', look);
        look();
      }),
    stop: async () => {
      kill();
      await ended;
    },
  };
};

/** Linux's parent-death signal covers a killed parent too, which no handler in the parent can. */
const dyingWithParent = async (
  command: readonly [string, ...string[]],
): Promise<readonly [string, ...string[]]> => {
  const setpriv = await findProgram('setpriv', '/usr/bin:/bin');
  return setpriv ? [setpriv, '--pdeathsig', 'KILL', '--', ...command] : command;
};
