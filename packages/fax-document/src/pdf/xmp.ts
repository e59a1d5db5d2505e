import { uuidUri, type DocumentId } from './document-id.ts';
import type { DocumentTime } from './document-time.ts';
import { FAX_NAMESPACE, faxProperties, type FaxFacts } from './fax-schema.ts';
import { xmlText } from './xml-text.ts';

/** What a PDF says of itself, once in XMP and, where PDF has it too, in the Info dictionary. */
export interface DocumentInfo {
  readonly title: string;
  /** Of creation; the file is made once and has no time of a change. Never that of the conversion. */
  readonly time: DocumentTime | undefined;
  /** BCP 47. */
  readonly language: string | undefined;
  /** The message's in the receiving system. */
  readonly identifier: string | undefined;
  readonly documentId: DocumentId;
  readonly instanceId: DocumentId;
  /** The level of ISO 19005-2 to claim. */
  readonly pdfA: '2b' | '2u' | undefined;
  readonly facts: FaxFacts;
}

/** Creator in the Info dictionary. */
export const CREATOR_TOOL = 'fax-document';

const NAMESPACES = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  xmpMM: 'http://ns.adobe.com/xap/1.0/mm/',
  pdfaid: 'http://www.aiim.org/pdfa/ns/id/',
  pdfaExtension: 'http://www.aiim.org/pdfa/ns/extension/',
  pdfaSchema: 'http://www.aiim.org/pdfa/ns/schema#',
  pdfaProperty: 'http://www.aiim.org/pdfa/ns/property#',
  fax: FAX_NAMESPACE,
} as const;

const DECLARATIONS = Object.entries(NAMESPACES)
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join('\n');

/**
 * The document's metadata as an XMP packet, UTF-8: ISO 19005-2 clause 6.6.2.1 wants the packet's
 * header without `bytes` and `encoding`, clause 6.6.4 the `pdfaid` properties. `end="r"`: nobody
 * changes it in place, so it has no padding.
 */
export function xmpPacket(info: DocumentInfo): Uint8Array {
  const { attributes, elements } = faxProperties(info.facts);
  return Buffer.from(`<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF ${DECLARATIONS}>
<rdf:Description rdf:about=""
${[...basic(info), ...attributes].join('\n')}>
${conformance(info.pdfA)}${dublinCore(info)}${elements}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`);
}

function conformance(pdfA: DocumentInfo['pdfA']): string {
  if (pdfA === undefined) return '';
  const level = pdfA === '2u' ? 'U' : 'B';
  return `<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>${level}</pdfaid:conformance>\n`;
}

function dublinCore({ title, language, identifier }: DocumentInfo): string {
  return [
    `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xmlText(title)}</rdf:li></rdf:Alt></dc:title>\n`,
    language && `<dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language>\n`,
    identifier && `<dc:identifier>${xmlText(identifier)}</dc:identifier>\n`,
  ]
    .filter((line) => line !== undefined)
    .join('');
}

/** Simple values in RDF/XML's short form, as attributes (clause 7.2.21): a third of the length. */
const basic = ({ time, documentId, instanceId }: DocumentInfo): readonly string[] => [
  ...(time === undefined ? [] : [`xmp:CreateDate="${time}"`]),
  `xmp:CreatorTool="${CREATOR_TOOL}"`,
  `xmpMM:DocumentID="${uuidUri(documentId)}"`,
  `xmpMM:InstanceID="${uuidUri(instanceId)}"`,
];
