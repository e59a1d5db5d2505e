import { KuvertError } from '@kuvert/shared/errors';

import type { GroupFacts, UserFacts } from '../../store/scim.ts';
import { scimLimits, urns } from './names.ts';

/** A JSON object of a request. */
export type Resource = Readonly<Record<string, unknown>>;

export const isResource = (value: unknown): value is Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An attribute by its name, in whatever case (RFC 7643, section 2.1). */
export const attributeOf = (resource: Resource, name: string): unknown => {
  const wanted = name.toLowerCase();
  const key = Object.keys(resource).find((each) => each.toLowerCase() === wanted);
  return key === undefined ? undefined : resource[key];
};

export const valueWrong = (detail: string): KuvertError =>
  new KuvertError('scim-value-wrong', detail);

/** @throws KuvertError `scim-syntax-wrong` when the body doesn't say that it is of that schema */
export const requireSchema = (body: Resource, urn: string): void => {
  const schemas = attributeOf(body, 'schemas');
  const names: readonly unknown[] = Array.isArray(schemas) ? schemas.slice(0, 20) : [];
  if (!names.some((each) => typeof each === 'string' && each.toLowerCase() === urn.toLowerCase()))
    throw new KuvertError('scim-syntax-wrong', `schemas has to name ${urn}`);
};

/** Characters that no name of a directory has, and PostgreSQL doesn't keep. */
const control = /\p{Cc}/u;

/** A text, or null where there is none. @throws KuvertError `scim-value-wrong` */
export const textOf = (
  value: unknown,
  name: string,
  longest: number = scimLimits.text,
): string | null => {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw valueWrong(`${name} is a text`);
  const text = value.trim();
  if (text.length > longest || control.test(text))
    throw valueWrong(`${name} has ${longest} characters at most, and no control characters`);
  return text === '' ? null : text;
};

/** @throws KuvertError `scim-value-wrong` */
export const requiredText = (value: unknown, name: string, longest?: number): string => {
  const text = textOf(value, name, longest);
  if (text === null) throw valueWrong(`${name} is missing`);
  return text;
};

/** Entra ID writes truth as a text. @throws KuvertError `scim-value-wrong` */
export const truthOf = (value: unknown, name: string): boolean => {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  if (word === 'true') return true;
  if (word === 'false') return false;
  throw valueWrong(`${name} is true or false`);
};

const partOf = (body: Resource, name: string): Resource => {
  const part = attributeOf(body, name);
  if (part === undefined || part === null) return {};
  if (!isResource(part)) throw valueWrong(`${name} has attributes of its own`);
  return part;
};

/**
 * What is kept of a user; what isn't named here isn't read. Without `active` they stay as they were.
 * @throws KuvertError `scim-syntax-wrong`, `scim-value-wrong`
 */
export const readUser = (body: Resource, was: Pick<UserFacts, 'active'>): UserFacts => {
  requireSchema(body, urns.user);
  const name = partOf(body, 'name');
  const active = attributeOf(body, 'active');
  return {
    userName: requiredText(attributeOf(body, 'userName'), 'userName'),
    externalId: textOf(attributeOf(body, 'externalId'), 'externalId'),
    hsaId: textOf(attributeOf(partOf(body, urns.kuvertUser), 'hsaId'), 'hsaId'),
    displayName: textOf(attributeOf(body, 'displayName'), 'displayName'),
    givenName: textOf(attributeOf(name, 'givenName'), 'name.givenName'),
    familyName: textOf(attributeOf(name, 'familyName'), 'name.familyName'),
    active: active === undefined || active === null ? was.active : truthOf(active, 'active'),
  };
};

/** @throws KuvertError `scim-syntax-wrong`, `scim-value-wrong` */
export const readGroup = (body: Resource): GroupFacts => {
  requireSchema(body, urns.group);
  return {
    displayName: requiredText(
      attributeOf(body, 'displayName'),
      'displayName',
      scimLimits.groupName,
    ),
    externalId: textOf(attributeOf(body, 'externalId'), 'externalId', scimLimits.groupName),
  };
};

/** The ids of members, as lists of `{ value }`; one alone may stand without its list. @throws KuvertError `scim-value-wrong` */
export const memberIds = (value: unknown): readonly string[] => {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (all.length > scimLimits.members)
    throw valueWrong(`${scimLimits.members} members at once at most`);
  return all.map((each) =>
    requiredText(isResource(each) ? attributeOf(each, 'value') : each, 'the value of a member'),
  );
};
