/** An element of a well-formed XML document, prefixes as written. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface Open extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const TOKEN =
  /<\?.*?\?>|<(?<end>\/?)(?<name>[\w:]+)(?<attributes>(?:\s+[\w:]+="[^"<]*")*)\s*(?<empty>\/?)>|(?<text>[^<]+)/gsuy;

/** Reads XML as metadata have it (no comments, DTD or CDATA). @throws Error when it is not well-formed */
export function readXml(xml: string): XmlElement {
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let at = 0;
  for (const { 0: token, index, groups = {} } of xml.matchAll(TOKEN)) {
    if (index !== at) break;
    at += token.length;
    const top = open.at(-1) ?? root;
    if (groups['text'] !== undefined) top.text += unescaped(token);
    else if (groups['end'] === '/') {
      if (top === root || open.pop()?.name !== groups['name']) throw new Error(`odd ${token}`);
    } else if (groups['name'] !== undefined) {
      const attributes = readAttributes(groups['attributes'] ?? '');
      const element: Open = { name: groups['name'], attributes, children: [], text: '' };
      top.children.push(element);
      if (groups['empty'] === '') open.push(element);
    }
  }
  const [document] = root.children;
  if (at !== xml.length || open.length > 1 || root.children.length > 1 || document === undefined) {
    throw new Error(`not well-formed at ${at}`);
  }
  return document;
}

const readAttributes = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name, value = '']) => [
      name,
      unescaped(value),
    ]),
  );

function unescaped(text: string): string {
  // XML 1.0 production 2: what is no Char makes a document ill-formed, in any place.
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text)) {
    throw new Error('a character that XML doesn’t have');
  }
  return text.replaceAll(/&(.*?)(;|$)/gs, (all, name: string) => {
    const character = { amp: '&', lt: '<', gt: '>', quot: '"' }[name];
    if (character === undefined) throw new Error(`odd entity ${all}`);
    return character;
  });
}

/** All elements of a name, however deep. */
export const elementsNamed = (element: XmlElement, name: string): readonly XmlElement[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => elementsNamed(child, name)),
];
