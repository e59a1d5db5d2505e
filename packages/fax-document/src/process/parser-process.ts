import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { FaxDocumentError } from '../errors.ts';
import { readReply, type Job, type Reply } from './protocol.ts';
import { residentBytes } from './resident-memory.ts';

/** What one job may cost before its process is killed. */
export interface JobLimits {
  readonly timeoutMs: number;
  readonly maxResidentBytes: number;
}

const MEMORY_INTERVAL_MS = 100;
const START_TIMEOUT_MS = 30_000;
/** The end of what a child that doesn't start prints, for the error's cause. */
const KEPT_STDERR = 2048;

/** The child runs as the source does: from `.ts` by type stripping, from `.js` when compiled. */
const CHILD = new URL(
  import.meta.url.endsWith('.ts') ? './child.ts' : './child.js',
  import.meta.url,
);

/**
 * Node's permission model takes from the child what parsing doesn't need: writing files and starting
 * processes. It is no wall against code that took over the process, only one more door to open.
 */
const CHILD_FLAGS = [
  '--no-warnings',
  '--permission',
  '--allow-fs-read=*',
  '--allow-addons',
  '--allow-worker',
];

/** One child process that parses, one job at a time. Once it was killed it is of no more use. */
export class ParserProcess {
  readonly #child: ChildProcess;
  readonly #ready: Promise<Reply>;
  readonly #exited: Promise<unknown>;
  #stderr = '';
  #jobs = 0;

  constructor() {
    this.#child = fork(CHILD, [], {
      cwd: '/',
      env: {},
      execArgv: CHILD_FLAGS,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#exited = once(this.#child, 'exit');
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('latin1')).slice(-KEPT_STDERR);
    });
    this.#ready = this.#nextReply(START_TIMEOUT_MS).catch((cause: unknown) => {
      throw new FaxDocumentError('engine-unavailable', 'No parser could be started.', { cause });
    });
    // Whoever runs a job awaits it; until then a failed start is no unhandled rejection.
    this.#ready.catch(() => undefined);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Jobs that it was given so far. */
  get jobs(): number {
    return this.#jobs;
  }

  get alive(): boolean {
    return (
      this.#child.exitCode === null && this.#child.signalCode === null && this.#child.connected
    );
  }

  /** Resolves when the child can take work. */
  async ready(): Promise<void> {
    await this.#ready;
  }

  /**
   * Gives the child a job and waits for its answer. When a limit is passed the child is killed.
   *
   * @throws FaxDocumentError `time-limit`, `memory-limit`, `engine-failed`; `engine-unavailable` when it
   * never started
   */
  async run(job: Job, limits: JobLimits): Promise<Reply> {
    await this.#ready;
    this.#jobs++;
    const reply = this.#nextReply(limits.timeoutMs);
    const memory = this.#watchMemory(limits.maxResidentBytes);
    try {
      this.#child.send(job, (error) => {
        if (error) this.kill();
      });
      return await Promise.race([reply, memory.exceeded]);
    } finally {
      memory.stop();
      reply.catch(() => undefined);
    }
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Kills the child and waits until it is gone. */
  async end(): Promise<void> {
    this.hold(true);
    this.kill();
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.#exited;
  }

  /** Whether the child keeps the parent's event loop alive: only while it works. */
  hold(working: boolean): void {
    const handles = [this.#child, this.#child.channel, this.#child.stderr];
    for (const handle of handles) {
      if (handle && 'ref' in handle) (working ? ref : unref)(handle);
    }
  }

  #nextReply(timeoutMs: number): Promise<Reply> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit).off('error', onError);
        act();
      };
      const fail = (error: FaxDocumentError): void => {
        settle(() => {
          this.kill();
          reject(error);
        });
      };
      const onMessage = (message: unknown): void => {
        const reply = readReply(message);
        if (reply) settle(() => resolve(reply));
        else fail(new FaxDocumentError('engine-failed', 'The parser answered nonsense.'));
      };
      const onExit = (): void => fail(this.#ended());
      const onError = (cause: Error): void =>
        fail(new FaxDocumentError('engine-failed', 'The parser can’t be reached.', { cause }));
      const timer = setTimeout(
        () => fail(new FaxDocumentError('time-limit', `Not done within ${timeoutMs} ms.`)),
        timeoutMs,
      );
      child.on('message', onMessage).on('exit', onExit).on('error', onError);
    });
  }

  #ended(): FaxDocumentError {
    // What a child prints while it parses might quote the document; before that it is its start.
    const cause = this.#jobs === 0 && this.#stderr ? new Error(this.#stderr) : undefined;
    return new FaxDocumentError('engine-failed', 'The parser ended unexpectedly.', { cause });
  }

  #watchMemory(maxBytes: number): { exceeded: Promise<never>; stop: () => void } {
    const { promise: exceeded, reject } = Promise.withResolvers<never>();
    const look = async (): Promise<void> => {
      const { pid } = this;
      const bytes = pid === undefined ? undefined : await residentBytes(pid);
      if (bytes === undefined || bytes <= maxBytes) return;
      // First the reason, then the end that it leads to.
      reject(new FaxDocumentError('memory-limit', `More than ${maxBytes} bytes of memory.`));
      this.kill();
    };
    const timer = setInterval(() => void look(), MEMORY_INTERVAL_MS);
    return { exceeded, stop: () => clearInterval(timer) };
  }
}

interface Refable {
  ref(): unknown;
  unref(): unknown;
}

// The types leave out `ref` for pipes and the channel, which have it as every handle has.
const ref = (handle: object): unknown => (handle as Refable).ref();
const unref = (handle: object): unknown => (handle as Refable).unref();
