import type { PackedRows } from '../../ccitt/row-sink.ts';
import type { FaxResolution } from '../fax-format.ts';
import type { FaxPageFacts, FaxSourceFacts } from '../fax-raster.ts';
import type { Paper } from '../page/paper.ts';

/** A document, page by page. The caller closes it. */
export interface OpenSource {
  readonly pages: number;
  /** Page `index` (from 0) on paper. */
  page(index: number, paper: Paper, resolution: FaxResolution): Promise<RasterPage>;
  /**
   * What is known after the pages were read.
   *
   * @throws FaxDocumentError `damaged-beyond-reading`: there was nothing on any of them
   */
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
    > {}

/** What is true of a page unless something else is said. */
export const WHOLE = { damagedLines: 0, missingLines: 0 } as const;
