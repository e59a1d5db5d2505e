import { z } from 'zod';

import {
  defineRoute,
  type Accepts,
  type Answer,
  type Route,
  type TypedRoute,
} from '@kuvert/platform/http/route';
import { KuvertError, type ErrorCode } from '@kuvert/shared/errors';

import type { ScimDirectory } from '../../store/scim.ts';
import { notFound } from '../../store/not-found.ts';
import type { Scim } from '../../use-cases/scim.ts';
import { attributeOf, memberIds, readGroup, readUser, type Resource } from './attributes.ts';
import { providerConfig, resourceTypes, schemas } from './discovery.ts';
import { matches, readFilter, type Asked } from './filter.ts';
import { scimLimits, scimPath, scimType, urns } from './names.ts';
import { patchGroup, patchUser, readSteps } from './patch.ts';
import {
  attributeNames,
  draftOf,
  groupResource,
  project,
  userResource,
  wants,
  type Projection,
} from './resources.ts';

export interface ScimRoutesDeps {
  readonly scim: Scim;
  readonly origin: string;
}

type ScimRoute = Route<ScimDirectory>;

const everywhere = [
  'token-required',
  'token-invalid',
  'rate-limited',
] as const satisfies readonly ErrorCode[];
const define = defineRoute<ScimDirectory>();
const route = <const A extends Accepts>(typed: TypedRoute<ScimDirectory, A>): ScimRoute => ({
  ...define(typed),
  problems: [...everywhere, ...typed.problems],
});

const names = z
  .string()
  .max(2_000)
  .optional()
  .transform((text) => text && attributeNames(text));
const projected = {
  attributes: names.describe('with commas between: these alone'),
  excludedAttributes: names.describe('with commas between: all but these'),
};
/** A number, or what says as much as none. */
const number = (otherwise: number) =>
  z.coerce.number().int().min(-1_000_000_000).max(1_000_000_000).default(otherwise);
const Listing = z.object({
  ...projected,
  filter: z.string().max(scimLimits.filter).optional().describe('RFC 7644, section 3.4.2.2'),
  startIndex: number(1).describe('from 1'),
  count: number(100).describe(`${scimLimits.page} at most`),
});
const One = z.object(projected);
const params = z.object({ id: z.uuid() });
const body = z.looseObject({ schemas: z.array(z.string()).max(20).optional() });
const writes = { query: One, body, bodyTypes: [scimType] } as const;
const writing = [
  ...['body-too-large', 'content-type-wrong', 'request-not-json', 'request-invalid'],
  ...['scim-syntax-wrong', 'scim-value-wrong', 'scim-taken'],
] as const satisfies readonly ErrorCode[];
const patching = ['scim-path-wrong', 'scim-filter-wrong', 'scim-too-many'] as const;
const listing = ['request-invalid', 'scim-filter-wrong', 'scim-too-many'] as const;
const found = (description: string) => ({ status: 200, description, contentType: scimType });
const made = (description: string) => ({ status: 201, description, contentType: scimType });
const gone = { status: 204, description: 'done' };

const json = (
  value: unknown,
  { status = 200, location }: { readonly status?: number; readonly location?: string } = {},
): Answer => ({
  kind: 'bytes',
  status,
  contentType: `${scimType}; charset=utf-8`,
  bytes: JSON.stringify(value),
  headers: { 'cache-control': 'no-store', ...(location && { location }) },
});

const listAnswer = (
  resources: readonly unknown[],
  { total, startIndex = 1 }: { readonly total: number; readonly startIndex?: number },
): Answer =>
  json({
    schemas: [urns.list],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  });

/** The type of what `names` makes of nothing is an empty text. */
const projectionOf = ({
  attributes,
  excludedAttributes,
}: Readonly<
  Record<'attributes' | 'excludedAttributes', ReadonlySet<string> | '' | undefined>
>): Projection => ({
  only: attributes === '' ? undefined : attributes,
  without: excludedAttributes === '' ? new Set() : (excludedAttributes ?? new Set()),
});

/** A resource that is there from now on, and where, whatever of it is asked for. */
const created = (resource: Resource, asked: z.output<typeof One>): Answer =>
  json(project(resource, projectionOf(asked)), { status: 201, location: locationOf(resource) });

/** What is listed: equality asks the database for a page; anything else is looked for among all, within bounds. */
const listed = async <Row>(
  { filter, startIndex, count }: z.output<typeof Listing>,
  name: 'userName' | 'displayName',
  read: (
    asked: Asked,
    page: { readonly offset: number; readonly most: number },
  ) => Promise<{ readonly total: number; readonly rows: readonly Row[] }>,
  resourceOf: (row: Row) => Resource,
): Promise<{
  readonly rows: readonly Resource[];
  readonly total: number;
  readonly startIndex: number;
}> => {
  const asked = filter === undefined ? {} : readFilter(filter, name);
  const offset = Math.max(startIndex, 1) - 1;
  const most = Math.min(Math.max(count, 0), scimLimits.page);
  const { rest } = asked;
  if (!rest) {
    // of a page without rows the number of all is asked for as well
    const { rows, total } = await read(asked, { offset, most });
    const all = rows.length > 0 ? total : (await read(asked, { offset: 0, most: 1 })).total;
    return { rows: rows.map(resourceOf), total: all, startIndex: offset + 1 };
  }
  const { rows } = await read(asked, { offset: 0, most: scimLimits.searched + 1 });
  if (rows.length > scimLimits.searched)
    throw new KuvertError('scim-too-many', 'too many to look through: ask for one by its name');
  const hits = rows.map(resourceOf).filter((each) => matches(each, rest));
  return { rows: hits.slice(offset, offset + most), total: hits.length, startIndex: offset + 1 };
};

