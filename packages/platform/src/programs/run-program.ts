import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, open, rm, unlink, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { codeOf } from '@kuvert/shared/errors';
import type { ProgramOutcome, ProgramRun, RunProgram } from '@kuvert/shared/ports/client-program';

/** Runs programs that are found on `path`, in folders of their own below the system's temporary one. */
export const createRunProgram =
  (path: string): RunProgram =>
  async (run) => {
    const folder = await mkdtemp(join(tmpdir(), 'kuvert-program-'));
    let document: FileHandle | undefined;
    try {
      for (const [name, text] of Object.entries(run.files))
        await writeFile(join(folder, name), text, { mode: 0o600 });
      document = run.document && (await nameless(join(folder, '.document'), run.document));
      return await runIn(folder, path, run, document?.fd);
    } finally {
      await document?.close();
      await rm(folder, { recursive: true, force: true });
    }
  };

/** A file that only those who hold it open can read: whatever ends us ends it. */
const nameless = async (path: string, bytes: Uint8Array): Promise<FileHandle> => {
  const file = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
    await file.writeFile(bytes);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
};

const runIn = (
  folder: string,
  path: string,
  run: ProgramRun,
  document: number | undefined,
): Promise<ProgramOutcome> =>
  new Promise((resolve) => {
    const child = spawn(run.program, run.args, {
      cwd: folder,
      env: { LC_ALL: 'C', ...run.env, PATH: path, HOME: folder },
      stdio: ['pipe', 'pipe', 'ignore', document ?? 'ignore'],
      // a session of its own: it has no terminal to ask on, and its children are killed with it
      detached: true,
    });
    let why: 'too-slow' | 'too-much' | undefined;
    const kill = (reason: 'too-slow' | 'too-much'): void => {
      why ??= reason;
      killGroup(child);
    };
    const output = collect(child, run.maxBytes, () => kill('too-much'));
    const timer = setTimeout(() => kill('too-slow'), run.deadlineMs);
    const abort = (): void => kill('too-slow');
    run.signal?.addEventListener('abort', abort, { once: true });
    if (run.signal?.aborted) abort();
    const settle = (outcome: ProgramOutcome): void => {
      clearTimeout(timer);
      run.signal?.removeEventListener('abort', abort);
      resolve(outcome);
    };
    child.once('error', (error) => {
      if (child.pid === undefined) settle({ kind: 'not-started', code: codeOf(error) });
    });
    child.once('close', (status) => {
      if (why !== undefined) settle({ kind: 'killed', why, output: output() });
      else settle({ kind: 'ended', status: status ?? -1, output: output() });
    });
    // it may end without having asked
    child.stdin?.on('error', () => undefined).end(run.input ?? '');
  });

const killGroup = ({ pid }: ChildProcess): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // all of it has ended
  }
};

const collect = (child: ChildProcess, maxBytes: number, tooMuch: () => void): (() => string) => {
  const chunks: Buffer[] = [];
  let length = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > maxBytes) tooMuch();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
};
