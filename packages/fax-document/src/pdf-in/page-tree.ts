import { FaxDocumentError } from '../errors.ts';
import { dictIn, dictOf, elements, nameIn, numberIn } from './dict-access.ts';
import type { PdfObjects } from './pdf-objects.ts';
import { PdfRef, type PdfDict, type PdfValue } from './pdf-value.ts';

/** Entries that a page may leave to the nodes above it (ISO 32000-1 table 30). */
export const INHERITABLE = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const;

/** A page of a document. */
export interface SourcePage {
  readonly dict: PdfDict;
  /** The page's object; undefined when the tree holds the page itself. */
  readonly number: number | undefined;
  /** What the nodes above it say, nearest last, for what it doesn't say itself. */
  readonly above: readonly PdfDict[];
}

export interface PageTree {
  readonly pages: readonly SourcePage[];
  /** Pages that the tree names or promises and that aren't there. */
  readonly missing: number;
  /** The tree itself says that there are no pages. */
  readonly empty: boolean;
  /** It is as ISO 32000-1 clause 7.7.3 has it: types, counts and nodes are right. */
  readonly exact: boolean;
}

const NO_TREE: PageTree = { pages: [], missing: 0, empty: false, exact: false };

/** Nodes within nodes: a balanced tree of a million pages has six. */
const MAX_DEPTH = 64;
/** Nodes looked at for each page that a document may have. */
const NODES_PER_PAGE = 8;
const MIN_NODES = 1000;

/**
 * The pages that a catalog's tree leads to, in order. A node is what its entries make it, whatever its
 * Type; Count is no more than a promise; what leads back to a node above it leads nowhere.
 *
 * @throws FaxDocumentError `too-many-pages`
 */
export function readPageTree(objects: PdfObjects, catalog: PdfDict, maxPages: number): PageTree {
  const root = dictIn(objects, catalog, 'Pages');
  if (root === undefined) return NO_TREE;
  const promised = numberIn(objects, root, 'Count') ?? 0;
  if (promised > maxPages) throw tooMany(maxPages);
  const walk = new Walk(objects, maxPages);
  walk.visit(catalog.get('Pages'), [], new Set());
  const pages = walk.withOrphans();
  return {
    pages,
    missing: Math.max(
      walk.lost.length - (pages.length - walk.pages.length),
      promised - pages.length,
      0,
    ),
    empty: pages.length === 0 && promised <= 0 && walk.lost.length === 0,
    exact: walk.exact && walk.lost.length === 0,
  };
}

/** All objects that call themselves pages, where no tree leads to any. @throws as `readPageTree` */
export function allPages(objects: PdfObjects, maxPages: number): PageTree {
  const pages: SourcePage[] = [];
  for (const { number, dict } of objects.ofType('Page')) {
    if (pages.length === maxPages) throw tooMany(maxPages);
    pages.push({ number, dict, above: [] });
  }
  return { ...NO_TREE, pages };
}

class Walk {
  readonly pages: SourcePage[] = [];
  /** Nodes that aren't there: their number, and how many pages came before. */
  readonly lost: { readonly number: number | undefined; readonly before: number }[] = [];
  exact = true;
  readonly #objects: PdfObjects;
  readonly #maxPages: number;
  readonly #seen = new Set<number>();
  #nodes = 0;

  constructor(objects: PdfObjects, maxPages: number) {
    this.#objects = objects;
    this.#maxPages = maxPages;
  }

  visit(value: PdfValue | undefined, above: readonly PdfDict[], path: ReadonlySet<number>): void {
    const number = value instanceof PdfRef ? value.number : undefined;
    if (number !== undefined && path.has(number)) {
      this.exact = false;
      return;
    }
    if (++this.#nodes > this.#maxPages * NODES_PER_PAGE + MIN_NODES) throw tooMany(this.#maxPages);
    // Some write a page as a stream of no bytes.
    const dict = dictOf(this.#objects.resolve(value));
    if (dict === undefined || above.length > MAX_DEPTH) {
      this.lost.push({ number, before: this.pages.length });
      return;
    }
    if (number === undefined || this.#seen.has(number)) this.exact = false;
    else this.#seen.add(number);
    const type = nameIn(this.#objects, dict, 'Type');
    const kids = elements(this.#objects, dict.get('Kids'));
    if (kids.length > 0 && type !== 'Page') {
      const before = this.pages.length;
      const below = number === undefined ? path : new Set([...path, number]);
      for (const kid of kids) this.visit(kid, [...above, dict], below);
      const count = numberIn(this.#objects, dict, 'Count');
      if (type !== 'Pages' || count !== this.pages.length - before) this.exact = false;
    } else if (type !== 'Pages' && type !== 'Catalog') {
      if (type !== 'Page') this.exact = false;
      this.#add({ dict, number, above });
    }
  }

  /**
   * The pages, and in the place of each node that is lost those that call it their parent: what a
   * damaged file still has of them. (A page that somebody took out has a parent that doesn't know it.)
   */
  withOrphans(): readonly SourcePage[] {
    if (this.lost.length === 0) return this.pages;
    const orphans = new Map<number, SourcePage[]>();
    for (const { number, dict } of this.#objects.ofType('Page')) {
      const parent = dict.get('Parent');
      if (this.#seen.has(number) || !(parent instanceof PdfRef)) continue;
      const siblings = orphans.get(parent.number) ?? [];
      siblings.push({ number, dict, above: [] });
      orphans.set(parent.number, siblings);
    }
    const all = [...this.pages];
    for (const { number, before } of this.lost.toReversed()) {
      const children = number === undefined ? [] : (orphans.get(number) ?? []);
      all.splice(before, 0, ...children);
    }
    if (all.length > this.#maxPages) throw tooMany(this.#maxPages);
    return all;
  }

  #add(page: SourcePage): void {
    if (this.pages.length === this.#maxPages) throw tooMany(this.#maxPages);
    this.pages.push(page);
  }
}

const tooMany = (maxPages: number): FaxDocumentError =>
  new FaxDocumentError('too-many-pages', `More than ${maxPages} pages.`);
