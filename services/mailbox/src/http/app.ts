import express, { type ErrorRequestHandler, type Express, type Router } from 'express';

import { samlLimits } from '@kuvert/identity/saml/limits';
import { createApp } from '@kuvert/platform/http/app';
import { mount } from '@kuvert/platform/http/mount';
import { openApi } from '@kuvert/platform/http/openapi';
import { toBoom } from '@kuvert/platform/http/problem';
import { defineRoute, type Route } from '@kuvert/platform/http/route';
import { KuvertError } from '@kuvert/shared/errors';

import { samlLogoutPath } from '../login/saml/logout.ts';
import { samlResponsePath } from '../login/saml/provider.ts';
import type { Session } from '../store/sessions.ts';
import { serveAssets } from './assets.ts';
import { choosePath, logoutPath } from './cookies.ts';
import { securityHeaders } from './headers.ts';
import { sendErrorPage } from './pages.ts';
import { samlForm } from './saml-forms.ts';
import { mountScim, type ScimDeps } from './scim/mount.ts';
import { mountSystemApi, type SystemApiDeps } from './system-api/mount.ts';
import { visitorOf, type VisitorDeps } from './visitor.ts';
import type { Web } from './web.ts';

export interface AppDeps extends VisitorDeps, SystemApiDeps, ScimDeps {
  readonly mode: 'demonstration' | 'production';
  readonly web: Web;
  readonly trustedProxies: readonly string[];
  /** For those who are logged in. */
  readonly visitorRoutes: readonly Route<Session>[];
  /** For everybody. */
  readonly openRoutes: readonly Route<undefined>[];
}

/** The text of a fax, the longest that is taken, fits; a file comes otherwise. */
const bodyLimit = '64kb';
/** The longest response that is looked at, as base64 in a form. */
const samlResponseLimit = 2 * samlLimits.bytes;
const samlLogoutLimit = 2 * samlLimits.logoutBytes;

/** The mailbox's public listener: the application, its API, and the description of both. */
export const mailboxApp = (deps: AppDeps): Express => {
  const openRoutes = [...deps.openRoutes, descriptionRoute(deps)];
  const addRoutes = (router: Router): void => {
    router.use(securityHeaders(deps.mode));
    serveAssets(router, deps.web);
    mountSystemApi(router, deps);
    mountScim(router, deps);
    router.use(express.json({ limit: bodyLimit, type: 'application/json' }));
    router.use(
      [logoutPath, choosePath, '/front-desk', '/log', '/break-glass', '/admin', '/sessions'],
      express.urlencoded({ extended: false, limit: bodyLimit }),
    );
    router.use(samlResponsePath, samlForm(samlResponseLimit));
    router.use(samlLogoutPath, samlForm(samlLogoutLimit));
    mount(router, openRoutes, () => Promise.resolve(undefined));
    mount(router, deps.visitorRoutes, visitorOf(deps));
    router.use(() => {
      throw new KuvertError('path-unknown', 'there is nothing here');
    });
    router.use(errorPages(deps));
  };
  return createApp(deps.log, addRoutes, deps.trustedProxies);
};

/** People who navigate get a page, programs a problem. */
export const errorPages =
  ({ web, log }: Pick<AppDeps, 'web' | 'log'>): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    const navigates = request.headers.accept?.includes('text/html');
    if (!navigates || response.headersSent) {
      next(error);
      return;
    }
    const boom = toBoom(error);
    if (boom.isServer) log.error('request-failed', error);
    sendErrorPage(web, request, response, {
      status: boom.output.statusCode,
      code: boom.data?.code ?? 'internal',
      details: boom.data?.details,
    });
  };

const descriptionRoute = ({ visitorRoutes, openRoutes, version }: AppDeps): Route<undefined> => {
  const routes = [...visitorRoutes, ...openRoutes];
  const description = openApi('Kuvert mailbox', version, routes);
  return defineRoute<undefined>()({
    method: 'get',
    path: '/openapi.json',
    summary: 'This description',
    accepts: {},
    success: { status: 200, description: 'OpenAPI 3.1' },
    problems: [],
    handle: () => Promise.resolve({ kind: 'json', body: description }),
  });
};
