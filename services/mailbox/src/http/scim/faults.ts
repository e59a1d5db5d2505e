import type { Response } from 'express';

import type { Faults } from '@kuvert/platform/http/openapi';
import { toBoom } from '@kuvert/platform/http/problem';
import type { ErrorCode } from '@kuvert/shared/errors';

import { scimType, urns } from './names.ts';

/** RFC 7644, section 3.12. */
const kinds: Partial<Record<ErrorCode, string>> = {
  'scim-syntax-wrong': 'invalidSyntax',
  'request-not-json': 'invalidSyntax',
  'scim-value-wrong': 'invalidValue',
  'request-invalid': 'invalidValue',
  'scim-filter-wrong': 'invalidFilter',
  'scim-path-wrong': 'invalidPath',
  'scim-too-many': 'tooMany',
  'scim-subject-changed': 'mutability',
  'scim-taken': 'uniqueness',
};

/** An error in SCIM's form; faults say nothing of their inside. */
export const sendScimFault = (response: Response, error: unknown): void => {
  const boom = toBoom(error);
  const code = boom.data?.code ?? 'internal';
  const status = boom.output.statusCode;
  const body = {
    schemas: [urns.error],
    status: String(status),
    ...(kinds[code] && { scimType: kinds[code] }),
    detail:
      code === 'internal' ? 'something went wrong on our side; nothing is lost' : boom.message,
  };
  response
    .status(status)
    .set('cache-control', 'no-store')
    .type(scimType)
    .send(JSON.stringify(body));
};

export const scimFaults: Faults = {
  contentType: scimType,
  name: 'Error',
  schema: {
    type: 'object',
    required: ['schemas', 'status'],
    properties: {
      schemas: { type: 'array', items: { const: urns.error } },
      status: { type: 'string' },
      scimType: { type: 'string', enum: [...new Set(Object.values(kinds))] },
      detail: { type: 'string' },
    },
  },
};
