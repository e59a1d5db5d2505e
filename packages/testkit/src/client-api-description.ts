import { readFileSync } from 'node:fs';

import { Ajv, type ErrorObject } from 'ajv';
import { parse } from 'yaml';
import { z } from 'zod';

/** A request below the base, as it goes out. */
export interface DescribedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body?: string | undefined;
}

export interface DescribedAnswer {
  readonly status: number;
  /** Empty where there is none. */
  readonly text: string;
}

/** SDK's client API, as its publisher describes it; whatever isn't described is a fault. */
export interface ClientApiDescription {
  faultsOfRequest(request: DescribedRequest): readonly string[];
  faultsOfAnswer(request: DescribedRequest, answer: DescribedAnswer): readonly string[];
}

const file = new URL('../descriptions/sdk-client-api.openapi.yml', import.meta.url);

const Content = z.object({
  content: z
    .object({ 'application/json': z.object({ schema: z.object({ $ref: z.string() }) }) })
    .optional(),
});

const Operation = z.object({
  description: z.string().default(''),
  requestBody: Content.optional(),
  responses: z.record(z.string(), Content),
});
type Operation = z.infer<typeof Operation>;

const Description = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});
type Paths = z.infer<typeof Description>['paths'];

/** Read from OpenAPI 3.0, as JSON schema for ajv. */
export const readClientApi = (): ClientApiDescription => {
  const { paths, components } = Description.parse(parse(readFileSync(file, 'utf8')));
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    // `instance` is a URI, which its own examples aren't
    validateFormats: false,
  });
  ajv.addSchema({ components: asJsonSchema(components) }, 'api');

  const faultsOfBody = ({ content }: z.infer<typeof Content>, text = ''): readonly string[] => {
    if (!content) return text === '' ? [] : ['a body is not described'];
    const { $ref } = content['application/json'].schema;
    const validate = ajv.getSchema(`api${$ref}`);
    if (!validate) throw new Error(`the description has no ${$ref}`);
    return validate(jsonOf(text)) ? [] : (validate.errors ?? []).map(inWords);
  };
  return {
    faultsOfRequest: (request) => {
      const operation = operationOf(paths, request);
      if (!operation) return [`${request.method} is not described there`];
      const { requestBody = {} } = operation;
      return [...faultsOfQuery(operation, request), ...faultsOfBody(requestBody, request.body)];
    },
    faultsOfAnswer: (request, { status, text }) => {
      const described = operationOf(paths, request)?.responses[status];
      return described
        ? faultsOfBody(described, text)
        : [`${request.method}: the status ${status} is not described`];
    },
  };
};

/**
 * What OpenAPI 3.0 means, in JSON schema: nothing counts beside a `$ref`, and a bound is exclusive by a word. Besides, a
 * field that isn't described is refused, as nobody else reads it; but for errors, which leave out some that their own
 * examples have.
 */
const asJsonSchema = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(asJsonSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  if ('$ref' in schema) return { $ref: schema.$ref };
  const { exclusiveMaximum: _, ...others } = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, asJsonSchema(value)]),
  );
  const isClosed =
    'properties' in schema && !('allOf' in schema) && !('title' in Object(schema.properties));
  return { ...others, ...(isClosed ? { additionalProperties: false } : {}) };
};

const operationOf = (paths: Paths, { method, path }: DescribedRequest): Operation | undefined => {
  const asked = new URL(path, base).pathname;
  const [, operations] =
    Object.entries(paths).find(([template]) =>
      new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(asked),
    ) ?? [];
  return Operation.optional().parse(operations?.[method.toLowerCase()]);
};

const base = 'https://mt.example';

/** Which attributes a list can be filtered by stands in its description, in words. */
const faultsOfQuery = (
  { description }: Operation,
  { path }: DescribedRequest,
): readonly string[] => {
  const attributes = /\(([\w., ]+)\)/.exec(description)?.[1]?.split(', ') ?? [];
  const known = new Set(attributes.map((attribute) => `filter[${attribute}]`));
  return [...new URL(path, base).searchParams.keys()]
    .filter((name) => !known.has(name))
    .map((name) => `the query ${name} is not described`);
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const inWords = ({ instancePath, message = '', params }: ErrorObject): string =>
  `${instancePath} ${message} ${JSON.stringify(params)}`;
