/** Characters that XML 1.0 (production 2, Char) doesn't have, lone surrogates included. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** UTF-16 code units. */
const MAX_LENGTH = 512;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** A foreign text as it can stand in metadata: one line, bounded. Undefined when nothing is left. */
export function metadataText(text: string | undefined): string | undefined {
  // Cut first: what is foreign may be long. Half a character at the cut is no character of XML.
  const cut = (text ?? '').slice(0, MAX_LENGTH);
  return cut.replaceAll(NOT_XML, '').replaceAll(/\s+/g, ' ').trim() || undefined;
}

/** As content of an XML element, or as an attribute's value in double quotes. */
export const xmlText = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
