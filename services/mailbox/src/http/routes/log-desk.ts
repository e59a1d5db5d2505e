import type { Request } from 'express';

import type { Answer } from '@kuvert/platform/http/route';

import { notFound } from '../../store/not-found.ts';
import type { Session } from '../../store/sessions.ts';
import { asLoggedIn, type Desk } from './desk.ts';

/** What every page of the log needs. */
export interface LogDesk extends Desk {
  readonly isAllowed: (session: Session) => Promise<boolean>;
}

/** For auditors; the login for whoever isn't logged in, nothing for anybody else. */
export const asAuditor = (
  deps: LogDesk,
  request: Request,
  answer: (session: Session) => Promise<Answer>,
): Promise<Answer> =>
  asLoggedIn(
    deps,
    request,
    async (session) => {
      if (!(await deps.isAllowed(session))) throw notFound();
      return answer(session);
    },
    '/log',
  );
