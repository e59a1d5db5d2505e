import { expect, it } from 'vitest';

import type { PageFacts } from './conversion.ts';
import { markBlankPages } from './mark-blank-pages.ts';

const page: PageFacts = {
  width: 595,
  height: 842,
  xDpi: 72,
  yDpi: 72,
  damagedLines: 0,
  damage: [],
  missingLines: 0,
  endedEarly: false,
  rotate: 0,
  blank: false,
};
const PAGES = [page, page, page];
const blank = (pages: readonly PageFacts[]) => pages.map((each) => each.blank);

it('pages are looked at, some at a time, until all were', async () => {
  const firsts: number[] = [];
  const marked = await markBlankPages(PAGES, async (first) => {
    firsts.push(first);
    return first === 0 ? [false, true] : [true];
  });
  expect(firsts).toEqual([0, 2]);
  expect(blank(marked)).toEqual([false, true, true]);
});

it('what was found stays when a page costs the parser its life', async () => {
  const marked = await markBlankPages(PAGES, async (first) => {
    if (first > 0) throw new Error('gone');
    return [true];
  });
  expect(blank(marked)).toEqual([true, false, false]);
});

it('a parser that finds nothing isn’t asked again', async () => {
  expect(blank(await markBlankPages(PAGES, async () => []))).toEqual([false, false, false]);
});

it('a caller who has no more patience has the document all the same', async () => {
  const caller = new AbortController();
  const marking = markBlankPages(
    PAGES,
    async (_, signal) => {
      caller.abort();
      signal.throwIfAborted();
      return [true];
    },
    caller.signal,
  );
  expect(blank(await marking)).toEqual([false, false, false]);
});
