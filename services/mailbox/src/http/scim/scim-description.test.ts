import { fileURLToPath } from 'node:url';

import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';

import type { Scim } from '../../use-cases/scim.ts';
import { describeScim } from './mount.ts';
import { scimRoutes } from './routes.ts';

const describedIn = fileURLToPath(
  new URL('../../../../../docs/scim.openapi.json', import.meta.url),
);
// what is described is what the routes are, whatever they call
const routes = scimRoutes({ scim: {} as Scim, origin: 'https://mailbox.example.se' });
const description = describeScim('0.1.0', routes);

it('the description of SCIM is sound OpenAPI 3.1', async () => {
  const copy = structuredClone(description) as Record<string, unknown>;
  expect(await new Validator().validate(copy)).toEqual({ valid: true });
});

it('lies in docs as it is served: `vitest run scim-description --update` brings it up to date', async () => {
  await expect(`${JSON.stringify(description, null, 2)}\n`).toMatchFileSnapshot(describedIn);
});