const userRoutes = ({ scim, origin }: ScimRoutesDeps): ScimRoute[] => [
  route({
    method: 'get',
    path: `${scimPath}/Users`,
    summary: 'People of the directory',
    accepts: { query: Listing },
    success: found('a list'),
    problems: listing,
    handle: async ({ query }, directory) => {
      const { rows, ...rest } = await listed(
        query,
        'userName',
        (asked, page) => scim.users(directory, { ...asked, ...page }),
        (user) => userResource(origin, user),
      );
      const projection = projectionOf(query);
      return listAnswer(
        rows.map((each) => project(each, projection)),
        rest,
      );
    },
  }),
  route({
    method: 'post',
    path: `${scimPath}/Users`,
    summary: 'Adds somebody, or takes in who is known by their login already',
    accepts: writes,
    success: made('the user'),
    problems: writing,
    handle: async (input, directory) => {
      const user = await scim.addUser(directory, readUser(input.body, { active: true }));
      return created(userResource(origin, user), input.query);
    },
  }),
  route({
    method: 'get',
    path: `${scimPath}/Users/:id`,
    summary: 'A user',
    accepts: { params, query: One },
    success: found('the user'),
    problems: ['not-found', 'request-invalid'],
    handle: async (input, directory) => {
      const user = await scim.user(directory, input.params.id);
      return json(project(userResource(origin, user), projectionOf(input.query)));
    },
  }),
  route({
    method: 'put',
    path: `${scimPath}/Users/:id`,
    summary: 'Makes a user what the body says; without `active` they stay as they were',
    accepts: { params, ...writes },
    success: found('the user'),
    problems: ['not-found', 'scim-subject-changed', ...writing],
    handle: async (input, directory) => {
      const user = await scim.changeUser(directory, input.params.id, (was) =>
        readUser(input.body, was),
      );
      return json(project(userResource(origin, user), projectionOf(input.query)));
    },
  }),
  route({
    method: 'patch',
    path: `${scimPath}/Users/:id`,
    summary: 'Changes a user; `active` false ends their access and sessions at once',
    accepts: { params, ...writes },
    success: found('the user'),
    problems: ['not-found', 'scim-subject-changed', ...patching, ...writing],
    handle: async (input, directory) => {
      const steps = readSteps(input.body);
      const user = await scim.changeUser(directory, input.params.id, (was) => {
        const draft = draftOf(was);
        patchUser(draft, steps);
        return readUser({ ...draft }, was);
      });
      return json(project(userResource(origin, user), projectionOf(input.query)));
    },
  }),
  route({
    method: 'delete',
    path: `${scimPath}/Users/:id`,
    summary: 'Somebody has left: their access and sessions end at once; what they did stays theirs',
    accepts: { params },
    success: gone,
    problems: ['not-found'],
    handle: async (input, directory) => {
      await scim.removeUser(directory, input.params.id);
      return { kind: 'empty', status: 204 };
    },
  }),
];

/** Without `members` a new group has none, and one that is there keeps its own. */
const membersIn = (resource: Resource): readonly string[] | null => {
  const members = attributeOf(resource, 'members');
  return members === undefined || members === null ? null : memberIds(members);
};

/** A group as it is asked for; its members aren't read where nobody wants them. */
const groupFor =
  ({ scim, origin }: ScimRoutesDeps) =>
  async (directory: ScimDirectory, id: string, projection: Projection): Promise<Resource> => {
    const group = await scim.group(directory, id, wants(projection, 'members'));
    return project(groupResource(origin, group), projection);
  };

