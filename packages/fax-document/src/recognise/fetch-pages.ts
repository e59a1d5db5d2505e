import { FaxDocumentError } from '../errors.ts';
import type { PageBatch } from './pages-to-read.ts';

/** Asks a parser for pages from `first` (from 0) on, `most` at most; an abort ends the parser's work. */
export type FetchPages = (first: number, most: number, signal: AbortSignal) => Promise<PageBatch>;

/** Pages in a batch at most; their bytes bound it as well. */
const MOST_PAGES = 8;

/** A page that costs its parser too much, or its life, where others of the document don't. */
const COSTLY: ReadonlySet<string> = new Set([
  'time-limit',
  'memory-limit',
  'engine-failed',
  'damaged-beyond-reading',
  'too-complex',
]);

/**
 * A document's pages in batches. One page that the parser can't bear (a bomb among good pages) is
 * unreadable, and the others are still read; when that is all that is known of the document, it throws.
 *
 * @throws FaxDocumentError; the signal's reason when it aborts
 */
export async function* batchesOf(
  fetchPages: FetchPages,
  signal: AbortSignal,
): AsyncGenerator<PageBatch & Place> {
  let total: number | undefined;
  for (let first = 0; total === undefined || first < total;) {
    const batch = await fetchPages(first, MOST_PAGES, signal).catch((error: unknown) =>
      fetchOne((most) => fetchPages(first, most, signal), total, error),
    );
    total = batch.total;
    if (batch.pages.length === 0 && first < total) throw noPages();
    yield { ...batch, first };
    first += batch.pages.length;
  }
}

interface Place {
  /** Of the batch's pages, from 0. */
  readonly first: number;
}

async function fetchOne(
  fetchPages: (most: number) => Promise<PageBatch>,
  total: number | undefined,
  error: unknown,
): Promise<PageBatch> {
  if (!isCostly(error)) throw error;
  try {
    return await fetchPages(1);
  } catch (again) {
    if (!isCostly(again) || total === undefined) throw again;
    return { total, pages: [{ kind: 'unreadable' }] };
  }
}

const isCostly = (error: unknown): boolean =>
  error instanceof FaxDocumentError && COSTLY.has(error.code);

const noPages = (): FaxDocumentError =>
  new FaxDocumentError('engine-failed', 'The parser gave no pages.');
