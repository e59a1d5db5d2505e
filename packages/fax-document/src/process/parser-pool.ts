import { FaxDocumentError } from '../errors.ts';
import type { JobLimits } from './job-process.ts';
import { ParserProcess } from './parser-process.ts';
import type { Job, Reply } from './protocol.ts';
import { residentBytes } from './resident-memory.ts';

export interface PoolLimits extends JobLimits {
  /** Child processes at most. */
  readonly processes: number;
  /** A child is replaced after so many jobs: memory that PDFium once took never shrinks. */
  readonly jobsPerProcess: number;
}

interface Waiting {
  readonly job: Job;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
  /** It has already lost a child: another loss is its own doing. */
  lostOne: boolean;
  /** Nobody waits for it any more. */
  abandoned: boolean;
  /** The child that works on it. */
  child: ParserProcess | undefined;
}

/** What becomes of a job that runs when its caller's signal aborts. */
export type WhenAborted = 'runs on' | 'is killed';

/** What happens to a child, not to what it was given. */
const LOSSES: ReadonlySet<string> = new Set(['engine-failed', 'engine-unavailable']);

/** Warm child processes and the jobs that wait for them, first come, first served. */
export class ParserPool {
  readonly #limits: PoolLimits;
  readonly #processes = new Set<ParserProcess>();
  readonly #idle: ParserProcess[] = [];
  readonly #waiting: Waiting[] = [];
  #closed = false;

  constructor(limits: PoolLimits) {
    this.#limits = limits;
  }

  /** The children's process ids, for tests and for those who watch. */
  get pids(): readonly number[] {
    return [...this.#processes].flatMap(({ pid }) => pid ?? []);
  }

  /**
   * Runs a job in a child. A signal takes back a job that still waits; one that runs goes on to its
   * end (its limits bound it) and nobody hears its answer, or is killed with its child.
   */
  async run(job: Job, signal?: AbortSignal, whenAborted: WhenAborted = 'runs on'): Promise<Reply> {
    signal?.throwIfAborted();
    if (this.#closed) throw closed();
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    const fresh = { lostOne: false, abandoned: false, child: undefined };
    const waiting: Waiting = { job, resolve, reject, ...fresh };
    const abort = (): void => {
      waiting.abandoned = true;
      if (whenAborted === 'is killed') waiting.child?.kill();
      const at = this.#waiting.indexOf(waiting);
      if (at >= 0) this.#waiting.splice(at, 1);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    this.#waiting.push(waiting);
    this.#dispatch();
    return promise.finally(() => signal?.removeEventListener('abort', abort));
  }

  /**
   * Starts all children now, so that the first jobs don't wait for them; those that were lost or never
   * started are replaced.
   */
  async warm(): Promise<void> {
    if (this.#closed) throw closed();
    for (const child of this.#processes) if (!child.alive) this.#processes.delete(child);
    while (this.#processes.size < this.#limits.processes) this.#idle.push(this.#start());
    await Promise.all([...this.#processes].map((child) => child.ready()));
  }

  /** Ends all children; resolves when none is left. Jobs fail with `engine-failed`. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(closed());
    await Promise.all([...this.#processes].map((child) => child.end()));
    this.#processes.clear();
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const child = this.#take();
      if (child === undefined) return;
      const next = this.#waiting.shift();
      if (next) void this.#work(child, next);
    }
  }

  /** A child that is free, a new one where there is room, or none. */
  #take(): ParserProcess | undefined {
    for (let child = this.#idle.pop(); child !== undefined; child = this.#idle.pop()) {
      if (child.alive) return child;
      this.#processes.delete(child);
    }
    return this.#processes.size < this.#limits.processes ? this.#start() : undefined;
  }

  #start(): ParserProcess {
    const child = new ParserProcess();
    child.hold(false);
    this.#processes.add(child);
    return child;
  }

  async #work(child: ParserProcess, waiting: Waiting): Promise<void> {
    child.hold(true);
    waiting.child = child;
    try {
      const reply = await child.run(waiting.job, this.#limits);
      const isLast = reply.kind === 'refused' && reply.isLast === true;
      if (isLast) child.kill();
      // It may be the doing of a document before this one.
      if (!isLast || child.jobs === 1 || !this.#triesAgain(waiting)) waiting.resolve(reply);
    } catch (error) {
      child.kill();
      this.#fail(waiting, error);
    } finally {
      waiting.child = undefined;
    }
    await this.#release(child);
    if (!this.#closed) this.#dispatch();
  }

  /** A child may be lost for no fault of its job (the system's own memory ran out): one more try. */
  #fail(waiting: Waiting, error: unknown): void {
    const lost = error instanceof FaxDocumentError && LOSSES.has(error.code);
    if (this.#closed) waiting.reject(closed());
    else if (!lost || !this.#triesAgain(waiting)) waiting.reject(error);
  }

  #triesAgain(waiting: Waiting): boolean {
    if (this.#closed || waiting.lostOne || waiting.abandoned) return false;
    waiting.lostOne = true;
    this.#waiting.unshift(waiting);
    return true;
  }

  /** Keeps a healthy child for the next job; ends one that is worn out, big or dead. */
  async #release(child: ParserProcess): Promise<void> {
    if (await this.#isFit(child)) {
      child.hold(false);
      this.#idle.push(child);
      return;
    }
    await child.end();
    this.#processes.delete(child);
  }

  async #isFit(child: ParserProcess): Promise<boolean> {
    if (!child.alive || child.jobs >= this.#limits.jobsPerProcess) return false;
    const bytes = child.pid === undefined ? undefined : await residentBytes(child.pid);
    const small = bytes !== undefined && bytes < this.#limits.maxResidentBytes / 2;
    // Looked at last: a pool that was closed meanwhile waits for this child's end, and no one lets go of it.
    return small && child.alive && !this.#closed;
  }
}

const closed = (): FaxDocumentError =>
  new FaxDocumentError('engine-failed', 'The engine is closed.');
