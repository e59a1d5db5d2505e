import type {
  CodeableConcept,
  HumanName,
  Identifier,
  MessageBundle,
  Organization,
  Person,
  Reference,
  Resource,
} from '@kuvert/shared/partners/fhir/resources';
import { rootOf, uriSystem } from '@kuvert/shared/partners/fhir/systems';
import { rejected, type Receipt } from '@kuvert/shared/partners/reasons';

/** Thrown while a Bundle is read, and caught where that began: what is wrong may lie at any depth. */
export class Unreadable extends Error {
  readonly receipt: Receipt & { readonly kind: 'rejected' };

  constructor(receipt: Receipt & { readonly kind: 'rejected' }) {
    super('a Bundle that is no message');
    this.receipt = receipt;
  }
}

/** The Bundle's shape isn't what it must be, at a FHIRPath. */
export const misshapen = (at: string): Unreadable =>
  new Unreadable(rejected('SV', 'structure', at));

/** @throws Unreadable */
export const refuse = (at: string): never => {
  throw misshapen(at);
};

type Named<Type extends Resource['resourceType']> = Extract<
  Resource,
  { readonly resourceType: Type }
>;

/** The resources of one Bundle: a reference leads to another of them, or nowhere. Nothing is ever fetched. */
export interface Entries {
  /** What `url` names, of one of the types. @throws Unreadable when it isn't in the Bundle */
  find<Type extends Resource['resourceType']>(
    url: string,
    types: readonly Type[],
    at: string,
  ): Named<Type>;
  /** The FHIRPath of the first entry of such a type that nothing asked for. */
  firstUnused(types: readonly Resource['resourceType'][]): string | undefined;
}

/** @throws Unreadable when two entries have one name */
export const entriesOf = ({ entry }: MessageBundle): Entries => {
  const all = new Map(entry.map(({ fullUrl, resource }) => [fullUrl.toLowerCase(), resource]));
  if (all.size !== entry.length) throw misshapen('Bundle.entry.fullUrl');
  const used = new Set<Resource>();
  return {
    find: (url, types, at) => {
      const found = all.get(url.toLowerCase());
      if (!found || !isOf(found, types)) throw misshapen(at);
      used.add(found);
      return found;
    },
    firstUnused: (types) => {
      const index = entry.findIndex(({ resource }) => isOf(resource, types) && !used.has(resource));
      return index === -1 ? undefined : `Bundle.entry[${index}].resource`;
    },
  };
};

const isOf = <Type extends Resource['resourceType']>(
  resource: Resource,
  types: readonly Type[],
): resource is Named<Type> => types.some((type) => type === resource.resourceType);

/** As the client API has persons and references. */
export interface NamedId {
  readonly root: string;
  readonly extension: string;
  readonly label: string;
}

export const namedBy = ({ system, value, type }: Identifier, label?: string): NamedId => ({
  root: rootOf(system),
  extension: value,
  label: label ?? type?.text ?? value,
});

type PersonType = 'Patient' | 'Practitioner' | 'PractitionerRole';

/** Who or what a reference means, by every identifier: its own, and those of what it leads to. */
export const identified = (
  entries: Entries,
  reference: Reference,
  type: 'Patient' | 'Practitioner',
  at: string,
): readonly NamedId[] =>
  identifiedAs(
    entries,
    reference,
    type === 'Patient' ? [type] : ['Practitioner', 'PractitionerRole'],
    at,
  );

const identifiedAs = (
  entries: Entries,
  reference: Reference,
  types: readonly PersonType[],
  at: string,
): readonly NamedId[] => {
  const own = reference.identifier ? [namedBy(reference.identifier, reference.display)] : [];
  const all = [...own, ...ledTo(entries, reference, types, at)];
  // whoever can't be named would be lost
  return all.length > 0 ? all : refuse(at);
};

/** Those of the person to whom a reference leads; of somebody in a post the post's own as well. */
const ledTo = (
  entries: Entries,
  { reference, display }: Reference,
  types: readonly PersonType[],
  at: string,
): readonly NamedId[] => {
  if (reference === undefined) return [];
  const found = entries.find(reference, types, at);
  if (found.resourceType !== 'PractitionerRole')
    return namesOf(found.identifier, display ?? nameOf(found));
  const { practitioner, identifier, code: [post] = [] } = found;
  const persons = practitioner ? identifiedAs(entries, practitioner, ['Practitioner'], at) : [];
  const words = [persons[0]?.label, conceptWords(post)].filter((each) => each !== undefined);
  const name = display ?? (words.join(', ').slice(0, 256) || undefined);
  return [...persons, ...namesOf(identifier, name)];
};

const namesOf = (identifiers: readonly Identifier[] = [], label: string | undefined): NamedId[] =>
  identifiers.map((identifier) => namedBy(identifier, label));

const nameOf = ({ name: [name] = [] }: Person): string | undefined => name && wordsOf(name);

const wordsOf = ({ text, given = [], family }: HumanName): string | undefined =>
  text ??
  ([...given, ...(family === undefined ? [] : [family])].join(' ').slice(0, 256) || undefined);

/** What a concept says to people: its own words, else a coding's. */
export const conceptWords = ({ text, coding = [] }: CodeableConcept = {}): string | undefined =>
  text ?? coding.flatMap(({ display, code }) => display ?? code ?? [])[0];

/** Of an organisation and of the one that it is part of. */
export const organisationsOf = (
  entries: Entries,
  reference: Reference | undefined,
  at: string,
): readonly Pick<Organization, 'identifier' | 'name'>[] => {
  if (!reference) return [];
  const own = reference.identifier
    ? [{ identifier: [reference.identifier], name: reference.display }]
    : [];
  if (reference.reference === undefined) return own;
  const found = entries.find(reference.reference, ['Organization'], at);
  if (!found.partOf) return [...own, found];
  const { identifier, reference: whole, display } = found.partOf;
  const above = whole === undefined ? [] : [entries.find(whole, ['Organization'], at)];
  const named = identifier ? [{ identifier: [identifier], name: display }] : [];
  return [...own, found, ...named, ...above];
};

const uuidUrn = /^urn:uuid:([0-9a-f-]{36})$/i;

/** The id of a message that a reference means; it needn't be in the Bundle. */
export const messageIdOf = ({ reference, identifier }: Reference): string | undefined =>
  uuidUrn
    .exec(reference ?? (identifier?.system === uriSystem ? identifier.value : ''))?.[1]
    ?.toLowerCase();
