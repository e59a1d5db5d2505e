import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** A service in a process of its own, to be killed and started again on the same data. */
export interface CrashingProcess {
  readonly ended: Promise<void>;
  readonly hasEnded: () => boolean;
  stop(): Promise<void>;
}

/** Starts a program of this folder; resolves when it is ready, or dead. */
export const startCrashing = async (
  program: 'crashing-ingest.ts' | 'crashing-mailbox.ts' | 'crashing-outbound.ts',
  environment: Readonly<Record<string, string>>,
): Promise<CrashingProcess> => {
  const child = spawn(
    process.execPath,
    ['--conditions=development', join(import.meta.dirname, program)],
    { env: { ...compiled(), ...environment }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  let over = false;
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      over = true;
      resolve();
    }),
  );
  await Promise.race([untilReady(child), ended]);
  return {
    ended,
    hasEnded: () => over,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};

/** Where sources are compiled to, by the run's setup. */
const compiled = (): Readonly<Record<string, string>> => {
  const folder = process.env['NODE_COMPILE_CACHE'];
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
};

const untilReady = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => child.once('message', () => resolve()));
