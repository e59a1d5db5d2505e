import type { DocumentPages } from './document-pages.ts';
import { preparePage, type PreparedPage } from './prepared-page.ts';

/** A document's pages, read and prepared once, however often one of them is compared. */
export interface PreparedPages {
  readonly count: number;
  page(index: number): Promise<PreparedPage>;
}

/** Pages that are kept: one may be compared with its partner and with the page behind it. */
const KEPT = 2;

export function preparedPages(document: DocumentPages): PreparedPages {
  const kept = new Map<number, Promise<PreparedPage>>();
  return {
    count: document.count,
    page(index) {
      const page = kept.get(index) ?? document.page(index).then(preparePage);
      kept.set(index, page);
      kept.delete(index - KEPT);
      return page;
    },
  };
}
