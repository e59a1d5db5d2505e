import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { FaxDocumentError } from '../errors.ts';
import { watchMemory } from './memory-watch.ts';

/** What one job may cost before its process is killed. */
export interface JobLimits {
  readonly timeoutMs: number;
  readonly maxResidentBytes: number;
}

const START_TIMEOUT_MS = 30_000;
/** The end of what a child that doesn't start prints, for the error's cause. */
const KEPT_STDERR = 2048;

/** What a child runs and how its answers are read. */
export interface JobProgram<Reply> {
  /** The module, without its ending: it runs as the source does, from `.ts` or, compiled, from `.js`. */
  readonly module: URL;
  /** Undefined for what is no answer: the child may have been taken over by what it was given. */
  readonly readReply: (message: unknown) => Reply | undefined;
}

const ENDING = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

/**
 * Node's permission model takes from the child what its jobs don't need: writing files and starting
 * processes. It is no wall against code that took over the process, only one more door to open.
 */
const CHILD_FLAGS = [
  '--no-warnings',
  '--permission',
  '--allow-fs-read=*',
  '--allow-addons',
  '--allow-worker',
  // MiB. Pixels lie outside of V8's heap, and are freed when it collects: often, in a small one.
  '--max-semi-space-size=1',
];

/**
 * All that a child is told. Without this glibc gives each thread a heap of its own, and memory that one
 * of them freed is of no use to the others: a child grew by half while it converted.
 */
const CHILD_ENVIRONMENT = { MALLOC_ARENA_MAX: '1' };

/**
 * One child process that does jobs, one at a time; its first reply says that it is ready. Once it was
 * killed it is of no more use.
 */
export class JobProcess<Job extends object, Reply> {
  readonly #program: JobProgram<Reply>;
  readonly #child: ChildProcess;
  readonly #ready: Promise<Reply>;
  readonly #exited: Promise<unknown>;
  #stderr = '';
  #jobs = 0;

  constructor(program: JobProgram<Reply>) {
    this.#program = program;
    this.#child = fork(new URL(`${program.module.href}${ENDING}`), [], {
      cwd: '/',
      env: CHILD_ENVIRONMENT,
      execArgv: CHILD_FLAGS,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#exited = once(this.#child, 'exit');
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('latin1')).slice(-KEPT_STDERR);
    });
    this.#ready = this.#nextReply(START_TIMEOUT_MS).catch((cause: unknown) => {
      throw new FaxDocumentError('engine-unavailable', 'No child process could be started.', {
        cause,
      });
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
    const { killed, exitCode, signalCode, connected } = this.#child;
    return !killed && exitCode === null && signalCode === null && connected;
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
    const memory = watchMemory(this.#child, limits.maxResidentBytes);
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
        const reply = this.#program.readReply(message);
        if (reply) settle(() => resolve(reply));
        else fail(new FaxDocumentError('engine-failed', 'The child process answered nonsense.'));
      };
      const onExit = (): void => fail(this.#ended());
      const onError = (cause: Error): void =>
        fail(
          new FaxDocumentError('engine-failed', 'The child process can’t be reached.', { cause }),
        );
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
    return new FaxDocumentError('engine-failed', 'The child process ended unexpectedly.', {
      cause,
    });
  }
}

interface Refable {
  ref(): unknown;
  unref(): unknown;
}

// The types leave out `ref` for pipes and the channel, which have it as every handle has.
const ref = (handle: object): unknown => (handle as Refable).ref();
const unref = (handle: object): unknown => (handle as Refable).unref();
