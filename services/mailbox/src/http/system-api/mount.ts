import express, { type Router } from 'express';

import { mount } from '@kuvert/platform/http/mount';
import { problemHandler, unknownPath } from '@kuvert/platform/http/problem';
import type { Log } from '@kuvert/platform/logging/log';
import { challenge } from '@kuvert/platform/oauth/bearer';
import { addTokenEndpoint, type TokenEndpointDeps } from '@kuvert/platform/oauth/token-endpoint';

import { clientOf, type BearerDeps } from './bearer.ts';
import { describeSystemApi, oauthMetadata } from './description.ts';
import { metadataPath, systemPath } from './paths.ts';
import type { SystemRoute } from './system-route.ts';

export interface SystemApi {
  readonly bearer: BearerDeps;
  readonly token: TokenEndpointDeps<string>;
  readonly routes: readonly SystemRoute[];
}

export interface SystemApiDeps {
  readonly systemApi: SystemApi;
  readonly origin: string;
  readonly version: string;
  readonly log: Log;
}

/** What is written in JSON is a reference. */
const bodyLimit = '16kb';

/** The API for business systems: its own way to prove oneself, and problems as its answers, whatever a browser accepts. */
export const mountSystemApi = (
  router: Router,
  { systemApi: { bearer, token, routes }, origin, version, log }: SystemApiDeps,
): void => {
  const description = describeSystemApi(version, routes);
  const metadata = oauthMetadata(origin);
  router.get(metadataPath, (_request, response) => void response.json(metadata));
  router.get(`${systemPath}/openapi.json`, (_request, response) => void response.json(description));
  addTokenEndpoint(router, token);
  const authorise = clientOf(bearer);
  router.use(systemPath, express.json({ limit: bodyLimit, type: 'application/json' }));
  for (const route of routes) mount(router, [route], (request) => authorise(request, route.scope));
  router.use(systemPath, unknownPath);
  router.use(systemPath, challenge, problemHandler(log));
};
