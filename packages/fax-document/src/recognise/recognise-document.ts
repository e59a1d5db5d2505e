import { FaxDocumentError } from '../errors.ts';
import type { RecognisedPage, Recognition, RecognitionLanguage } from '../recognition.ts';
import { batchesOf, type FetchPages } from './fetch-pages.ts';
import type { PageToRead } from './pages-to-read.ts';
import { recognisePage } from './recognise-page.ts';
import type { Slots } from './slots.ts';
import { readPage, unreadPage } from './sureness.ts';
import { RecogniserFault, type TextRecogniser } from './text-recogniser.ts';

/** What to read, how long, and who is told. */
export interface RecognitionOptions {
  readonly language: RecognitionLanguage;
  /** Ends the work and the processes that do it; the recognition then fails with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** A page that takes longer is `timed-out`. A minute when not given. */
  readonly pageTimeoutMs?: number | undefined;
  /** Pages that are not done by then are `timed-out`. A quarter of an hour when not given. */
  readonly documentTimeoutMs?: number | undefined;
  /** Told after each page that was looked at. `page` is from 1; pages come in any order. */
  readonly onPage?: ((done: number, total: number, page: number) => void) | undefined;
}

const PAGE_TIMEOUT_MS = 60_000;
const DOCUMENT_TIMEOUT_MS = 900_000;

/** What the reading of a document needs. */
export interface RecognitionPorts {
  readonly fetchPages: FetchPages;
  /** Asked for when the first page needs it. */
  readonly recogniser: () => Promise<TextRecogniser>;
  /** Pages that are read at once, of all documents. */
  readonly slots: Slots;
}

/**
 * Reads a document, several pages at a time, the next ones fetched meanwhile. When it settles nothing
 * of it runs any more.
 *
 * @throws FaxDocumentError when the document is refused, or its time is over before anything is known
 * of it (`time-limit`); the signal's reason
 */
export async function recogniseDocument(
  ports: RecognitionPorts,
  options: RecognitionOptions,
): Promise<Recognition> {
  const reading = new DocumentReading(ports, options);
  let earlier: Promise<unknown> = Promise.resolve();
  let total: number | undefined;
  try {
    for await (const batch of batchesOf(ports.fetchPages, reading.signal)) {
      total = batch.total;
      const started = batch.pages.map((page, index) =>
        reading.start(page, batch.first + index, batch.total),
      );
      // One batch is read while the next one is fetched, and no more are held.
      await earlier;
      earlier = Promise.allSettled(started);
    }
  } catch (error) {
    if (!reading.isOver) throw error;
  } finally {
    await reading.settled();
  }
  return reading.finish(total);
}

class DocumentReading {
  readonly #ports: RecognitionPorts;
  readonly #options: RecognitionOptions;
  /** Aborts for the caller or for the document's own time. */
  readonly signal: AbortSignal;
  readonly #pages: Promise<RecognisedPage>[] = [];
  #done = 0;
  #used: TextRecogniser['name'] | 'text-layer' | undefined;

  constructor(ports: RecognitionPorts, options: RecognitionOptions) {
    this.#ports = ports;
    this.#options = options;
    const deadline = AbortSignal.timeout(options.documentTimeoutMs ?? DOCUMENT_TIMEOUT_MS);
    this.signal = AbortSignal.any([deadline, ...(options.signal ? [options.signal] : [])]);
  }

  /** No page will be read any more. */
  get isOver(): boolean {
    return this.signal.aborted;
  }

  start(page: PageToRead, index: number, total: number): Promise<RecognisedPage> {
    const reading = this.#outcomeOf(page).finally(() => {
      this.#options.onPage?.(++this.#done, total, index + 1);
    });
    this.#pages.push(reading);
    reading.catch(() => undefined);
    return reading;
  }

  settled(): Promise<unknown> {
    return Promise.allSettled(this.#pages);
  }

  async finish(total: number | undefined): Promise<Recognition> {
    this.#options.signal?.throwIfAborted();
    if (total === undefined) throw new FaxDocumentError('time-limit', 'No page came in time.');
    const pages = await Promise.all(this.#pages);
    while (pages.length < total) pages.push(unreadPage('timed-out'));
    const recogniser = this.#used ?? (await this.#ports.recogniser()).name;
    return { language: this.#options.language, recogniser, pages };
  }

  async #outcomeOf(page: PageToRead): Promise<RecognisedPage> {
    switch (page.kind) {
      case 'blank':
        return unreadPage('blank');
      case 'unreadable':
        return unreadPage('failed');
      case 'text':
        this.#used ??= 'text-layer';
        return readPage(page.lines, 0);
      case 'raster':
        return this.#read(page);
      default:
        return page satisfies never;
    }
  }

  async #read({ raster }: PageToRead & { kind: 'raster' }): Promise<RecognisedPage> {
    const { slots } = this.#ports;
    const { language, signal: callers, pageTimeoutMs = PAGE_TIMEOUT_MS } = this.#options;
    const recogniser = await this.#ports.recogniser();
    this.#used = recogniser.name;
    try {
      return await slots.run(() => {
        const signal = AbortSignal.any([this.signal, AbortSignal.timeout(pageTimeoutMs)]);
        return recognisePage(recogniser, raster, language, signal);
      }, this.signal);
    } catch (error) {
      callers?.throwIfAborted();
      if (error instanceof RecogniserFault) return unreadPage('failed');
      if (isTimeout(error)) return unreadPage('timed-out');
      throw error;
    }
  }
}

const isTimeout = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'TimeoutError';
