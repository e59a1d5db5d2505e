import type { Express } from 'express';
import { collectDefaultMetrics, type Registry } from 'prom-client';
import { z } from 'zod';

import type { Log } from '../logging/log.ts';
import { createApp } from './app.ts';
import { mount } from './mount.ts';
import { openApi } from './openapi.ts';
import { defineRoute, type Route } from './route.ts';

/** A thing that must work for this service to be of use, by name. */
export type Checks = Readonly<Record<string, () => Promise<unknown>>>;

export interface OperationsOptions {
  readonly service: string;
  readonly version: string;
  readonly log: Log;
  readonly registry: Registry;
  readonly checks: Checks;
}

const Alive = z.object({ status: z.literal('ok') });
const Readiness = z.object({
  status: z.enum(['ok', 'not-ready']),
  checks: z.record(z.string(), z.boolean()),
});

/**
 * For operators, on a listener of its own: `/healthz` (the process answers), `/readyz` (everything it needs works,
 * by name), `/metrics` (Prometheus) and their description.
 */
export const operationsApp = (options: OperationsOptions): Express => {
  collectDefaultMetrics({ register: options.registry });
  const routes = operationsRoutes(options);
  const description = openApi(`Kuvert ${options.service}: operations`, options.version, routes);
  return createApp(options.log, (router) => {
    router.get('/openapi.json', (_request, response) => {
      response.json(description);
    });
    mount(router, routes, () => Promise.resolve(undefined));
  });
};

const operationsRoutes = ({ checks, registry }: OperationsOptions): Route<undefined>[] => [
  defineRoute<undefined>()({
    method: 'get',
    path: '/healthz',
    summary: 'The process answers',
    accepts: {},
    success: { status: 200, description: 'it does', schema: Alive },
    problems: [],
    handle: () => Promise.resolve({ kind: 'json', body: { status: 'ok' } }),
  }),
  defineRoute<undefined>()({
    method: 'get',
    path: '/readyz',
    summary: 'Everything that the service needs works, by name; 503 when something does not',
    accepts: {},
    success: { status: 200, description: 'ready', schema: Readiness },
    problems: [],
    handle: async () => {
      const results = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await works(check)] as const),
      );
      const ready = results.every(([, ok]) => ok);
      return {
        kind: 'json',
        status: ready ? 200 : 503,
        body: { status: ready ? 'ok' : 'not-ready', checks: Object.fromEntries(results) },
      };
    },
  }),
  defineRoute<undefined>()({
    method: 'get',
    path: '/metrics',
    summary: 'Prometheus metrics',
    accepts: {},
    success: { status: 200, description: 'text exposition format', contentType: 'text/plain' },
    problems: [],
    handle: async () => ({
      kind: 'bytes',
      contentType: registry.contentType,
      bytes: await registry.metrics(),
    }),
  }),
];

const works = async (check: () => Promise<unknown>): Promise<boolean> => {
  try {
    await check();
    return true;
  } catch {
    return false;
  }
};
