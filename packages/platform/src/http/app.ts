import express, { type Express, type Router } from 'express';

import type { Log } from '../logging/log.ts';
import { problemHandler, unknownPath } from './problem.ts';

/**
 * An Express application with our habits: no fingerprint, simple queries, problem details for every error.
 * @param trustedProxies whose `X-Forwarded-For` says where a request comes from; a number: of so many hops; nobody's unless told
 */
export const createApp = (
  log: Log,
  addRoutes: (router: Router) => void,
  trustedProxies: readonly string[] | number = [],
): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', trustedProxies);
  app.use((_request, response, next) => {
    response.set('x-content-type-options', 'nosniff');
    next();
  });
  addRoutes(app);
  app.use(unknownPath);
  app.use(problemHandler(log));
  return app;
};
