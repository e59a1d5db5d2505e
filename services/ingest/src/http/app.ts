import type { Express } from 'express';

import { createApp } from '@kuvert/platform/http/app';
import { mount } from '@kuvert/platform/http/mount';
import { openApi } from '@kuvert/platform/http/openapi';
import type { Log } from '@kuvert/platform/logging/log';

import { webhookRoutes, type WebhookDeps } from './webhooks.ts';

/** What the outside sees: webhooks, and their description. */
export const publicApp = (log: Log, deps: WebhookDeps): Express => {
  const routes = webhookRoutes(deps);
  const description = openApi('Kuvert ingest', '0.1.0', routes);
  return createApp(log, (router) => {
    router.get('/openapi.json', (_request, response) => {
      response.json(description);
    });
    mount(router, routes, () => Promise.resolve(undefined));
  });
};
