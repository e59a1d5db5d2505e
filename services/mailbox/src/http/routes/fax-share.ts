import type { Request } from 'express';
import { z } from 'zod';

import { faxShareCsv, faxSharePage, type Period } from '#web/fax-share-page';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';
import type { Clock } from '@kuvert/shared/clock';

import type { Session } from '../../store/sessions.ts';
import type { Country } from '../../store/summary.ts';
import type { Actor } from '../../use-cases/actor.ts';
import type { DepartmentShare, FaxShareQuery } from '../../use-cases/fax-share.ts';
import { localeOf } from '../language.ts';
import { plainAnswer } from '../pages.ts';
import { unlessLoginRequired } from '../visitor.ts';
import type { Web } from '../web.ts';

export interface FaxShareRoutesDeps {
  readonly web: Web;
  readonly clock: Clock;
  readonly country: Country;
  /** @throws KuvertError `login-required` */
  readonly sessionOf: (request: Request) => Promise<Session>;
  readonly read: (actor: Actor, query: FaxShareQuery) => Promise<DepartmentShare>;
}

const query = z.object({
  department: z.uuid().optional().catch(undefined),
  period: z.enum(['month', 'year']).default('month').catch('month'),
});

const days: Readonly<Record<Period, number>> = { month: 30, year: 365 };

/** How much of what a department sends still goes by fax: a page that works without a script, and the same as a file. */
export const faxShareRoutes = (deps: FaxShareRoutesDeps): Route<undefined>[] => {
  const route = defineRoute<undefined>();
  const { web, country, clock } = deps;
  return [
    route({
      method: 'get',
      path: '/fax-share',
      summary: 'Fax beside secure messages, by recipient; without a session, to the login',
      accepts: { query },
      success: { status: 200, description: 'the page', contentType: 'text/html' },
      problems: ['not-found'],
      handle: ({ query: { department, period } }, _context, { request }) =>
        asMember(deps, request, async (session) => {
          const found = await deps.read(session, {
            departmentId: department,
            days: days[period],
          });
          return plainAnswer(
            faxSharePage({
              locale: localeOf(session.locale, request.get('accept-language')),
              assets: web.assets.plain,
              name: session.name,
              csrfToken: session.csrfToken,
              country,
              period,
              ...found,
            }),
          );
        }),
    }),
    route({
      method: 'get',
      path: '/fax-share.csv',
      summary: 'The same as values separated by semicolons, for a spreadsheet',
      accepts: { query },
      success: { status: 200, description: 'the file', contentType: 'text/csv' },
      problems: ['not-found'],
      handle: ({ query: { department, period } }, _context, { request }) =>
        asMember(deps, request, async (session) => {
          const { share } = await deps.read(session, {
            departmentId: department,
            days: days[period],
          });
          const day = clock.now().toISOString().slice(0, 10);
          return {
            kind: 'bytes',
            contentType: 'text/csv; charset=utf-8',
            bytes: faxShareCsv(
              share,
              localeOf(session.locale, request.get('accept-language')),
              country,
            ),
            headers: { 'content-disposition': `attachment; filename="fax-${day}.csv"` },
          };
        }),
    }),
  ];
};

const asMember = async (
  { sessionOf }: FaxShareRoutesDeps,
  request: Request,
  answer: (session: Session) => Promise<Answer>,
): Promise<Answer> => {
  const session = await sessionOf(request).catch(unlessLoginRequired);
  if (session) return answer(session);
  // the page with what was asked of it, for the file as well
  const [, asked] = request.originalUrl.split('?', 2);
  const to = new URLSearchParams({ return: asked ? `/fax-share?${asked}` : '/fax-share' });
  return { kind: 'redirect', to: `/login?${to.toString()}` };
};
