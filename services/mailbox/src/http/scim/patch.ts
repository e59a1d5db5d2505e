import type { Filter } from 'scim2-parse-filter';

import { KuvertError } from '@kuvert/shared/errors';

import type { GroupFacts, MemberChange, Reference } from '../../store/scim.ts';
import { attributeOf, isResource, memberIds, requireSchema, type Resource } from './attributes.ts';
import { attributeIn, matches, parseFilter } from './filter.ts';
import { scimLimits, urns } from './names.ts';

/** One thing to do with one attribute; `filter` chooses among its values. */
interface Step {
  readonly op: 'add' | 'remove' | 'replace';
  /** In lower case, without its schema, such as `name.givenname`. */
  readonly attribute: string;
  readonly filter: string | undefined;
  readonly value: unknown;
}

const pathWrong = (): KuvertError =>
  new KuvertError('scim-path-wrong', 'the path is none of RFC 7644, section 3.5.2');

/** `attribute`, `attribute.sub`, `attribute[filter]`, `attribute[filter].sub`; a schema may stand before it. */
const path =
  /^((?:urn:[\w.:-]{1,200}:)?[a-z$][\w$-]{0,100}(?:\.[a-z$][\w$-]{0,100})?)(?:\[(.{1,500})\](?:\.[a-z$][\w$-]{0,100})?)?$/is;

/** The operations of a PATCH, each of one attribute. @throws KuvertError `scim-syntax-wrong`, `scim-path-wrong` */
export const readSteps = (body: Resource): readonly Step[] => {
  requireSchema(body, urns.patch);
  const operations = attributeOf(body, 'Operations');
  if (!Array.isArray(operations) || operations.length === 0)
    throw new KuvertError('scim-syntax-wrong', 'Operations is a list of what to do');
  if (operations.length > scimLimits.operations)
    throw new KuvertError('scim-too-many', `${scimLimits.operations} operations at most`);
  return operations.flatMap(stepsOf);
};

const stepsOf = (operation: unknown): readonly Step[] => {
  const parts = isResource(operation) ? operation : {};
  const op = opOf(attributeOf(parts, 'op'));
  const where = attributeOf(parts, 'path');
  const value = attributeOf(parts, 'value');
  if (where !== undefined && where !== null && where !== '') {
    if (typeof where !== 'string') throw pathWrong();
    return stepsAt(op, where, value);
  }
  if (op === 'remove' || !isResource(value))
    throw new KuvertError('scim-syntax-wrong', 'without a path the value has attributes');
  return Object.entries(value).flatMap(([name, each]) => stepsAt(op, name, each));
};

/** Entra ID begins them with a capital. */
const opOf = (op: unknown): Step['op'] => {
  const word = typeof op === 'string' ? op.toLowerCase() : '';
  if (word === 'add' || word === 'remove' || word === 'replace') return word;
  throw new KuvertError('scim-syntax-wrong', 'op is add, remove or replace');
};

const kuvertUser = urns.kuvertUser.toLowerCase();

const stepsAt = (op: Step['op'], where: string, value: unknown): readonly Step[] => {
  if (where.length > scimLimits.path) throw pathWrong();
  const whole = attributeIn(where);
  // a schema with all that is of it
  if (whole === urns.user.toLowerCase() || whole === urns.group.toLowerCase()) {
    if (op === 'remove' || !isResource(value)) throw pathWrong();
    return Object.entries(value).flatMap(([name, each]) => stepsAt(op, name, each));
  }
  // the whole of our extension, or the whole of a name: its attributes, one by one
  if (whole === kuvertUser || whole === 'name') {
    const before = whole === 'name' ? 'name.' : `${kuvertUser}:`;
    if (op === 'remove')
      return ['givenname', 'familyname', 'hsaid'].map((name) => ({
        ...{ op, attribute: `${before}${name}`, filter: undefined, value: undefined },
      }));
    if (!isResource(value))
      throw new KuvertError('scim-value-wrong', 'this has attributes of its own');
    return Object.entries(value).map(([name, each]) => ({
      ...{ op, attribute: `${before}${name.toLowerCase()}`, filter: undefined, value: each },
    }));
  }
  const found = path.exec(where);
  if (!found?.[1]) throw pathWrong();
  return [{ op, attribute: attributeIn(found[1]), filter: found[2], value }];
};

