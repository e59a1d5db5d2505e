import { isCount, isRecord } from '../process/shapes.ts';
import type { Likeness, PagePair } from './likeness.ts';
import { MOST_PAIRS } from './pair-pages.ts';

/** Whether what a child sent is a likeness: it may have been taken over by what it parsed. */
export const isLikeness = (value: unknown): value is Likeness =>
  isRecord(value) &&
  isShare(value['likeness']) &&
  Array.isArray(value['pages']) &&
  value['pages'].length <= MOST_PAIRS &&
  value['pages'].every(isPagePair);

const isShare = (value: unknown): value is number => isCount(value) && value <= 1;

const isPagePair = (value: unknown): value is PagePair =>
  isRecord(value) &&
  [value['a'], value['b']].every((page) => page === undefined || isCount(page)) &&
  (value['likeness'] === undefined || isShare(value['likeness']));
