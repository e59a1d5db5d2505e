import type { Request } from 'express';

import type { DeskPage } from '#web/desk-page';
import type { TimeZoneAndLocale } from '#web/time/format-time';
import type { Answer } from '@kuvert/platform/http/route';
import type { Clock } from '@kuvert/shared/clock';

import { notFound } from '../../store/not-found.ts';
import type { Session } from '../../store/sessions.ts';
import { refuseCrossSite } from '../cross-site.ts';
import { localeOf } from '../language.ts';
import { unlessLoginRequired } from '../visitor.ts';
import type { Web } from '../web.ts';

/** What every page of the log needs. */
export interface LogDesk {
  readonly origin: string;
  readonly web: Web;
  readonly clock: Clock;
  readonly timeZone: string;
  /** @throws KuvertError `login-required` */
  readonly sessionOf: (request: Request) => Promise<Session>;
  readonly isAllowed: (session: Session) => Promise<boolean>;
}

/** For auditors; the login for whoever isn't logged in, nothing for anybody else. */
export const asAuditor = async (
  { sessionOf, isAllowed }: LogDesk,
  request: Request,
  answer: (session: Session) => Promise<Answer>,
): Promise<Answer> => {
  const session = await sessionOf(request).catch(unlessLoginRequired);
  if (!session) {
    const to = request.method === 'GET' ? request.path : '/log';
    return { kind: 'redirect', to: `/login?${new URLSearchParams({ return: to }).toString()}` };
  }
  if (!(await isAllowed(session))) throw notFound();
  return answer(session);
};

/** The bar above a page. */
export const deskOf = (
  { web, timeZone }: LogDesk,
  request: Request,
  session: Session,
): DeskPage & TimeZoneAndLocale => ({
  locale: localeOf(session.locale, request.get('accept-language')),
  assets: web.assets.plain,
  name: session.name,
  csrfToken: session.csrfToken,
  timeZone,
});

/** What a form of ours sent. @throws KuvertError `csrf-token-wrong` */
export const formFields = (
  { origin }: LogDesk,
  request: Request,
  session: Session,
): Record<string, unknown> => {
  // the parser leaves the form's fields open
  const fields = (request.body as Record<string, unknown> | undefined) ?? {};
  refuseCrossSite(request, session, fields['csrf'], origin);
  return fields;
};
