import { SaxesParser } from 'saxes';

import { samlLimits } from './limits.ts';
import type { SamlRefusal } from './reasons.ts';

/** One element of a response. */
export interface XmlElement {
  readonly namespace: string;
  /** Without a prefix. */
  readonly name: string;
  readonly parent: XmlElement | undefined;
  readonly children: XmlElement[];
  /** Those in no namespace, by name. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Values of every attribute that some reader takes for an id. */
  readonly ids: readonly string[];
  /** The text directly inside it. */
  text: string;
}

class Stop extends Error {
  readonly reason: SamlRefusal;

  constructor(reason: SamlRefusal) {
    super(reason);
    this.reason = reason;
  }
}

/** What a document may cost, and whether comments are passed over; in what logs somebody in they never are. */
export interface XmlBounds {
  readonly depth: number;
  readonly elements: number;
  readonly attributesOfAnElement: number;
  readonly comments?: boolean;
}

/** Reads XML that has nothing in it but elements, attributes and texts; the root, or why not. */
export const parseXml = (
  text: string,
  bounds: XmlBounds = samlLimits,
): XmlElement | SamlRefusal => {
  const seen: { root?: XmlElement } = {};
  try {
    const parser = treeParser(seen, bounds);
    // in pieces, so that what is bounded stops the reading there
    for (let at = 0; at < text.length; at += 4_096) parser.write(text.slice(at, at + 4_096));
    parser.close();
    return seen.root ?? 'response-unreadable';
  } catch (error) {
    return error instanceof Stop ? error.reason : 'response-unreadable';
  }
};

const treeParser = (
  seen: { root?: XmlElement },
  bounds: XmlBounds,
): SaxesParser<{ xmlns: true }> => {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const refuse = (reason: SamlRefusal) => (): never => {
    throw new Stop(reason);
  };
  let open: XmlElement | undefined;
  let depth = 0;
  let elements = 0;
  let attributes = 0;
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-8$/i.test(encoding)) throw new Stop('response-unreadable');
  });
  parser.on('doctype', refuse('doctype-refused'));
  if (!bounds.comments) parser.on('comment', refuse('xml-content-refused'));
  parser.on('cdata', refuse('xml-content-refused'));
  parser.on('processinginstruction', refuse('xml-content-refused'));
  parser.on('opentagstart', () => (attributes = 0));
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > bounds.attributesOfAnElement) throw new Stop('xml-too-complex');
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    elements += 1;
    if (depth > bounds.depth || elements > bounds.elements) throw new Stop('xml-too-complex');
    const all = Object.values(tag.attributes);
    if (all.some(({ name }) => isReserved(name))) throw new Stop('xml-content-refused');
    const element: XmlElement = {
      namespace: tag.uri,
      name: tag.local,
      parent: open,
      children: [],
      attributes: new Map(
        all.filter(({ uri }) => uri === '').map(({ local, value }) => [local, value]),
      ),
      ids: all.filter(({ local }) => /^id$/i.test(local)).map(({ value }) => value),
      text: '',
    };
    open?.children.push(element);
    seen.root ??= element;
    open = element;
  });
  parser.on('closetag', () => {
    depth -= 1;
    open = open?.parent;
  });
  parser.on('text', (text) => {
    if (open) open.text += text;
  });
  return parser;
};

/**
 * Names that begin so are XML's own (XML 1.0, 2.3). The library that canonicalises leaves attributes out whose names begin with
 * `xmlns`, whatever follows: no signature would cover them.
 */
const isReserved = (name: string): boolean => /^xml(?!:|ns$|ns:)/i.test(name);

/** Every element, parents before their children. */
export const allOf = (root: XmlElement): readonly XmlElement[] => [
  root,
  ...root.children.flatMap(allOf),
];

export const childrenOf = (
  parent: XmlElement,
  namespace: string,
  name: string,
): readonly XmlElement[] =>
  parent.children.filter((child) => child.namespace === namespace && child.name === name);

/** The only child of that name; undefined when there is none or another one. */
export const onlyChild = (
  parent: XmlElement,
  namespace: string,
  name: string,
): XmlElement | undefined => {
  const [first, ...more] = childrenOf(parent, namespace, name);
  return more.length === 0 ? first : undefined;
};

/** The text of an element without children; undefined when it has some, or nothing but blanks. */
export const textOf = ({ children, text }: XmlElement): string | undefined => {
  const trimmed = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  return children.length === 0 && trimmed !== '' ? trimmed : undefined;
};

/** Namespaces of what SAML sends. */
export const ns = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  encryption: 'http://www.w3.org/2001/04/xmlenc#',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
} as const;
