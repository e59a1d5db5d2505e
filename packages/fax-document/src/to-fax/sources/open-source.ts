import type { PackedRows } from '../../ccitt/row-sink.ts';
import type { FaxResolution } from '../fax-format.ts';
import type { FaxPageFacts, FaxSourceFacts } from '../fax-raster.ts';
import type { Paper } from '../page/paper.ts';

/** A document, page by page. The caller closes it. */
export interface OpenSource {
  readonly pages: number;
  /** Page `index` (from 0) on paper. */
  page(index: number, paper: Paper, resolution: FaxResolution): Promise<RasterPage>;
  /** What is known after pages were read. */
  finish(): FaxSourceFacts;
  close(): void;
}

/** A page as wide as the paper, and how it came to be. */
export interface RasterPage
  extends
    PackedRows,
    Pick<
      FaxPageFacts,
      'scale' | 'turned' | 'ownPixels' | 'halftoned' | 'damagedLines' | 'missingLines'
    > {
  /** A line of it, at least, could be read. */
  readonly read: boolean;
}

/** What is true of a page unless something else is said. */
export const WHOLE = { damagedLines: 0, missingLines: 0, read: true } as const;

/** A page as far as its pixels tell. */
export type PaperPage = Omit<RasterPage, keyof typeof WHOLE>;
