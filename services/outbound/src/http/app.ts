import type { Express } from 'express';

import { createApp } from '@kuvert/platform/http/app';
import { mount } from '@kuvert/platform/http/mount';
import { openApi } from '@kuvert/platform/http/openapi';
import { problemHandler } from '@kuvert/platform/http/problem';
import { challenge } from '@kuvert/platform/oauth/bearer';
import type { Log } from '@kuvert/platform/logging/log';

import { callbackRoute, type CallbackDeps } from './callbacks.ts';
import { mediaRoute, type MediaDeps } from './media.ts';
import { sendOutcome } from './fhir-answer.ts';
import { partnerPath, partnerRoutes, type PartnerDeps } from './partner.ts';
import { partnerFhirPath, referralRoutes } from './referral-tasks.ts';

/** What carriers and partners see: where they fetch and where they tell, and the description of it. */
export const publicApp = (
  log: Log,
  deps: CallbackDeps & MediaDeps,
  partner: PartnerDeps,
): Express => {
  const routes = [callbackRoute(deps), mediaRoute(deps)];
  const forPartners = [...partnerRoutes(partner), ...referralRoutes(partner)];
  const description = openApi('Kuvert outbound', '0.1.0', [...routes, ...forPartners]);
  return createApp(log, (router) => {
    router.get('/openapi.json', (_request, response) => {
      response.json(description);
    });
    mount(router, routes, () => Promise.resolve(undefined));
    for (const route of forPartners)
      mount(router, [route], (request) => partner.partnerOf(request, route.scope));
    router.use(partnerPath, challenge);
    router.use(partnerFhirPath, problemHandler(log, sendOutcome));
  });
};
