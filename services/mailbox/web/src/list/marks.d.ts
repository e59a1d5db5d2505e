import type { Handling, Integrity, MessageSummary } from '../../../src/http/api.ts';
import type { Words } from '../words/words.ts';
/** A status as it is always shown: an icon, a word, a colour. The kind decides icon and colour. */
export interface Mark {
  readonly kind:
    | 'whole'
    | 'damaged'
    | 'partial'
    | 'attention'
    | 'new'
    | 'mine'
    | 'taken'
    | 'registered'
    | 'not-registered';
  readonly word: string;
}
export declare const integrityMark: (integrity: Integrity, words: Words) => Mark;
export declare const handlingMark: (handling: Handling, myId: string, words: Words) => Mark;
/** How whole it is (or that it needs a person), then what people did with it. */
export declare const marksOf: (message: MessageSummary, myId: string, words: Words) => Mark[];
