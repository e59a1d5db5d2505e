import { z } from 'zod';

import type { ErrorCode } from '@kuvert/shared/errors';

import { statusOfCode } from './problem.ts';
import type { Accepts, Route, Success } from './route.ts';

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'stable' },
    details: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
  },
};

/** How requests are authenticated, in OpenAPI's words. */
export interface Security<R> {
  readonly schemes: Readonly<Record<string, unknown>>;
  /** What a route takes, by the scheme's name. */
  readonly of: (route: R) => Readonly<Record<string, readonly string[]>>;
}

/** In which form errors are told: a schema of `components`. */
export interface Faults {
  readonly contentType: string;
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

const problems9457: Faults = {
  contentType: 'application/problem+json',
  name: 'Problem',
  schema: problem,
};

/** An OpenAPI 3.1 description made of the schemas that validate the requests. */
export const openApi = <R extends Route<never>>(
  title: string,
  version: string,
  routes: readonly R[],
  security?: Security<R>,
  faults: Faults = problems9457,
): Readonly<Record<string, unknown>> => ({
  openapi: '3.1.0',
  info: { title, version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
  paths: pathsOf(routes, security, faults),
  components: {
    schemas: { [faults.name]: faults.schema },
    ...(security ? { securitySchemes: security.schemes } : {}),
  },
});

const pathsOf = <R extends Route<never>>(
  routes: readonly R[],
  security: Security<R> | undefined,
  faults: Faults,
): Record<string, Record<string, unknown>> => {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    const secured = security ? { security: [security.of(route)] } : {};
    paths[path] = { ...paths[path], [route.method]: { ...operation(route, faults), ...secured } };
  }
  return paths;
};

const operation = (route: Route<never>, faults: Faults): Record<string, unknown> => ({
  summary: route.summary,
  parameters: [
    ...parameters('path', route.accepts.params),
    ...parameters('query', route.accepts.query),
    ...parameters('header', route.accepts.headers),
  ],
  ...requestBody(route.accepts),
  responses: {
    ...answer(route.success),
    ...(route.successToo ? answer(route.successToo) : {}),
    ...problems(route.problems, faults),
  },
});

const answer = ({
  status,
  description,
  schema,
  contentType,
}: Success): Record<string, unknown> => ({
  [status]: {
    description,
    ...(schema || contentType
      ? { content: content(contentType ?? 'application/json', schema) }
      : {}),
  },
});

const requestBody = ({
  body,
  bodyTypes: [type = 'application/json'] = [],
  upload,
}: Accepts): Record<string, unknown> => {
  if (body) return { requestBody: { required: true, content: content(type, body) } };
  if (!upload) return {};
  return { requestBody: { required: true, content: { 'multipart/form-data': form(upload) } } };
};

const form = ({
  field,
  maxBytes,
  most,
  beside,
}: NonNullable<Accepts['upload']>): Record<string, unknown> => {
  const file = {
    type: 'string',
    contentMediaType: 'application/octet-stream',
    description: `${maxBytes} bytes at most`,
  };
  const files = most === undefined ? file : { type: 'array', items: file, maxItems: most };
  const properties = {
    ...(beside ? { [beside.name]: jsonSchema(beside.schema) } : {}),
    [field]: files,
  };
  return {
    schema: { type: 'object', required: [beside?.name ?? field], properties },
    ...(beside ? { encoding: { [beside.name]: { contentType: 'application/json' } } } : {}),
  };
};

const content = (type: string, schema: z.ZodType | undefined): Record<string, unknown> => ({
  [type]: schema ? { schema: jsonSchema(schema) } : {},
});

const jsonSchema = (schema: z.ZodType): Record<string, unknown> => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
};

const parameters = (
  place: 'path' | 'query' | 'header',
  schema: z.ZodType | undefined,
): unknown[] => {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
};

const problems = (
  codes: readonly ErrorCode[],
  { contentType, name }: Faults,
): Record<string, unknown> => {
  const byStatus = Map.groupBy(codes, statusOfCode);
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      {
        description: list.map((code) => `\`${code}\``).join(', '),
        content: {
          [contentType]: { schema: { $ref: `#/components/schemas/${name}` } },
        },
      },
    ]),
  );
};
