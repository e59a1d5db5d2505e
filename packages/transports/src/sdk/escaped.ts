/**
 * As content of an element. What XML can't hold at all, such as a control character, goes through: whoever reads it says
 * that it isn't well-formed.
 */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
