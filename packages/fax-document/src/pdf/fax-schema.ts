import { xmlText } from './xml-text.ts';

/** What the metadata say of the fax itself, clean and bounded; nothing of what is not known. Pages count from 1. */
export interface FaxFacts {
  readonly carrier?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly tsi?: string | undefined;
  readonly receivedAt?: string | undefined;
  readonly pagesAnnounced?: number | undefined;
  readonly damagedLines?: number | undefined;
  readonly missingLines?: number | undefined;
  readonly blankPages?: readonly number[] | undefined;
  readonly endedEarly?: boolean | undefined;
}

/** What identifies the schema in any file; a change of meaning is a new number. */
export const FAX_NAMESPACE = 'urn:x-kuvert:received-fax:1#';

interface Property {
  readonly type: 'Text' | 'Date' | 'Integer' | 'Boolean' | 'seq Integer';
  /** By people and machines outside (external), or found by this library (internal). */
  readonly category: 'external' | 'internal';
  readonly description: string;
}

const PROPERTIES: Readonly<Record<keyof FaxFacts, Property>> = {
  carrier: { type: 'Text', category: 'external', description: 'Carrier' },
  from: { type: 'Text', category: 'external', description: 'Calling number' },
  to: { type: 'Text', category: 'external', description: 'Dialled number' },
  tsi: { type: 'Text', category: 'external', description: 'Station ID, unproven' },
  receivedAt: { type: 'Date', category: 'external', description: 'Reception time' },
  pagesAnnounced: { type: 'Integer', category: 'external', description: 'Pages promised' },
  damagedLines: { type: 'Integer', category: 'internal', description: 'Damaged lines' },
  missingLines: { type: 'Integer', category: 'internal', description: 'Lost lines' },
  blankPages: { type: 'seq Integer', category: 'internal', description: 'Empty pages' },
  endedEarly: { type: 'Boolean', category: 'internal', description: 'Cut short' },
};

/** What of the XMP packet is about the fax. */
export interface FaxProperties {
  /** Attributes of its description: the simple values. */
  readonly attributes: readonly string[];
  /** Elements: lists, and pdfaExtension:schemas, which describes just the properties that are there. */
  readonly elements: string;
}

/** ISO 19005-2 clause 6.6.2.3.3: properties that XMP doesn't know come with their own description. */
export function faxProperties(facts: FaxFacts): FaxProperties {
  const attributes: string[] = [];
  const lists: string[] = [];
  const described: string[] = [];
  for (const [name, description] of DESCRIPTIONS) {
    const value = facts[name];
    if (value === undefined || (isList(value) && value.length === 0)) continue;
    if (isList(value)) lists.push(`<fax:${name}>${sequence(value)}</fax:${name}>\n`);
    else attributes.push(`fax:${name}="${simple(value)}"`);
    described.push(description);
  }
  const extension = described.length === 0 ? '' : extensionSchema(described);
  return { attributes, elements: `${lists.join('')}${extension}` };
}

type Value = NonNullable<FaxFacts[keyof FaxFacts]>;
type List = readonly number[];

const isList = (value: Value): value is List => typeof value === 'object';

/** XMP part 1 clause 8.2: `True` and `False`, decimal integers. */
function simple(value: Exclude<Value, List>): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return xmlText(`${value}`);
}

const sequence = (items: List): string =>
  `<rdf:Seq>${items.map((item) => `<rdf:li>${item}</rdf:li>`).join('')}</rdf:Seq>`;

const extensionSchema = (properties: readonly string[]): string =>
  `<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Received fax</pdfaSchema:schema>
<pdfaSchema:namespaceURI>${FAX_NAMESPACE}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>fax</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>${properties.join('')}</rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
`;

/** RDF/XML's short form of a structure: its fields as attributes (clause 7.2.21). */
const propertyDescription = (name: string, { type, category, description }: Property): string =>
  `<rdf:li pdfaProperty:name="${name}" pdfaProperty:valueType="${type}" pdfaProperty:category="${category}" pdfaProperty:description="${description}"/>`;

const DESCRIPTIONS = Object.entries(PROPERTIES).map(
  // The keys are those of PROPERTIES; Object.entries widens them.
  ([name, property]) => [name as keyof FaxFacts, propertyDescription(name, property)] as const,
);
