import type { CodedPage } from '../tiff/write-fax-tiff.ts';
import type { FaxFormat } from './fax-format.ts';
import type { FaxPageFacts, FaxSourceFacts } from './fax-raster.ts';

/** Which of a fax's pages one process makes: of the documents' pages every `of`-th, from `index` on. */
export interface Share {
  /** From 0. The first share makes the cover, too. */
  readonly index: number;
  readonly of: number;
}

/** All of a fax. */
export const WHOLE_FAX: Share = { index: 0, of: 1 };

/** A coded page, on its way into the fax. */
export interface SharedPage {
  /** Its place among the documents' pages, from 0; a cover's pages count down from -1. */
  readonly number: number;
  readonly coded: CodedPage;
  readonly facts: FaxPageFacts;
  /** A line of it, at least, could be read. */
  readonly read: boolean;
}

/** What one process made of a fax. */
export interface FaxShare {
  readonly format: FaxFormat;
  readonly sources: readonly FaxSourceFacts[];
  readonly pages: readonly SharedPage[];
}
