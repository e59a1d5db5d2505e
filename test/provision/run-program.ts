import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds; two minutes unless told. */
  readonly timeoutMs?: number;
}

export interface Ran {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. @throws Error when it can't be started. */
export const runToEnd = (
  command: string,
  args: readonly string[],
  { cwd, env = {}, timeoutMs = 120_000 }: RunOptions = {},
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, LC_ALL: 'C', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (status) =>
      resolve({
        status,
        stdout: String(Buffer.concat(stdout)),
        stderr: String(Buffer.concat(stderr)),
      }),
    );
  });

/** Runs a program that must succeed. @throws Error with the last lines that it wrote. */
export const runProgram = async (
  command: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<string> => {
  const { status, stdout, stderr } = await runToEnd(command, args, options);
  if (status !== 0) {
    const said = (stderr || stdout).trim().split('\n').slice(-5).join('\n');
    throw new Error(`${command} ended with ${status ?? 'a signal'}: ${said}`);
  }
  return stdout;
};
