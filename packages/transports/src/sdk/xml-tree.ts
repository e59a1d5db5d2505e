import { SaxesParser } from 'saxes';

/** One element, with where it stands. */
export interface XmlElement {
  readonly namespace: string;
  /** Without a prefix. */
  readonly name: string;
  readonly parent: XmlElement | undefined;
  readonly children: XmlElement[];
  /** The text directly inside it, CDATA included; its children's is theirs. */
  text: string;
}

/** What isn't read any further: no such XML has business in a message. */
export type XmlFault = 'not-utf-8' | 'doctype' | 'not-well-formed' | 'too-deep' | 'too-many';

/** A message of a hundred documents has about a thousand elements, nine deep. */
const most = { depth: 40, elements: 20_000, attributes: 2_000 } as const;

/** Characters handed to the parser at a time: what is bounded stops the reading there. */
const chunk = 65_536;

class Stop extends Error {
  readonly fault: XmlFault;

  constructor(fault: XmlFault) {
    super(fault);
    this.fault = fault;
  }
}

/**
 * The root element of XML in UTF-8. A DOCTYPE is refused wherever it stands, and with it every entity that isn't XML's
 * own: nothing is expanded, nothing is fetched.
 */
export const parseXml = (bytes: Uint8Array): XmlElement | XmlFault => {
  const text = utf8(bytes);
  if (text === undefined) return 'not-utf-8';
  const seen: Seen = {};
  const fault = read(text, seen);
  // a parser that ended without a fault saw one
  return fault ?? seen.root ?? 'not-well-formed';
};

/**
 * As much of a tree as the beginning of something has that is too long, or no XML, to be read whole. Elements may be
 * cut in the middle.
 */
export const parseBeginning = (bytes: Uint8Array): XmlElement | undefined => {
  const seen: Seen = {};
  read(new TextDecoder().decode(bytes.subarray(0, chunk)), seen);
  return seen.root;
};

interface Seen {
  root?: XmlElement;
}

const utf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const read = (text: string, seen: Seen): XmlFault | undefined => {
  const parser = treeParser(seen);
  try {
    for (let at = 0; at < text.length; at += chunk) parser.write(text.slice(at, at + chunk));
    parser.close();
    return undefined;
  } catch (error) {
    return error instanceof Stop ? error.fault : 'not-well-formed';
  }
};

const treeParser = (seen: Seen): SaxesParser<{ xmlns: true }> => {
  const parser = new SaxesParser({ xmlns: true, position: false });
  let open: XmlElement | undefined;
  const count = { depth: 0, elements: 0, attributes: 0 };
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-8$/i.test(encoding)) throw new Stop('not-utf-8');
  });
  parser.on('doctype', () => {
    throw new Stop('doctype');
  });
  parser.on('attribute', () => {
    if ((count.attributes += 1) > most.attributes) throw new Stop('too-many');
  });
  parser.on('opentag', ({ uri, local }) => {
    if ((count.depth += 1) > most.depth) throw new Stop('too-deep');
    if ((count.elements += 1) > most.elements) throw new Stop('too-many');
    const element = { namespace: uri, name: local, parent: open, children: [], text: '' };
    open?.children.push(element);
    seen.root ??= element;
    open = element;
  });
  parser.on('closetag', () => {
    count.depth -= 1;
    open = open?.parent;
  });
  const addText = (text: string): void => {
    if (open) open.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  return parser;
};

/** Every element, parents before their children. */
export const allOf = (root: XmlElement): XmlElement[] => [root, ...root.children.flatMap(allOf)];

/** The first element at a path of names below `from`, in its namespace. */
export const firstAt = (
  from: XmlElement | undefined,
  ...names: readonly string[]
): XmlElement | undefined =>
  names.reduce<XmlElement | undefined>((at, name) => childrenOf(at, name)[0], from);

/** The children of that name, in their parent's namespace. */
export const childrenOf = (parent: XmlElement | undefined, name: string): readonly XmlElement[] =>
  parent?.children.filter((child) => child.name === name && child.namespace === parent.namespace) ??
  [];

/** What XML calls white space (production 3); a no-break space isn't. */
export const isBlank = (text: string): boolean => !/[^ \t\r\n]/.test(text);

/** Whether neither it nor anything in it has a text. */
export const isEmpty = (element: XmlElement): boolean =>
  isBlank(element.text) && element.children.every(isEmpty);

/**
 * Where it stands, such as `/messagePayload/message/messageBody/documents[2]`. Names of the root's namespace alone, never
 * a text: what stands in elements of others, and how they are called, is their writer's, so that they are `*`.
 */
export const pathOf = (element: XmlElement): string => {
  const line = lineOf(element);
  const foreign = line.findIndex(({ namespace }) => namespace !== line[0]?.namespace);
  return line
    .map((step, depth) => {
      const named = foreign === -1 || depth < foreign;
      const alike = (step.parent?.children ?? []).filter(
        ({ name, namespace }) => !named || (name === step.name && namespace === step.namespace),
      );
      const place = alike.length > 1 ? `[${alike.indexOf(step) + 1}]` : '';
      return `/${named ? step.name : '*'}${place}`;
    })
    .join('');
};

/** From the root to it. */
const lineOf = (element: XmlElement): readonly XmlElement[] =>
  element.parent ? [...lineOf(element.parent), element] : [element];
