import { z } from 'zod';

import { loggedGlassPage, type LoggedLook } from '#web/glass/logged-glass-page';
import { defineRoute, type Route } from '@kuvert/platform/http/route';

import type { Session } from '../../store/sessions.ts';
import { plainAnswer } from '../pages.ts';
import { deskOf } from './desk.ts';
import { asAuditor, type LogDesk } from './log-desk.ts';

export interface LogBreakGlassDeps extends LogDesk {
  readonly list: (session: Session, before: Date | null) => Promise<readonly LoggedLook[]>;
}

/** Who looked into another department, why, and what they opened: for auditors. */
export const logBreakGlassRoute = (deps: LogBreakGlassDeps): Route<undefined> =>
  defineRoute<undefined>()({
    method: 'get',
    path: '/log/break-glass',
    summary: 'Who opened another department for a reason, and what; audited',
    accepts: { query: z.object({ before: z.iso.datetime().optional().catch(undefined) }) },
    success: { status: 200, description: 'the page', contentType: 'text/html' },
    problems: ['not-found', 'audit-not-written'],
    handle: ({ query }, _context, { request }) =>
      asAuditor(deps, request, async (session) =>
        plainAnswer(
          loggedGlassPage({
            ...deskOf(deps, request, session),
            now: deps.clock.now(),
            looks: await deps.list(
              session,
              query.before === undefined ? null : new Date(query.before),
            ),
          }),
        ),
      ),
  });
