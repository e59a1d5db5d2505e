import type { Request } from 'express';
import { z } from 'zod';

import { providersPage } from '#web/admin/providers-page';
import { defineRoute, type Route } from '@kuvert/platform/http/route';

import type { Country } from '../../../store/summary.ts';
import type { Session } from '../../../store/sessions.ts';
import type { Actor } from '../../../use-cases/actor.ts';
import type { ProvidersSeen } from '../../../use-cases/administration/providers.ts';
import { plainAnswer } from '../../pages.ts';
import { asAdministrator, type AdministrationDesk } from './admin-desk.ts';

export interface AdminProviderRoutesDeps extends AdministrationDesk {
  readonly country: Country;
  /** A page that comes again by itself keeps no session going. @throws KuvertError `login-required` */
  readonly sessionSeenOf: (request: Request) => Promise<Session>;
  readonly read: (actor: Actor) => Promise<ProvidersSeen>;
}

const flag = z.literal('1').optional();

/** How everything goes that the house leans on, for who looks after the house. */
export const adminProviderRoutes = (deps: AdminProviderRoutesDeps): Route<undefined>[] => [
  defineRoute<undefined>()({
    method: 'get',
    path: '/admin/providers',
    summary: 'How carriers, mail, logins, stores and services go; each minute again, when asked to',
    accepts: { query: z.object({ again: flag }) },
    success: { status: 200, description: 'the page', contentType: 'text/html' },
    problems: ['path-unknown'],
    handle: ({ query }, _context, { request }) =>
      asAdministrator(
        query.again === undefined ? deps : { ...deps, sessionOf: deps.sessionSeenOf },
        request,
        'house',
        async ({ session, desk }) =>
          plainAnswer(
            providersPage({
              ...desk,
              now: deps.clock.now(),
              country: deps.country,
              again: query.again !== undefined,
              ...(await deps.read(session)),
            }),
          ),
      ),
  }),
];
