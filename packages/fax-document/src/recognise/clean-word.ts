/** UTF-16 code units; the longest words of chemistry fit. */
const MAX_WORD = 256;

/**
 * What is no character of a text: controls, format characters, private use, surrogates on their own,
 * noncharacters (Unicode 16 clauses 23.1 to 23.8), and white space, which stands between words.
 */
const NO_TEXT = /[\p{C}\p{Z}]/gu;

/** A word as text that every reader may show: composed (NFC), bounded, one character beside the other. */
export function cleanWord(text: string): string {
  const word = text.slice(0, MAX_WORD).normalize('NFC').replaceAll(NO_TEXT, '');
  return word.slice(0, MAX_WORD);
}
