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

/** Whether a resource, as it would be answered, is what the filter asks for. */
export const matches = (resource: unknown, filter: Filter): boolean =>
  new Tester().test(resource, filter);

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