const groupRoutes = (
  { scim, origin }: ScimRoutesDeps,
  groupOf = groupFor({ scim, origin }),
): ScimRoute[] => [
  route({
    method: 'get',
    path: `${scimPath}/Groups`,
    summary: 'Groups of the directory',
    accepts: { query: Listing },
    success: found('a list'),
    problems: listing,
    handle: async ({ query }, directory) => {
      const projection = projectionOf(query);
      const { rows, ...rest } = await listed(
        query,
        'displayName',
        (asked, page) =>
          scim.groups(directory, {
            ...{ ...asked, ...page },
            withMembers: asked.rest !== undefined || wants(projection, 'members'),
          }),
        (group) => groupResource(origin, group),
      );
      return listAnswer(
        rows.map((each) => project(each, projection)),
        rest,
      );
    },
  }),
  route({
    method: 'post',
    path: `${scimPath}/Groups`,
    summary: 'Adds a group',
    accepts: writes,
    success: made('the group'),
    problems: writing,
    handle: async (input, directory) => {
      const members = { all: membersIn(input.body) ?? [], gone: [], come: [] };
      const group = await scim.addGroup(directory, { ...readGroup(input.body), members });
      return created(groupResource(origin, group), input.query);
    },
  }),
  route({
    method: 'get',
    path: `${scimPath}/Groups/:id`,
    summary: 'A group',
    accepts: { params, query: One },
    success: found('the group'),
    problems: ['not-found', 'request-invalid'],
    handle: async (input, directory) => {
      return json(await groupOf(directory, input.params.id, projectionOf(input.query)));
    },
  }),
  route({
    method: 'put',
    path: `${scimPath}/Groups/:id`,
    summary: 'Makes a group what the body says; without `members` it keeps them',
    accepts: { params, ...writes },
    success: found('the group'),
    problems: ['not-found', ...writing],
    handle: async (input, directory) => {
      const members = { all: membersIn(input.body), gone: [], come: [] };
      const change = { ...readGroup(input.body), members };
      await scim.changeGroup(directory, input.params.id, () => Promise.resolve(change));
      return json(await groupOf(directory, input.params.id, projectionOf(input.query)));
    },
  }),
  route({
    method: 'patch',
    path: `${scimPath}/Groups/:id`,
    summary: 'Changes a group; who comes and who goes is a member of departments by it at once',
    accepts: { params, ...writes },
    success: gone,
    // who asks for attributes is told them (RFC 7644, section 3.5.2); a group may have ten thousand members
    successToo: found('the group, where `attributes` are asked for'),
    problems: ['not-found', ...patching, ...writing],
    handle: async (input, directory) => {
      const steps = readSteps(input.body);
      await scim.changeGroup(directory, input.params.id, async (was, membersOf) => {
        const { displayName, externalId } = was;
        const patched = await patchGroup({ displayName, externalId }, steps, membersOf);
        return { ...readGroup(patched.resource), members: patched.members };
      });
      const projection = projectionOf(input.query);
      if (!projection.only) return { kind: 'empty', status: 204 };
      return json(await groupOf(directory, input.params.id, projection));
    },
  }),
  route({
    method: 'delete',
    path: `${scimPath}/Groups/:id`,
    summary: 'Ends a group, and what came of it',
    accepts: { params },
    success: gone,
    problems: ['not-found'],
    handle: async (input, directory) => {
      await scim.removeGroup(directory, input.params.id);
      return { kind: 'empty', status: 204 };
    },
  }),
];

const named = z.object({ name: z.string().max(200) });
const Unfiltered = z.object({
  filter: z.unknown().optional().describe('refused: what is here is told whole'),
});

/** Whoever believed that a filter counts would take what they get for all that fits (RFC 7644, section 4). */
const refuseFilter = ({ filter }: z.output<typeof Unfiltered>): void => {
  if (filter !== undefined)
    throw new KuvertError('scim-filter-refused', 'what can be done here is told without a filter');
};

const discoveryRoutes = ({ origin }: ScimRoutesDeps): ScimRoute[] => [
  route({
    method: 'get',
    path: `${scimPath}/ServiceProviderConfig`,
    summary: 'What can be done here',
    accepts: { query: Unfiltered },
    success: found('as RFC 7643, section 5 has it'),
    problems: ['scim-filter-refused'],
    handle: async ({ query }) => {
      refuseFilter(query);
      return json(providerConfig(origin));
    },
  }),
  ...(
    [
      ['ResourceTypes', resourceTypes(origin)],
      ['Schemas', schemas(origin)],
    ] as const
  ).flatMap(([path, all]) => [
    route({
      method: 'get',
      path: `${scimPath}/${path}`,
      summary: `${path} of RFC 7643`,
      accepts: { query: Unfiltered },
      success: found('a list'),
      problems: ['scim-filter-refused'],
      handle: async ({ query }) => {
        refuseFilter(query);
        return listAnswer(all, { total: all.length });
      },
    }),
    route({
      method: 'get',
      path: `${scimPath}/${path}/:name`,
      summary: `One of ${path}`,
      accepts: { params: named, query: Unfiltered },
      success: found('it'),
      problems: ['not-found', 'scim-filter-refused'],
      handle: async ({ params: { name }, query }) => {
        refuseFilter(query);
        const one = all.find(({ id }) => id === name);
        if (!one) throw notFound();
        return json(one);
      },
    }),
  ]),
];

const locationOf = (resource: Resource): string => {
  const meta = resource['meta'] as { readonly location: string };
  return meta.location;
};

/** All that a directory may ask for and say. */
export const scimRoutes = (deps: ScimRoutesDeps): readonly ScimRoute[] => [
  ...userRoutes(deps),
  ...groupRoutes(deps),
  ...discoveryRoutes(deps),
];
