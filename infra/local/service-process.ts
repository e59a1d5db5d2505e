import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { KuvertError } from '@kuvert/shared/errors';

export interface ServiceOptions {
  readonly name: 'ingest' | 'mailbox' | 'outbound';
  /** The whole environment: nothing of ours is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Its log lines are appended here. */
  readonly logFile: string;
  /** True runs the compiled output, as images do. */
  readonly compiled: boolean;
}

export interface ServiceProcess {
  readonly pid: number;
  /** Resolves with what happened when the process is gone. */
  readonly ended: Promise<string>;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
  stop(): Promise<void>;
}

const readyWithinMs = 60_000;
const stopWithinMs = 12_000;

/** Starts a service as a process of its own and waits until it says that it is ready. */
export const startService = async (options: ServiceOptions): Promise<ServiceProcess> => {
  const log = openSync(options.logFile, 'a', 0o600);
  const child = spawn(process.execPath, programOf(options), {
    env: { ...options.environment, ...(options.compiled ? {} : compileCache()) },
    stdio: ['ignore', log, 'pipe', 'ipc'],
  });
  closeSync(log);
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4_000);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) =>
      resolve(complaint.trim() || `ended with ${signal ?? code}`),
    );
    child.once('error', (error) => resolve(error.message));
  });
  await untilReady(child, ended, options.name);
  return {
    pid: child.pid ?? 0,
    ended,
    kill: (signal) => child.kill(signal),
    stop: async () => {
      child.kill('SIGTERM');
      const cut = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
      await ended;
      clearTimeout(cut);
    },
  };
};

/** Where this process has its sources compiled, services have theirs: else each start compiles a thousand files anew. */
const compileCache = (): Readonly<Record<string, string>> => {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
};

const programOf = ({ compiled, name }: ServiceOptions): string[] => {
  const root = new URL(import.meta.url.endsWith('.ts') ? '../../' : '../../../', import.meta.url);
  return compiled
    ? [fileURLToPath(new URL(`services/${name}/dist/main.js`, root))]
    : ['--conditions=development', fileURLToPath(new URL(`services/${name}/src/main.ts`, root))];
};

const untilReady = async (
  child: ChildProcess,
  ended: Promise<string>,
  name: string,
): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const ready = new Promise<'ready'>((resolve) => child.once('message', () => resolve('ready')));
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`not ready after ${readyWithinMs / 1000} s`), readyWithinMs);
  });
  const outcome = await Promise.race([ready, ended, late]);
  clearTimeout(timer);
  if (outcome === 'ready') return;
  child.kill('SIGKILL');
  throw new KuvertError('configuration-wrong', `${name} did not start: ${outcome}`);
};
