import type { Request } from 'express';
import { z } from 'zod';

import type { FrontDeskAnswer } from '#api';
import { frontDeskPage, type FrontDeskForm, type FrontDeskProblem } from '#web/front-desk-page';
import { inputTime } from '#web/time/input-time';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';
import { admit, type SharedLimit } from '@kuvert/platform/limits/shared-limit';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import { sendingLimits } from '@kuvert/shared/sending/limits';

import { notFound } from '../../store/not-found.ts';
import type { Session } from '../../store/sessions.ts';
import type { FrontDeskQuery } from '../../use-cases/search-front-desk.ts';
import { refuseCrossSite } from '../cross-site.ts';
import { localeOf } from '../language.ts';
import { plainAnswer } from '../pages.ts';
import { unlessLoginRequired } from '../visitor.ts';
import type { Web } from '../web.ts';

export interface FrontDeskRoutesDeps {
  readonly origin: string;
  readonly web: Web;
  readonly clock: Clock;
  readonly timeZone: string;
  /** @throws KuvertError `login-required` */
  readonly sessionOf: (request: Request) => Promise<Session>;
  readonly isAllowed: (session: Session) => Promise<boolean>;
  readonly search: (session: Session, query: FrontDeskQuery) => Promise<FrontDeskAnswer>;
  /** By person. */
  readonly limit: SharedLimit;
}

/** What the form sends; the number goes in the body, since addresses are kept in logs and histories. */
const Form = z.object({
  number: z.string().trim().min(1).max(sendingLimits.number),
  day: z.iso.date(),
  days: z.coerce.number().int().min(1).max(31),
});

/** "Did my fax arrive?", a page of its own that works without a script. */
export const frontDeskRoutes = (deps: FrontDeskRoutesDeps): Route<undefined>[] => {
  const route = defineRoute<undefined>();
  const success = { status: 200, description: 'the page', contentType: 'text/html' };
  return [
    route({
      method: 'get',
      path: '/front-desk',
      summary: 'Where the front desk finds whether a fax came; without a session, to the login',
      accepts: {},
      success,
      problems: ['not-found'],
      handle: (_input, _context, { request }) =>
        asFrontDesk(deps, request, (session) =>
          Promise.resolve(page(deps, request, session, emptyForm(deps))),
        ),
    }),
    route({
      method: 'post',
      path: '/front-desk',
      summary: 'What came from or to a number in some days; a form with its `csrf` token; audited',
      accepts: {},
      success,
      problems: ['not-found', 'csrf-token-wrong', 'audit-not-written', 'rate-limited'],
      handle: (_input, _context, { request }) =>
        asFrontDesk(deps, request, (session) => find(deps, request, session)),
    }),
  ];
};

const asFrontDesk = async (
  { sessionOf, isAllowed }: FrontDeskRoutesDeps,
  request: Request,
  answer: (session: Session) => Promise<Answer>,
): Promise<Answer> => {
  const session = await sessionOf(request).catch(unlessLoginRequired);
  if (!session) return { kind: 'redirect', to: '/login?return=%2Ffront-desk' };
  if (!(await isAllowed(session))) throw notFound();
  return answer(session);
};

const find = async (
  deps: FrontDeskRoutesDeps,
  request: Request,
  session: Session,
): Promise<Answer> => {
  const fields = fieldsOf(request);
  refuseCrossSite(request, session, fields['csrf'], deps.origin);
  await admit(deps.limit, session.person, session.person);
  const { data: query } = Form.safeParse(fields);
  const form = query ?? { ...emptyForm(deps), number: textOf(fields['number']) };
  if (!query) return page(deps, request, session, form, { problem: 'form' });
  try {
    return page(deps, request, session, form, { answer: await deps.search(session, query) });
  } catch (error) {
    if (!(error instanceof KuvertError) || error.code !== 'number-invalid') throw error;
    return page(deps, request, session, form, { problem: 'number' });
  }
};

const page = (
  { web, clock, timeZone }: FrontDeskRoutesDeps,
  request: Request,
  session: Session,
  form: FrontDeskForm,
  found: { readonly answer?: FrontDeskAnswer; readonly problem?: FrontDeskProblem } = {},
): Answer =>
  plainAnswer(
    frontDeskPage({
      locale: localeOf(session.locale, request.get('accept-language')),
      assets: web.assets.plain,
      name: session.name,
      csrfToken: session.csrfToken,
      timeZone,
      now: clock.now(),
      form,
      ...found,
    }),
  );

const emptyForm = ({ clock, timeZone }: FrontDeskRoutesDeps): FrontDeskForm => ({
  number: '',
  day: inputTime(clock.now(), timeZone).slice(0, 10),
  days: 7,
});

/** The parser leaves the form's fields open. */
const fieldsOf = (request: Request): Record<string, unknown> =>
  (request.body as Record<string, unknown> | undefined) ?? {};

const textOf = (field: unknown): string =>
  typeof field === 'string' ? field.slice(0, sendingLimits.number) : '';
