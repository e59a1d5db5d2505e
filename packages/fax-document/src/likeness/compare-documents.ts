import type { DocumentLimits } from '../limits.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { documentPages, type DocumentPages } from './document-pages.ts';
import { SAME, type Likeness } from './likeness.ts';
import { pairPages, type Pairing } from './pair-pages.ts';
import { preparedPages } from './prepared-pages.ts';

/** Share of what is on the fuller document that must have been compared before they count as the same. */
const LEAST_SHARE = 0.3;

/**
 * How alike two documents are: as alike as their least alike pages.
 *
 * @throws FaxDocumentError as a conversion does
 */
export async function compareDocuments(
  pdfium: Pdfium,
  a: Uint8Array,
  b: Uint8Array,
  limits: DocumentLimits,
): Promise<Likeness> {
  const documents: DocumentPages[] = [];
  const open = async (source: Uint8Array): Promise<DocumentPages> => {
    const document = await documentPages(pdfium, source, limits);
    documents.push(document);
    return document;
  };
  try {
    return likenessOf(await pairPages(preparedPages(await open(a)), preparedPages(await open(b))));
  } finally {
    for (const document of documents) document.close();
  }
}

function likenessOf({ pairs, compared, ink }: Pairing): Likeness {
  const known = pairs.flatMap(({ likeness }) => likeness ?? []);
  const enough = compared > 0 && compared >= LEAST_SHARE * ink;
  const least = Math.min(...known);
  // What differs says so, however little was compared.
  const likeness = enough || least < SAME ? least : 0;
  return { likeness: known.length > 0 ? likeness : 0, pages: pairs };
}
