import type { Express, Router } from 'express';

import { createApp } from '@kuvert/platform/http/app';
import { mount } from '@kuvert/platform/http/mount';
import { openApi } from '@kuvert/platform/http/openapi';
import { problemHandler } from '@kuvert/platform/http/problem';
import type { Log } from '@kuvert/platform/logging/log';

import { addPartnerRoutes, type PartnerDeps } from './partner.ts';
import { fhirPath, sendOutcome } from './process-message.ts';
import { webhookRoutes, type WebhookDeps } from './webhooks.ts';

/** What the outside sees: webhooks, where partners send, and the description of both. */
export const publicApp = (
  log: Log,
  deps: WebhookDeps,
  partner: PartnerDeps,
  trustedProxies: readonly string[],
): Express => {
  const routes = webhookRoutes(deps);
  const addRoutes = (router: Router): void => {
    const forPartners = addPartnerRoutes(router, partner);
    router.use(fhirPath, problemHandler(log, sendOutcome(partner.origin)));
    const description = openApi('Kuvert ingest', '0.1.0', [...routes, ...forPartners]);
    router.get('/openapi.json', (_request, response) => {
      response.json(description);
    });
    mount(router, routes, () => Promise.resolve(undefined));
  };
  return createApp(log, addRoutes, trustedProxies);
};
