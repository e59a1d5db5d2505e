import express, { type Router } from 'express';

import { mount } from '@kuvert/platform/http/mount';
import { openApi } from '@kuvert/platform/http/openapi';
import { problemHandler } from '@kuvert/platform/http/problem';
import type { Route } from '@kuvert/platform/http/route';
import { admit, type SharedLimit } from '@kuvert/platform/limits/shared-limit';
import type { Log } from '@kuvert/platform/logging/log';
import { bearerOf, challenge } from '@kuvert/platform/oauth/bearer';
import { KuvertError } from '@kuvert/shared/errors';

import type { ScimDirectory } from '../../store/scim.ts';
import type { Scim } from '../../use-cases/scim.ts';
import { scimFaults, sendScimFault } from './faults.ts';
import { scimLimits, scimPath, scimType } from './names.ts';
import { scimRoutes } from './routes.ts';

export interface ScimDeps {
  readonly scim: Scim;
  /** By token. */
  readonly scimRequests: SharedLimit;
  readonly origin: string;
  readonly version: string;
  readonly log: Log;
}

/** OpenAPI 3.1 of what directories of staff call, made of its routes. */
export const describeScim = (
  version: string,
  routes: readonly Route<ScimDirectory>[],
): Readonly<Record<string, unknown>> =>
  openApi(
    'Kuvert for directories of staff (SCIM 2.0)',
    version,
    routes,
    {
      schemes: { directory: { type: 'http', scheme: 'bearer' } },
      of: () => ({ directory: [] }),
    },
    scimFaults,
  );

/** SCIM 2.0 under its own path, with tokens of its own: no cookie opens it, and its tokens nothing else. */
export const mountScim = (
  router: Router,
  { scim, scimRequests, origin, version, log }: ScimDeps,
): void => {
  const routes = scimRoutes({ scim, origin });
  const description = describeScim(version, routes);
  const authorise = (request: express.Request): Promise<ScimDirectory> =>
    scim.directoryOf(bearerOf(request));
  router.get(`${scimPath}/openapi.json`, (_request, response) => void response.json(description));
  // who proves nothing, or asks too often, has no body read
  router.use(scimPath, async (request, _response, next) => {
    const { id } = await authorise(request);
    await admit(scimRequests, id);
    next();
  });
  router.use(
    scimPath,
    express.json({ limit: scimLimits.body, type: ['application/json', scimType] }),
  );
  mount(router, routes, authorise);
  router.use(scimPath, () => {
    throw new KuvertError('path-unknown', 'there is nothing here');
  });
  router.use(scimPath, challenge, problemHandler(log, sendScimFault));
};
