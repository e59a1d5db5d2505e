import type { Request } from 'express';

import type { Answer } from '@kuvert/platform/http/route';

import type { Auditing } from '../../store/log.ts';
import { notFound } from '../../store/not-found.ts';
import type { Session } from '../../store/sessions.ts';
import { localeOf } from '../language.ts';
import { logLockedAnswer } from '../pages.ts';
import { asLoggedIn, type Desk } from './desk.ts';

/** What every page of the log needs. */
export interface LogDesk extends Desk {
  readonly auditingOf: (session: Session) => Promise<Auditing>;
}

/** For auditors; the login for whoever isn't logged in or not strongly enough, nothing for anybody else. */
export const asAuditor = (
  deps: LogDesk,
  request: Request,
  answer: (session: Session) => Promise<Answer>,
): Promise<Answer> =>
  asLoggedIn(
    deps,
    request,
    async (session) => {
      const { allowed, reaches, demands } = await deps.auditingOf(session);
      if (!allowed) throw notFound();
      if (reaches) return answer(session);
      const locale = localeOf(session.locale, request.get('accept-language'));
      const returnTo = request.method === 'GET' ? request.path : home;
      return logLockedAnswer(deps.web, { session, locale, demands }, returnTo);
    },
    home,
  );

/** Where a form's login comes back to: it isn't sent twice. */
const home = '/log';
