import type { Express } from 'express';
import { collectDefaultMetrics, type Registry } from 'prom-client';

import type { Log } from '../logging/log.ts';
import { createApp } from './app.ts';

/** A thing that must work for this service to be of use, by name. */
export type Checks = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * For operators, on a listener of its own: `/healthz` (the process answers), `/readyz` (everything it needs works,
 * by name) and `/metrics` (Prometheus).
 */
export const operationsApp = (log: Log, registry: Registry, checks: Checks): Express => {
  collectDefaultMetrics({ register: registry });
  return createApp(log, (router) => {
    router.get('/healthz', (_request, response) => {
      response.json({ status: 'ok' });
    });
    router.get('/readyz', async (_request, response) => {
      const results = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await works(check)] as const),
      );
      const ready = results.every(([, ok]) => ok);
      response
        .status(ready ? 200 : 503)
        .json({ status: ready ? 'ok' : 'not-ready', checks: Object.fromEntries(results) });
    });
    router.get('/metrics', async (_request, response) => {
      response.type(registry.contentType).send(await registry.metrics());
    });
  });
};

const works = async (check: () => Promise<unknown>): Promise<boolean> => {
  try {
    await check();
    return true;
  } catch {
    return false;
  }
};
