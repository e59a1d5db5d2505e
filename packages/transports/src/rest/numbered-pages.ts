import { carrierRefused } from './refused.ts';

/** One page of a list, as the carrier gave it; each entry is read by itself: an odd one doesn't hide the others. */
export interface ListPage {
  readonly entries: readonly unknown[];
  readonly totalPages: number;
}

/**
 * Every entry of a list whose pages are numbered from 1.
 * @param read undefined for a page that isn't as documented
 * @throws KuvertError `carrier-refused` when the list isn't as documented or doesn't end; `fetch-…`
 */
export async function* numberedPages(
  read: (page: number) => Promise<ListPage | undefined>,
  maxPages: number,
): AsyncGenerator<unknown, void> {
  let total = 1;
  for (let page = 1; page <= total; page++) {
    if (page > maxPages) throw carrierRefused("the carrier's list does not end");
    const answer = await read(page);
    if (!answer) throw carrierRefused("the carrier's list is not as documented");
    yield* answer.entries;
    total = answer.totalPages;
  }
}
