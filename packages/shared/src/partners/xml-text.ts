/** What isn't a character of XML 1.0 (production 2): most controls, halves of characters, U+FFFE and U+FFFF. */
const noCharacter = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * A text as an element can hold it whose text must not be empty: without what is no character there, such as the line
 * breaks of a word processor (U+000B) that were pasted along; a dash where nothing else is left.
 */
export const xmlText = (text: string): string => {
  const held = text.replaceAll(noCharacter, '');
  return held.trim() === '' ? '–' : held;
};
