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
  receivedAt: { type: 'Date', category: 'external', description: 'Time of reception' },
  pagesAnnounced: { type: 'Integer', category: 'external', description: 'Pages promised' },
  damagedLines: { type: 'Integer', category: 'internal', description: 'Damaged lines' },
  missingLines: { type: 'Integer', category: 'internal', description: 'Lost lines' },
  blankPages: { type: 'seq Integer', category: 'internal', description: 'Empty pages' },
  endedEarly: { type: 'Boolean', category: 'internal', description: 'Cut short' },
};

/** Both parts of the XMP packet that are about the fax. */
export interface FaxProperties {
  /** Elements in the namespace `fax`. */
  readonly values: string;
  /** The element pdfaExtension:schemas, which describes just the properties that are there. */
  readonly extension: string;
}

/** ISO 19005-2 clause 6.6.2.3.3: properties that XMP doesn't know come with their own description. */
export function faxProperties(facts: FaxFacts): FaxProperties {
  // The keys are those of PROPERTIES; Object.keys widens them.
  const names = (Object.keys(PROPERTIES) as (keyof FaxFacts)[]).filter((name) => has(facts[name]));
  return {
    values: names.map((name) => `<fax:${name}>${xmlValue(facts[name])}</fax:${name}>\n`).join(''),
    extension: extensionSchema(names.map((name) => propertyDescription(name, PROPERTIES[name]))),
  };
}

type Value = FaxFacts[keyof FaxFacts];

const has = (value: Value): boolean =>
  value !== undefined && (typeof value !== 'object' || value.length > 0);

/** XMP part 1 clause 8.2: `True` and `False`, decimal integers. */
function xmlValue(value: Value): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return xmlText(`${value}`);
  return `<rdf:Seq>${value.map((item) => `<rdf:li>${item}</rdf:li>`).join('')}</rdf:Seq>`;
}

const extensionSchema = (properties: readonly string[]): string =>
  `<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Received fax</pdfaSchema:schema>
<pdfaSchema:namespaceURI>${FAX_NAMESPACE}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>fax</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
${properties.join('\n')}
</rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
`;

/** RDF/XML's short form of a structure: its fields as attributes (clause 7.2.21). */
const propertyDescription = (name: string, { type, category, description }: Property): string =>
  `<rdf:li pdfaProperty:name="${name}" pdfaProperty:valueType="${type}" pdfaProperty:category="${category}" pdfaProperty:description="${description}"/>`;
