import type { ObjectNumber, PdfFile } from '../pdf/pdf-file.ts';
import type { Copier } from './copier.ts';
import { pageText } from './page-copy.ts';
import type { PageTree } from './page-tree.ts';

/** Puts a document's pages into a file, below a node of its tree; what they refer to is yet to be copied. */
export function putPages(
  file: PdfFile,
  copier: Copier,
  { pages }: PageTree,
  parent: ObjectNumber,
): readonly ObjectNumber[] {
  const numbers = pages.map(() => file.reserve());
  pages.forEach(({ number }, at) => {
    if (number !== undefined) copier.redirect(number, numbers[at]!);
  });
  pages.forEach((page, at) => file.put(numbers[at]!, pageText(copier, page, parent)));
  return numbers;
}

/** The one node of a tree that has all its pages. */
export const pageNodeText = (pages: readonly ObjectNumber[]): string =>
  `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((page) => `${page} 0 R`).join(' ')}]>>`;
