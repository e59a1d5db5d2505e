import { PdfFile } from '../pdf/pdf-file.ts';
import { catalogText, findCatalog, idText, informationText } from './catalog-copy.ts';
import { Copier, type StreamMender } from './copier.ts';
import { allPages, readPageTree, type PageTree } from './page-tree.ts';
import type { PdfObjects } from './pdf-objects.ts';
import { putPages, pageNodeText } from './put-pages.ts';
import type { PdfDict } from './pdf-value.ts';

/** What can be had of a document's pages, before any of it is written. */
export interface Plan {
  readonly tree: PageTree;
  /** No tree led to the pages: they are all objects that call themselves so. */
  readonly searched: boolean;
  readonly catalog: PdfDict | undefined;
  readonly trailer: PdfDict | undefined;
}

/** Looks for the pages: by the catalog's tree, or else all that there are. @throws `too-many-pages` */
export function planRebuild(objects: PdfObjects, maxPages: number): Plan {
  const { catalog, trailer } = findCatalog(objects);
  const tree = catalog && readPageTree(objects, catalog, maxPages);
  return tree !== undefined && (tree.pages.length > 0 || tree.empty)
    ? { catalog, trailer, tree, searched: false }
    : { catalog, trailer, tree: allPages(objects, maxPages), searched: true };
}

/**
 * Writes a document of the pages and of what they and the catalog refer to: nothing else of the source
 * is in it, and nothing that acts.
 */
export async function rebuild(
  objects: PdfObjects,
  barred: ReadonlySet<number>,
  { tree, catalog = EMPTY, trailer }: Plan,
  mend: StreamMender,
): Promise<Uint8Array> {
  const file = new PdfFile();
  const copier = new Copier(objects, barred, file);
  const [root, pages] = [file.reserve(), file.reserve()];
  const numbers = putPages(file, copier, tree, pages);
  file.put(root, catalogText(copier, catalog, pages));
  file.put(pages, pageNodeText(numbers));
  const ending = [`/Root ${root} 0 R`, idText(objects, trailer)];
  const information = informationText(copier, trailer);
  if (information !== undefined) {
    const info = file.reserve();
    file.put(info, information);
    ending.push(`/Info ${info} 0 R`);
  }
  await copier.copyReferred(mend);
  return file.finish(ending.join(''));
}

const EMPTY: PdfDict = new Map();
