import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';

import { apiScopes } from '@kuvert/shared/api-scopes';

import { describedIn } from '../../test-support/described.ts';
import { describeSystemApi } from './description.ts';
import { systemMessageRoutes, type SystemMessagesDeps } from './routes/messages.ts';
import { systemSendingRoutes, type SystemSendingsDeps } from './routes/sendings.ts';

// what is described is what the routes are, whatever they call
const routes = [
  ...systemMessageRoutes({} as SystemMessagesDeps),
  ...systemSendingRoutes({} as SystemSendingsDeps),
];
const description = describeSystemApi('0.1.0', routes);

it('the description of the systems’ API is sound OpenAPI 3.1', async () => {
  const validator = new Validator();
  const copy = structuredClone(description) as Record<string, unknown>;
  expect(await validator.validate(copy)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

it('names the scope that each route takes, and every scope has a use', () => {
  const { paths, components } = description as {
    paths: Record<string, Record<string, { security: { client: string[] }[] }>>;
    components: {
      securitySchemes: { client: { flows: { clientCredentials: { scopes: object } } } };
    };
  };
  const taken = Object.values(paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ security }) => security.flatMap(({ client }) => client)),
  );
  expect(taken).toHaveLength(routes.length);
  expect(new Set(taken)).toEqual(new Set(apiScopes));
  const { scopes } = components.securitySchemes.client.flows.clientCredentials;
  expect(Object.keys(scopes)).toEqual(apiScopes);
});

it('lies in docs as it is served: `vitest run system-description --update` brings it up to date', async () => {
  await expect(`${JSON.stringify(description, null, 2)}\n`).toMatchFileSnapshot(describedIn);
});
