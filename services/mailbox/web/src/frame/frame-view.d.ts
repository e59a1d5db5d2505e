import type { Counters, Department, Me, View } from '../../../src/http/api.ts';
import { type Words } from '../words/words.ts';
/** The number beside a view; none where it would only grow. */
export declare const counterOf: (counters: Counters, view: View) => number | null;
/** How long things have waited, the worse first; one sees it before one counts. */
export interface Aged {
  readonly tone: 'waiting' | 'overdue';
  readonly word: string;
}
export declare const agedOf: (counters: Counters, view: View, words: Words) => Aged[];
/** "Nothing new. Last fax 07:41; lines checked 09:10" */
export declare const emptySentence: (
  me: Me,
  department: Department,
  view: View,
  now: Date,
) => string;
