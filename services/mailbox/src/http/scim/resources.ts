import type { ScimGroup, ScimUser, UserFacts } from '../../store/scim.ts';
import { attributeIn } from './filter.ts';
import { scimPath, urns } from './names.ts';
import type { UserDraft } from './patch.ts';

type Json = Readonly<Record<string, unknown>>;

const withoutNulls = (resource: Json): Json =>
  Object.fromEntries(
    Object.entries(resource).filter(([, value]) => value !== null && value !== undefined),
  );

const meta = (
  resourceType: 'User' | 'Group',
  origin: string,
  { id, createdAt, changedAt }: Pick<ScimUser, 'id' | 'createdAt' | 'changedAt'>,
): Json => ({
  resourceType,
  created: createdAt.toISOString(),
  lastModified: changedAt.toISOString(),
  location: `${origin}${scimPath}/${resourceType}s/${id}`,
});

/** A user as RFC 7643, section 4.1 has one. */
export const userResource = (origin: string, user: ScimUser): Json => {
  const name = withoutNulls({ givenName: user.givenName, familyName: user.familyName });
  return withoutNulls({
    schemas: user.hsaId === null ? [urns.user] : [urns.user, urns.kuvertUser],
    id: user.id,
    externalId: user.externalId,
    userName: user.userName,
    name: Object.keys(name).length > 0 ? name : null,
    displayName: user.displayName,
    active: user.active,
    groups: user.groups.map(({ value, display }) => ({
      ...{ value, display, type: 'direct' },
      $ref: `${origin}${scimPath}/Groups/${value}`,
    })),
    [urns.kuvertUser]: user.hsaId === null ? null : { hsaId: user.hsaId },
    meta: meta('User', origin, user),
  });
};

/** A group as section 4.2 has one. */
export const groupResource = (origin: string, group: ScimGroup): Json =>
  withoutNulls({
    schemas: [urns.group],
    id: group.id,
    externalId: group.externalId,
    displayName: group.displayName,
    members:
      group.members?.map(({ value, display }) => ({
        ...{ value, display, type: 'User' },
        $ref: `${origin}${scimPath}/Users/${value}`,
      })) ?? null,
    meta: meta('Group', origin, group),
  });

/** What a PATCH changes. */
export const draftOf = (user: UserFacts): UserDraft => ({
  schemas: [urns.user],
  userName: user.userName,
  externalId: user.externalId,
  displayName: user.displayName,
  active: user.active,
  name: { givenName: user.givenName, familyName: user.familyName },
  [urns.kuvertUser]: { hsaId: user.hsaId },
});

/** Which attributes are asked for (RFC 7644, section 3.9), by their names on top. */
export interface Projection {
  readonly only: ReadonlySet<string> | undefined;
  readonly without: ReadonlySet<string>;
}

/** Whether an answer has an attribute. */
export const wants = ({ only, without }: Projection, name: string): boolean => {
  const lower = name.toLowerCase();
  if (lower === 'id' || lower === 'schemas') return true;
  return only ? only.has(lower) : !without.has(lower);
};

export const project = (resource: Json, projection: Projection): Json =>
  Object.fromEntries(Object.entries(resource).filter(([name]) => wants(projection, name)));

/** A list of names with commas between; of `name.givenName` the whole `name` is meant. */
export const attributeNames = (list: string): ReadonlySet<string> =>
  new Set(list.split(',').map((each) => topOf(attributeIn(each.trim()))));

const topOf = (name: string): string => {
  const urn = urns.kuvertUser.toLowerCase();
  return name.startsWith(urn) ? urn : (name.split('.')[0] ?? name);
};
