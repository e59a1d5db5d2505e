import type { Request } from 'express';

import type { DeskPage } from '#web/desk-page';
import type { TimeZoneAndLocale } from '#web/time/format-time';
import type { Answer } from '@kuvert/platform/http/route';
import type { Clock } from '@kuvert/shared/clock';

import type { Session } from '../../store/sessions.ts';
import { refuseCrossSite } from '../cross-site.ts';
import { localeOf } from '../language.ts';
import { unlessLoginRequired } from '../visitor.ts';
import type { Web } from '../web.ts';

/** What every plain page for somebody who is logged in needs. */
export interface Desk {
  readonly origin: string;
  readonly web: Web;
  readonly clock: Clock;
  readonly timeZone: string;
  /** @throws KuvertError `login-required` */
  readonly sessionOf: (request: Request) => Promise<Session>;
}

/** The login for whoever isn't logged in, which comes back: to `elsewhere` after a form, which isn't sent twice. */
export const asLoggedIn = async (
  { sessionOf }: Pick<Desk, 'sessionOf'>,
  request: Request,
  answer: (session: Session) => Promise<Answer>,
  elsewhere = request.path,
): Promise<Answer> => {
  const session = await sessionOf(request).catch(unlessLoginRequired);
  if (session) return answer(session);
  const to = request.method === 'GET' ? request.path : elsewhere;
  return { kind: 'redirect', to: `/login?${new URLSearchParams({ return: to }).toString()}` };
};

/** The bar above a page. */
export const deskOf = (
  { web, timeZone }: Pick<Desk, 'web' | 'timeZone'>,
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
  { origin }: Pick<Desk, 'origin'>,
  request: Request,
  session: Session,
): Record<string, unknown> => {
  // the parser leaves the form's fields open
  const fields = (request.body as Record<string, unknown> | undefined) ?? {};
  refuseCrossSite(request, session, fields['csrf'], origin);
  return fields;
};
