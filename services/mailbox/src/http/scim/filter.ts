import { parse, Tester, type Filter } from 'scim2-parse-filter';

import { KuvertError } from '@kuvert/shared/errors';

import { scimLimits, urns } from './names.ts';

/** What a filter asks for: equal to these, which the database knows quickly, and the rest. */
export interface Asked {
  readonly id?: string;
  readonly name?: string;
  readonly externalId?: string;
  /** Undefined: that is all. */
  readonly rest?: Filter;
}

const wrong = (cause?: unknown): KuvertError =>
  new KuvertError('scim-filter-wrong', 'the filter is none of RFC 7644, section 3.4.2.2', {
    cause,
  });

/** A filter, bounded before it is read. @throws KuvertError `scim-filter-wrong` */
export const parseFilter = (text: string): Filter => {
  const depth = text.match(/[([]|\bnot\b/gi)?.length ?? 0;
  if (text.length > scimLimits.filter || depth > scimLimits.filterDepth) throw wrong();
  try {
    return parse(text);
  } catch (cause) {
    throw wrong(cause);
  }
};

/** `name`: the attribute that names a resource, told apart without its case. @throws KuvertError `scim-filter-wrong` */
export const readFilter = (text: string, name: 'userName' | 'displayName'): Asked => {
  const parts = conjunctsOf(parseFilter(text));
  const asked: { id?: string; name?: string; externalId?: string } = {};
  const rest: Filter[] = [];
  const quick: ReadonlyMap<string, 'id' | 'name' | 'externalId'> = new Map([
    ['id', 'id'],
    ['externalid', 'externalId'],
    [name.toLowerCase(), 'name'],
  ]);
  for (const part of parts) {
    const key = part.op === 'eq' ? quick.get(attributeIn(part.attrPath)) : undefined;
    if (part.op === 'eq' && key && asked[key] === undefined && typeof part.compValue === 'string')
      asked[key] = part.compValue;
    else rest.push(ofMembers(part));
  }
  return rest.length === 0 ? asked : { ...asked, rest: { op: 'and', filters: rest } };
};

/**
 * Whether a resource, as it would be answered, is what the filter asks for. The library compares letter by letter, so both
 * are brought to the same form before: texts without their case, unless our schema says that it counts, and times in UTC.
 */
export const matches = (resource: unknown, filter: Filter): boolean =>
  new Tester().test(comparable(resource), comparableFilter(filter));

/** Whose case counts, by our schema (RFC 7643, section 2.2), and by the RFC itself where every schema has them. */
const exact = new Set(['id', 'externalid', 'hsaid', 'value', '$ref', 'location', 'resourcetype']);
const times = new Set(['created', 'lastmodified']);

const leafOf = (path: string): string => /[^.:]*$/.exec(path)?.[0].toLowerCase() ?? '';

const comparableText = (name: string, text: string): string => {
  if (exact.has(name)) return text;
  if (!times.has(name)) return text.toLowerCase();
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
};

/** Without empty lists: of those no value is present (RFC 7644, section 3.4.2.2). */
const comparable = (value: unknown, name = ''): unknown => {
  if (typeof value === 'string') return comparableText(name, value);
  if (Array.isArray(value)) return value.map((each) => comparable(each, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => !Array.isArray(each) || each.length > 0)
      .map(([key, each]) => [key, comparable(each, leafOf(key))]),
  );
};

const comparableFilter = (filter: Filter): Filter => {
  switch (filter.op) {
    case 'and':
    case 'or':
      return { op: filter.op, filters: filter.filters.map(comparableFilter) };
    case 'not':
      return { op: 'not', filter: comparableFilter(filter.filter) };
    case '[]':
      return {
        ...{ op: '[]', attrPath: attributeIn(filter.attrPath) },
        valFilter: comparableFilter(filter.valFilter),
      };
    case 'pr':
      return { op: 'pr', attrPath: attributeIn(filter.attrPath) };
    case 'eq':
    case 'ne':
    case 'co':
    case 'sw':
    case 'ew':
    case 'gt':
    case 'lt':
    case 'ge':
    case 'le': {
      const { attrPath, compValue } = filter;
      const value =
        typeof compValue === 'string' ? comparableText(leafOf(attrPath), compValue) : compValue;
      return { op: filter.op, attrPath: attributeIn(attrPath), compValue: value };
    }
  }
};

const conjunctsOf = (filter: Filter): readonly Filter[] =>
  filter.op === 'and' ? filter.filters.flatMap(conjunctsOf) : [filter];

/** In lower case, without the name of a core schema before it. */
export const attributeIn = (path: string): string => {
  const lower = path.toLowerCase();
  for (const urn of [urns.user, urns.group])
    if (lower.startsWith(`${urn.toLowerCase()}:`)) return lower.slice(urn.length + 1);
  return lower;
};

/** Entra ID asks for `members eq "…"` and means their value. */
const ofMembers = (part: Filter): Filter =>
  part.op === 'eq' && attributeIn(part.attrPath) === 'members'
    ? { ...part, attrPath: 'members.value' }
    : part;
