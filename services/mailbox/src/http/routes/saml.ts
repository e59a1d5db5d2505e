import type { Request, Response } from 'express';
import { z } from 'zod';

import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';

import { samlMetadataPath, samlResponsePath } from '../../login/saml/provider.ts';
import type { Came, ChoiceInput, NextStep } from '../../use-cases/finish-login.ts';
import type { PostedAnswer } from '../../use-cases/finish-saml-login.ts';
import { samlField, whyUnread } from '../saml-forms.ts';
import { choosePath, idTokenOptions, readCookie } from '../cookies.ts';
import { enter, failedLogin, startRoute, type LoginRoutesDeps, type LoginWay } from './login.ts';

/** Where the browser that began the login goes on. */
const enterPath = '/saml/enter';

export interface SamlRoutesDeps extends Pick<
  LoginRoutesDeps,
  'cookies' | 'randomness' | 'events' | 'limits'
> {
  readonly beginLogin: LoginWay['beginLogin'];
  readonly takeAnswer: (posted: PostedAnswer) => Promise<string>;
  readonly enter: (input: ChoiceInput & Came) => Promise<NextStep>;
  readonly metadata: () => string;
}

const route = defineRoute<undefined>();

/** Logging in by SAML 2.0. */
export const samlRoutes = (deps: SamlRoutesDeps): Route<undefined>[] => [
  startRoute(deps, deps, {
    start: '/saml/start',
    summary: 'Begins a login by SAML; a stronger one than usual, and anew, where `loa` says so',
  }),
  route({
    method: 'get',
    path: samlMetadataPath,
    summary: 'What an identity provider has to know of us, signed',
    accepts: {},
    success: { status: 200, description: 'SAML 2.0 metadata', contentType: 'application/xml' },
    problems: [],
    handle: async () => ({
      kind: 'bytes',
      contentType: 'application/samlmetadata+xml',
      bytes: deps.metadata(),
    }),
  }),
  route({
    method: 'post',
    path: samlResponsePath,
    summary: 'Where the identity provider has the browser post its answer; a form',
    accepts: {},
    success: { status: 303, description: 'to the next step' },
    problems: [],
    // no cookie comes along to know a colleague by, and nothing is judged but what answers a login that was let begin
    handle: async (_input, _context, { request }) => {
      try {
        const token = await deps.takeAnswer({
          response: samlField(request, 'SAMLResponse') ?? '',
          relayState: samlField(request, 'RelayState') ?? '',
          unread: whyUnread(request),
        });
        return { kind: 'redirect', to: `${enterPath}?login=${token}` };
      } catch (error) {
        return failedLogin(deps, error, '/');
      }
    },
  }),
  route({
    method: 'get',
    path: enterPath,
    summary: 'Ends a login by SAML in the browser that began it',
    accepts: { query: z.object({ login: z.string().max(100).default('').catch('') }) },
    success: { status: 303, description: 'to the next step' },
    problems: ['rate-limited'],
    handle: ({ query }, _context, { request, response }) =>
      goOn(deps, query.login, request, response),
  }),
];

/** By the cookie of its login, which no post from another site brings along (`SameSite`), and this step does. */
const goOn = async (
  deps: SamlRoutesDeps,
  token: string,
  request: Request,
  response: Response,
): Promise<Answer> => {
  await deps.limits.admit(request, 'finish');
  try {
    const entered = await deps.enter({
      token,
      browser: readCookie(request, deps.cookies.login) ?? '',
      before: readCookie(request, deps.cookies.session),
      userAgent: request.get('user-agent'),
    });
    if (entered.kind === 'choice')
      return { kind: 'redirect', to: `${choosePath}?login=${entered.token}` };
    // one from an earlier login is another session's
    response.clearCookie(deps.cookies.idToken, idTokenOptions);
    return enter(deps, request, response, entered);
  } catch (error) {
    return failedLogin(deps, error, '/');
  }
};
