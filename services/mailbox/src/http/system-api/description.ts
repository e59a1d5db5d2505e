import { openApi } from '@kuvert/platform/http/openapi';
import { apiScopes, type ApiScope } from '@kuvert/shared/api-scopes';

import { tokenPath } from './paths.ts';
import type { SystemRoute } from './system-route.ts';

const meanings = {
  'messages:list': 'see which faxes came, without their pages',
  'messages:fetch': 'fetch the pages of received faxes',
  'messages:register': 'mark a received fax as registered',
  'sendings:read': 'follow what was sent',
  'sendings:write': 'send faxes, and take back what has not left',
} as const satisfies Record<ApiScope, string>;

const schemes = {
  client: {
    type: 'oauth2',
    description: 'RFC 6749, section 4.4; the client proves itself by HTTP Basic',
    flows: { clientCredentials: { tokenUrl: tokenPath, scopes: meanings } },
  },
};

/** OpenAPI 3.1 of the API for business systems, made of its routes. */
export const describeSystemApi = (
  version: string,
  routes: readonly SystemRoute[],
): Readonly<Record<string, unknown>> =>
  openApi('Kuvert for business systems', version, routes, {
    schemes,
    of: ({ scope }) => ({ client: [scope] }),
  });

/** Authorization server metadata (RFC 8414). */
export const oauthMetadata = (origin: string): Readonly<Record<string, unknown>> => ({
  issuer: origin,
  token_endpoint: `${origin}${tokenPath}`,
  token_endpoint_auth_methods_supported: ['client_secret_basic'],
  grant_types_supported: ['client_credentials'],
  response_types_supported: [],
  scopes_supported: apiScopes,
});
