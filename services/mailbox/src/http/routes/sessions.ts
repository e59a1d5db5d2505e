import type { Request } from 'express';
import { z } from 'zod';

import { sessionsPage, type ShownSessions } from '#web/sessions-page';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';

import type { Session } from '../../store/sessions.ts';
import type { WhichSessions } from '../../use-cases/open-sessions.ts';
import { plainAnswer } from '../pages.ts';
import { asAdministrator, type AdministrationDesk } from './admin/admin-desk.ts';
import { asLoggedIn, deskOf, formFields } from './desk.ts';

export interface SessionsRoutesDeps extends AdministrationDesk {
  readonly read: (session: Session, of: string | null) => Promise<ShownSessions>;
  readonly end: (session: Session, of: string | null, which: WhichSessions) => Promise<number>;
}

const Form = z.union([
  z.object({ which: z.enum(['others', 'all']) }),
  z.object({ which: z.string().regex(/^[\w-]{16}$/) }),
]);
const params = z.object({ id: z.uuid() });
const success = { status: 200, description: 'the page', contentType: 'text/html' };
const ending = ['csrf-token-wrong', 'audit-not-written'] as const;

/** Sessions that go on, and their end: one's own, and anybody's for who looks after the house. Without a script. */
export const sessionsRoutes = (deps: SessionsRoutesDeps): Route<undefined>[] => {
  const route = defineRoute<undefined>();
  return [
    route({
      method: 'get',
      path: '/sessions',
      summary: 'Where one is logged in; without a session, to the login',
      accepts: {},
      success,
      problems: [],
      handle: (_input, _context, { request }) =>
        asLoggedIn(deps, request, (session) => page(deps, request, session, null)),
    }),
    route({
      method: 'post',
      path: '/sessions',
      summary:
        'Ends one of one’s sessions, all others, or all; a form with its `csrf` token; audited',
      accepts: {},
      success,
      problems: ending,
      handle: (_input, _context, { request }) =>
        asLoggedIn(deps, request, (session) => end(deps, request, session, null)),
    }),
    route({
      method: 'get',
      path: '/sessions/:id',
      summary: 'Where somebody is logged in, for who looks after the house',
      accepts: { params },
      success,
      problems: ['path-unknown', 'not-found'],
      handle: ({ params: { id } }, _context, { request }) =>
        asAdministrator(deps, request, 'house', ({ session }) => page(deps, request, session, id)),
    }),
    route({
      method: 'post',
      path: '/sessions/:id',
      summary: 'Ends sessions of somebody; a form with its `csrf` token; audited',
      accepts: { params },
      success,
      problems: ['path-unknown', 'not-found', ...ending],
      handle: ({ params: { id } }, _context, { request }) =>
        asAdministrator(deps, request, 'house', ({ session }) => end(deps, request, session, id)),
    }),
  ];
};

const page = async (
  deps: SessionsRoutesDeps,
  request: Request,
  session: Session,
  of: string | null,
  ended?: number,
): Promise<Answer> =>
  plainAnswer(
    sessionsPage({
      ...deskOf(deps, request, session),
      now: deps.clock.now(),
      ...(await deps.read(session, of)),
      ...(ended !== undefined && { ended }),
    }),
  );

const end = async (
  deps: SessionsRoutesDeps,
  request: Request,
  session: Session,
  of: string | null,
): Promise<Answer> => {
  const { data } = Form.safeParse(formFields(deps, request, session));
  if (!data) return page(deps, request, session, of);
  const { which } = data;
  const ended = await deps.end(
    session,
    of,
    which === 'all' || which === 'others' ? which : { reference: which },
  );
  // one's own is over as well: the login says so
  const goesOn = await deps.sessionOf(request).catch(() => undefined);
  return goesOn ? page(deps, request, session, of, ended) : { kind: 'redirect', to: '/login' };
};
