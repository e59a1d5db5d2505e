import express, { type Express, type RequestHandler, type Router } from 'express';

import type { Log } from '../logging/log.ts';
import { problemHandler, unknownPath } from './problem.ts';

/**
 * An Express application with our habits: no fingerprint, simple queries, problem details for every error.
 * @param trustedProxies whose `X-Forwarded-For` says where a request comes from; a number: of so many hops; nobody's, of 0, unless told
 */
export const createApp = (
  log: Log,
  addRoutes: (router: Router) => void,
  trustedProxies: readonly string[] | number = 0,
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
  if (trustedProxies !== 0) app.use(tellOfStrangers(log));
  addRoutes(app);
  app.use(unknownPath);
  app.use(problemHandler(log));
  return app;
};

/** Once: a proxy that isn't among the trusted ones, by which everybody seems to come from one place. */
const tellOfStrangers = (log: Log): RequestHandler => {
  let isTold = false;
  return (request, _response, next) => {
    if (!isTold && request.headers['x-forwarded-for'] !== undefined && request.ips.length === 0) {
      isTold = true;
      log.warn('forwarded-by-stranger');
    }
    next();
  };
};
