import { messageNamespace } from './message-rules.ts';
import { messageSchemaFault } from './schema.ts';
import { parseXml, type XmlElement, type XmlFault } from './xml-tree.ts';

/** Why a message doesn't have the structure of one: `SV structure`. */
export interface StructureFault {
  /** In words, for the other side's people. Never what the message holds. */
  readonly text: string;
  /** As much of it as could be read. */
  readonly root: XmlElement | undefined;
  /** The name of the one that breaks the schema, where one does. */
  readonly element: string | undefined;
}

/** The tree of an SDK message 3 that keeps its schema, or why it is none. */
export const readStructure = async (
  message: Uint8Array,
): Promise<{ readonly root: XmlElement } | StructureFault> => {
  const root = parseXml(message);
  if (typeof root === 'string') return { text: inWords[root], root: undefined, element: undefined };
  if (root.namespace !== messageNamespace || root.name !== 'messagePayload')
    return { text: 'The root is not messagePayload of SDK message 3.', root, element: undefined };
  const fault = await messageSchemaFault(message);
  if (!fault) return { root };
  const { element, line } = fault;
  const where = line === undefined ? '' : ` (line ${line})`;
  const text = `The element ${element ?? 'message'} does not keep the XML schema${where}.`;
  return { text, root, element };
};

const inWords: Readonly<Record<XmlFault, string>> = {
  'not-utf-8': 'The message is not UTF-8.',
  doctype: 'A document type declaration is not allowed.',
  'not-well-formed': 'The message is not well-formed XML.',
  'too-deep': 'The elements are nested too deeply.',
  'too-many': 'There are too many elements or attributes.',
};
