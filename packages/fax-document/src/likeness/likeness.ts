/** From here on two documents, or two pages, show the same: sent twice, not filled in twice. */
export const SAME = 0.5;

/** How alike two documents are. */
export interface Likeness {
  /**
   * 1: the same ink in the same places. From `SAME` on: the same pages, sent again, whatever lines and
   * machines did to them. Below: something on them is another, however little. 0: nothing tells that
   * they are the same.
   */
  readonly likeness: number;
  /** Which pages were found to belong together, in their order, as far as documents were looked at. */
  readonly pages: readonly PagePair[];
}

/** Two pages that belong together, or one without a partner. Numbers from 1. */
export interface PagePair {
  readonly a: number | undefined;
  readonly b: number | undefined;
  /** Undefined when there is nothing on either page, or no partner. */
  readonly likeness: number | undefined;
}
