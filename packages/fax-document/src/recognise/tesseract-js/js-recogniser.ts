import { JobProcess, type JobProgram } from '../../process/job-process.ts';
import type { RecognisedLine, RecognitionLanguage, Turn } from '../../recognition.ts';
import { netpbm, type PageRaster } from '../page-raster.ts';
import { sureTurn } from '../read-orientation.ts';
import { readTsv } from '../read-tsv.ts';
import { RecogniserFault, type TextRecogniser } from '../text-recogniser.ts';
import { readReadingReply, type ReadingJob, type ReadingReply } from './protocol.ts';

const PROGRAM: JobProgram<ReadingReply> = {
  module: new URL('./child', import.meta.url),
  readReply: readReadingReply,
};

/** WebAssembly's memory never shrinks. */
const PAGES_PER_PROCESS = 200;
/** An idle child keeps some 150 MiB. */
const KEPT_IDLE_MS = 60_000;
/** Whoever asks has a time-out of its own; this one ends what was forgotten. */
const LONGEST_PAGE_MS = 900_000;

type Child = JobProcess<ReadingJob, ReadingReply>;

/** Tesseract in WebAssembly, in child processes that are kept warm for the next page. */
export class JsRecogniser implements TextRecogniser {
  readonly name = 'tesseract.js';
  readonly #maxResidentBytes: number;
  readonly #children = new Set<Child>();
  readonly #idle = new Map<Child, NodeJS.Timeout>();

  constructor(maxResidentBytes: number) {
    this.#maxResidentBytes = maxResidentBytes;
  }

  async read(
    page: PageRaster,
    language: RecognitionLanguage,
    signal: AbortSignal,
  ): Promise<readonly RecognisedLine[]> {
    const job = { kind: 'read', picture: netpbm(page), dpi: page.dpi, language } as const;
    const reply = await this.#run(job, signal);
    if (reply.kind !== 'read') throw new RecogniserFault('tesseract.js gave up on a page.');
    return readTsv(reply.tsv, page);
  }

  async orientation(page: PageRaster, signal: AbortSignal): Promise<Turn | undefined> {
    const job = { kind: 'orientation', picture: netpbm(page), dpi: page.dpi } as const;
    const reply = await this.#run(job, signal);
    if (reply.kind !== 'orientation') throw new RecogniserFault('tesseract.js gave up on a page.');
    return sureTurn(reply.degrees ?? Number.NaN, reply.confidence);
  }

  async close(): Promise<void> {
    for (const timer of this.#idle.values()) clearTimeout(timer);
    this.#idle.clear();
    await Promise.all([...this.#children].map((child) => child.end()));
    this.#children.clear();
  }

  async #run(job: ReadingJob, signal: AbortSignal): Promise<ReadingReply> {
    signal.throwIfAborted();
    const child = this.#take();
    const kill = (): void => child.kill();
    signal.addEventListener('abort', kill, { once: true });
    const limits = { timeoutMs: LONGEST_PAGE_MS, maxResidentBytes: this.#maxResidentBytes };
    try {
      const reply = await child.run(job, limits);
      if (reply.kind === 'failed') child.kill();
      return reply;
    } catch (error) {
      child.kill();
      if (signal.aborted) throw signal.reason;
      throw new RecogniserFault('tesseract.js is gone.', { cause: error });
    } finally {
      signal.removeEventListener('abort', kill);
      await this.#release(child);
    }
  }

  #take(): Child {
    for (const [child, timer] of this.#idle) {
      clearTimeout(timer);
      this.#idle.delete(child);
      child.hold(true);
      if (child.alive) return child;
      this.#children.delete(child);
    }
    const child: Child = new JobProcess(PROGRAM);
    this.#children.add(child);
    return child;
  }

  async #release(child: Child): Promise<void> {
    if (!child.alive || child.jobs >= PAGES_PER_PROCESS) {
      await child.end();
      this.#children.delete(child);
      return;
    }
    child.hold(false);
    const timer = setTimeout(() => {
      this.#idle.delete(child);
      void child.end().then(() => this.#children.delete(child));
    }, KEPT_IDLE_MS);
    this.#idle.set(child, timer.unref());
  }
}