/** What is kept of a user, by the name that a path has for it, as the resource that is read again afterwards. */
const kept = new Map<string, (resource: UserDraft, value: unknown) => void>([
  ['username', (user, value) => (user.userName = value)],
  ['externalid', (user, value) => (user.externalId = value)],
  ['displayname', (user, value) => (user.displayName = value)],
  ['name.givenname', (user, value) => (user.name['givenName'] = value)],
  ['name.familyname', (user, value) => (user.name['familyName'] = value)],
  [`${kuvertUser}:hsaid`, (user, value) => (user[urns.kuvertUser]['hsaId'] = value)],
]);

/** A user as a resource that is being changed. */
export interface UserDraft {
  schemas: readonly string[];
  userName: unknown;
  externalId: unknown;
  displayName: unknown;
  active: unknown;
  readonly name: Record<string, unknown>;
  readonly [urns.kuvertUser]: Record<string, unknown>;
}

/** Does it, one after the other. What isn't kept of users isn't changed, as it isn't taken when they are created. */
export const patchUser = (user: UserDraft, steps: readonly Step[]): void => {
  for (const { op, attribute, filter, value } of steps) {
    if (filter !== undefined) parseFilter(filter);
    if (attribute === 'active') {
      // who has no word of it is not let in by that
      user.active = op === 'remove' ? false : value;
      continue;
    }
    kept.get(attribute)?.(user, op === 'remove' ? null : value);
  }
};

/** Does it, one after the other; `membersOf` is asked where a filter chooses among who is there. */
export const patchGroup = async (
  facts: GroupFacts,
  steps: readonly Step[],
  membersOf: () => Promise<readonly Reference[]>,
): Promise<{ readonly resource: Resource; readonly members: MemberChange }> => {
  const resource: Record<string, unknown> = { schemas: [urns.group], ...facts };
  let all: readonly string[] | null = null;
  const [gone, come] = [new Set<string>(), new Set<string>()];
  const leave = (ids: readonly string[]): void => {
    for (const id of ids) {
      come.delete(id);
      gone.add(id);
    }
  };
  const become = (ids: readonly string[]): void => {
    all = ids;
    gone.clear();
    come.clear();
  };
  let present: Promise<readonly Reference[]> | undefined;
  const membersOnce = (): Promise<readonly Reference[]> => (present ??= membersOf());
  const searches = steps.filter(({ attribute, filter }) => {
    return (
      attribute === 'members' && filter !== undefined && idIn(parseFilter(filter)) === undefined
    );
  });
  if (searches.length > scimLimits.searches)
    throw new KuvertError('scim-too-many', `${scimLimits.searches} filters of members at most`);
  for (const { op, attribute, filter, value } of steps) {
    if (attribute === 'displayname') resource['displayName'] = op === 'remove' ? null : value;
    if (attribute === 'externalid') resource['externalId'] = op === 'remove' ? null : value;
    if (attribute !== 'members') continue;
    if (filter !== undefined) {
      if (op !== 'remove') throw pathWrong();
      leave(await chosen(filter, membersOnce));
    } else if (op === 'remove' && (value === undefined || value === null)) become([]);
    else if (op === 'remove') leave(memberIds(value));
    else if (op === 'replace') become(memberIds(value));
    else
      for (const id of memberIds(value)) {
        gone.delete(id);
        come.add(id);
      }
  }
  return { resource, members: { all, gone: [...gone], come: [...come] } };
};

const chosen = async (
  filter: string,
  membersOf: () => Promise<readonly Reference[]>,
): Promise<readonly string[]> => {
  const parsed = parseFilter(filter);
  const id = idIn(parsed);
  if (id !== undefined) return [id];
  return (await membersOf()).filter((each) => matches(each, parsed)).map(({ value }) => value);
};

/** Whom a filter of members names by their id: they are looked for by nothing else. */
const idIn = (filter: Filter): string | undefined =>
  filter.op === 'eq' &&
  filter.attrPath.toLowerCase() === 'value' &&
  typeof filter.compValue === 'string'
    ? filter.compValue
    : undefined;
