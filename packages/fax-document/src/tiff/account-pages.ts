import { FaxDocumentError } from '../errors.ts';
import type { DecodedPage } from './decode-page.ts';
import { emptyPage, endsEarly } from './page-facts.ts';
import type { TiffPage } from './page.ts';
import { unreadable } from './read-tiff.ts';
import { validateOrDecode, type ValidatedPage } from './validate-page.ts';

/** A page of a document, and what became of it. */
export interface AccountedPage {
  readonly page: TiffPage;
  /** What is shown: a page of which no line was read keeps its place, white. */
  readonly shown: ValidatedPage | DecodedPage;
  /** Something of it is missing. */
  readonly endsEarly: boolean;
}

/**
 * A document's pages, validated or decoded, one after the other. A page of a kind that nothing here
 * reads is lost, and the others are not.
 *
 * @throws FaxDocumentError when not one line of any page can be read; `jbig` and `uncompressed-mode` for
 *   any page, whole as it may be
 */
export async function* accountPages(
  bytes: Uint8Array,
  pages: readonly TiffPage[],
  maxPixels: number,
): AsyncGenerator<AccountedPage> {
  let anyLine = false;
  let refusal: FaxDocumentError | undefined;
  for (const page of pages) {
    let read: ValidatedPage | DecodedPage;
    try {
      read = await validateOrDecode(bytes, page, maxPixels);
    } catch (error) {
      if (!isOfOnePage(error)) throw error;
      refusal ??= error;
      read = { ...emptyPage(page), height: 0 };
    }
    anyLine ||= read.height > 0;
    const shown = read.height > 0 ? read : emptyPage(page);
    yield { page, shown, endsEarly: endsEarly(page, read) };
  }
  if (!anyLine) throw refusal ?? unreadable();
}

/** Refusals that say nothing of a document's other pages. */
export const isOfOnePage = (error: unknown): error is FaxDocumentError =>
  error instanceof FaxDocumentError &&
  (error.code === 'unsupported-image' || error.code === 'too-many-pixels');
