import type { RecognisedLine } from '../recognition.ts';

/** CID 0 is .notdef's. */
const FIRST_CID = 1;
/** ISO 32000-1 annex C: two bytes a code. */
const LAST_CID = 0xffff;

/**
 * The characters of a layer and their codes: each has one, which is its CID as well (Identity-H).
 * Sorted, so that the same text gives the same bytes.
 */
export class LayerCharacters {
  /** In the order of their codes, from 1. */
  readonly all: readonly string[];
  readonly #codes: ReadonlyMap<string, number>;

  constructor(pages: Iterable<readonly RecognisedLine[]>) {
    const found = new Set([' ']);
    for (const lines of pages) {
      for (const { words } of lines) for (const { text } of words) addAll(found, text);
    }
    this.all = [...found].toSorted(byCodePoint).slice(0, LAST_CID);
    this.#codes = new Map(this.all.map((character, index) => [character, FIRST_CID + index]));
  }

  /** The codes of a text as hexadecimal digits, and how many there are. */
  encode(text: string): { readonly digits: string; readonly count: number } {
    const codes = Array.from(text).flatMap((character) => this.#codes.get(character) ?? []);
    return { digits: codes.map(hex4).join(''), count: codes.length };
  }
}

/** ISO 19005-2 clause 6.2.11.7.2: these are no text, and no ToUnicode has them. */
const NO_TEXT = /[\0\uFEFF\uFFFE\uFFFF]|\p{Cs}/u;

function addAll(found: Set<string>, text: string): void {
  for (const character of text) if (!NO_TEXT.test(character)) found.add(character);
}

const byCodePoint = (one: string, other: string): number =>
  one.codePointAt(0)! - other.codePointAt(0)!;

/** Four hexadecimal digits. */
export const hex4 = (value: number): string => value.toString(16).padStart(4, '0');
