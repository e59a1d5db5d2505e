import type { Express } from 'express';

import { createApp } from '@kuvert/platform/http/app';
import { mount } from '@kuvert/platform/http/mount';
import { openApi } from '@kuvert/platform/http/openapi';
import type { Log } from '@kuvert/platform/logging/log';

import { callbackRoute, type CallbackDeps } from './callbacks.ts';
import { mediaRoute, type MediaDeps } from './media.ts';

/** What carriers see: where they fetch and where they tell, and the description of both. */
export const publicApp = (log: Log, deps: CallbackDeps & MediaDeps): Express => {
  const routes = [callbackRoute(deps), mediaRoute(deps)];
  const description = openApi('Kuvert outbound', '0.1.0', routes);
  return createApp(log, (router) => {
    router.get('/openapi.json', (_request, response) => {
      response.json(description);
    });
    mount(router, routes, () => Promise.resolve(undefined));
  });
};
