import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import type { Response } from 'supertest';

interface Described {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema?: AnySchemaObject }>>;
}

interface Description {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { responses: Readonly<Record<string, Described>> }>>>
  >;
}

/** What systems' programmers read; a test keeps it the same as what is served. */
export const describedIn = fileURLToPath(
  new URL('../../../../docs/system-api.openapi.json', import.meta.url),
);

// Formats such as `uuid` are annotations in JSON Schema 2020-12.
const ajv = new Ajv2020({ validateFormats: false });

const descriptionOf = (): Description => JSON.parse(readFileSync(describedIn, 'utf8'));

/**
 * Throws unless an answer of the systems' API is as described: its status, its content type, its code, its form. Our own
 * faults are described nowhere.
 */
export const asDescribed = (method: string, path: string, response: Response): void => {
  const { status, type, body } = response;
  const [where = ''] = path.split('?');
  const described = Object.entries(descriptionOf().paths).find(([template]) =>
    new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(where),
  )?.[1][method]?.responses[String(status)];
  if (body?.code === 'internal' || body?.code === 'path-unknown') return;
  if (!described) throw new Error(`${method} ${where} answered ${status}, which is not described`);
  const content = described.content?.[type];
  if (!content) throw new Error(`${method} ${where} answered ${type}, which is not described`);
  if (status >= 400 && !described.description.includes(`\`${body.code}\``))
    throw new Error(`${method} ${where} answered ${body.code}, which is not described`);
  const schema = content.schema;
  if (schema === undefined || '$ref' in schema) return;
  const validate = ajv.compile(schema);
  if (!validate(body)) throw new Error(`${method} ${where}: ${ajv.errorsText(validate.errors)}`);
};
