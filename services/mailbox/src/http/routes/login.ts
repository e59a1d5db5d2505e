import type { Request, Response } from 'express';
import { z } from 'zod';

import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';
import { networkOf } from '@kuvert/platform/limits/client-network';
import { admit, type SharedLimit } from '@kuvert/platform/limits/shared-limit';
import { codeOf, KuvertError } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';
import { levelsOfAssurance } from '@kuvert/shared/level-of-assurance';

import type { Events } from '../../events.ts';
import { cardCallback } from '../../login/card/provider.ts';
import type { Session } from '../../store/sessions.ts';
import { loginWithinMs, type BeginInput } from '../../use-cases/begin-login.ts';
import type {
  BegunSession,
  chooseIdentity,
  ChoiceInput,
  Choices,
  FinishedLogin,
  FinishInput,
} from '../../use-cases/finish-login.ts';
import {
  choosePath,
  cookieOptions,
  fitsCookie,
  idTokenOptions,
  logoutPath,
  readCookie,
  readIdToken,
  type CookieNames,
} from '../cookies.ts';
import { refuseCrossSite } from '../cross-site.ts';
import type { LoginLimits } from '../login-limits.ts';
import { ownPath } from '../own-path.ts';
import type { LoginPageOptions } from '../pages.ts';
import { keepSamlSession, readSamlSession } from '../saml-session-cookie.ts';
import { unlessLoginRequired } from '../visitor.ts';
import { leaveBySaml, unlessUnreachable, type SamlLeaving } from './saml-logout.ts';

/** One of the means by which people log in. */
export interface LoginWay {
  readonly beginLogin: (input: BeginInput) => Promise<string>;
  readonly finishLogin: (input: FinishInput) => Promise<FinishedLogin>;
}

export interface LoginRoutesDeps {
  readonly origin: string;
  readonly cookies: CookieNames;
  /** The page with the button. */
  readonly page: (request: Request, options: LoginPageOptions) => Answer;
  readonly events: Events;
  readonly randomness: Pick<Randomness, 'token'>;
  readonly limits: LoginLimits;
  /** With the identity provider by OpenID Connect, where one may. */
  readonly sso: LoginWay | undefined;
  /** By smart card, where one may. */
  readonly card?: LoginWay | undefined;
  /** By SAML, where one may; its other routes are `samlRoutes`. */
  readonly saml?: Pick<LoginWay, 'beginLogin'> | undefined;
  /** Of a login that waits for its person to choose. */
  readonly choicesOf: (input: ChoiceInput) => Promise<Choices>;
  readonly chooseIdentity: ReturnType<typeof chooseIdentity>;
  readonly choicePage: (request: Request, token: string, choices: Choices) => Answer;
  readonly sessionOf: (request: Request) => Promise<Session>;
  readonly logOut: (session: Session) => Promise<void>;
  /** Whether a session began at the provider, and is to end there. */
  readonly isOfProvider: (session: Session) => boolean;
  /** Of sessions that began by SAML; undefined: none did. */
  readonly samlLeaving?: SamlLeaving | undefined;
  /** Where one logs out at the provider; undefined: nowhere. */
  readonly logoutUrl: (idToken: string | undefined) => Promise<string | undefined>;
  /** The page that leads there. */
  readonly leavingPage: (request: Request, to: string) => Answer;
  /** Undefined: the provider has no such means. */
  readonly endAtProvider: ((logoutToken: string) => Promise<void>) | undefined;
  /** How often a network may say that it is the provider, and tell of a logout. */
  readonly logoutTokens: SharedLimit;
}

/** A whole house that logs out within a minute, as at the end of a day. */
export const logoutTokensAtMost = { what: 'provider-logout', most: 600, windowMs: 60_000 };

const route = defineRoute<undefined>();
const shownErrors = z.enum(['login-failed', 'login-provider-unreachable']);
const toLogin = { status: 303, description: 'to the next step' };

/** In and out. */
export const loginRoutes = (deps: LoginRoutesDeps): Route<undefined>[] => [
  route({
    method: 'get',
    path: '/login',
    summary: 'The page with the button',
    accepts: {
      query: z.object({
        return: z.unknown().optional().transform(ownPath),
        error: z
          .enum([...shownErrors.options, 'card-refused', 'logout-refused', 'rate-limited'])
          .optional()
          .catch(undefined),
        ended: z.unknown().optional(),
        left: z.enum(['everywhere', 'here']).optional().catch(undefined),
      }),
    },
    success: { status: 200, description: 'the page', contentType: 'text/html' },
    problems: [],
    handle: async ({ query }, _context, { request }) => {
      // an address can say so to anybody: of who is logged in it isn't true
      const isIn = query.left && (await deps.sessionOf(request).catch(unlessLoginRequired));
      return deps.page(request, {
        returnTo: query.return,
        error: query.error,
        ended: query.ended !== undefined,
        left: isIn ? undefined : query.left,
      });
    },
  }),
  ...(deps.sso
    ? wayRoutes(deps, deps.sso, {
        start: '/login/start',
        summary:
          'Begins a login with the identity provider; a stronger one than usual where `loa` says so',
        callback: '/login/callback',
        from: 'Where the identity provider sends the browser back to',
      })
    : []),
  route({
    method: 'get',
    path: '/login/stronger',
    summary: 'To a login at a level or above; a page to choose the means where there are several',
    accepts: {
      query: z.object({
        return: z.unknown().optional().transform(ownPath),
        loa: z.enum(levelsOfAssurance),
      }),
    },
    success: toLogin,
    problems: ['rate-limited'],
    handle: async ({ query: { loa, return: returnTo } }, _context, { request, response }) => {
      const [only, ...others] = [deps.sso, deps.saml, deps.card].filter((way) => way !== undefined);
      return only === undefined || others.length > 0
        ? deps.page(request, { returnTo, loa, ended: false })
        : start(deps, only, { returnTo, loa }, request, response);
    },
  }),
  ...(deps.card
    ? wayRoutes(deps, deps.card, {
        start: '/login/card/start',
        summary: 'Begins a login by smart card, at a level or above where `loa` says so',
        callback: cardCallback,
        from: 'Where the listener for cards sends the browser back to',
      })
    : []),
  route({
    method: 'get',
    path: choosePath,
    summary:
      'Of a login by one whom the provider knows as several: whom they log in as, or in which commission',
    accepts: { query: z.object({ login: z.string().max(100).default('').catch('') }) },
    success: { status: 200, description: 'the page', contentType: 'text/html' },
    problems: ['rate-limited'],
    handle: async ({ query: { login } }, _context, { request }) => {
      await deps.limits.admit(request, 'choose');
      const browser = readCookie(request, deps.cookies.login) ?? '';
      try {
        const choices = await deps.choicesOf({ token: login, browser });
        return deps.choicePage(request, login, choices);
      } catch (error) {
        return failedLogin(deps, error, '/');
      }
    },
  }),
  route({
    method: 'post',
    path: choosePath,
    summary: 'Goes on with what was chosen; a form',
    accepts: {},
    success: toLogin,
    problems: ['rate-limited'],
    handle: (_input, _context, { request, response }) => choose(deps, request, response),
  }),
  route({
    method: 'post',
    path: '/logout',
    summary: 'Ends the session; a form with its `csrf` token',
    accepts: {},
    success: {
      status: 303,
      description: 'to the login; 200 with a page that leads on where one logs out at the provider',
    },
    problems: ['csrf-token-wrong'],
    handle: (_input, _context, { request, response }) => leave(deps, request, response),
  }),
  ...(deps.endAtProvider ? [byProviderRoute(deps, deps.endAtProvider)] : []),
];

const byProviderRoute = (
  { logoutTokens }: Pick<LoginRoutesDeps, 'logoutTokens'>,
  endAtProvider: (logoutToken: string) => Promise<void>,
): Route<undefined> =>
  route({
    method: 'post',
    path: `${logoutPath}/by-provider`,
    summary: 'Back-channel logout: the identity provider says who logged out there',
    accepts: {},
    success: { status: 204, description: 'no session of theirs goes on' },
    problems: ['logout-token-wrong', 'rate-limited', 'login-provider-unreachable'],
    handle: async (_input, _context, { request }) => {
      await admit(logoutTokens, networkOf(request));
      await endAtProvider(fieldOf(request, 'logout_token'));
      return { kind: 'empty', status: 204 };
    },
  });

interface WayPaths {
  readonly start: string;
  readonly summary: string;
  readonly callback: string;
  readonly from: string;
}

export const startRoute = (
  deps: StartDeps,
  way: Pick<LoginWay, 'beginLogin'>,
  paths: Pick<WayPaths, 'start' | 'summary'>,
): Route<undefined> =>
  route({
    method: 'get',
    path: paths.start,
    summary: paths.summary,
    accepts: {
      query: z.object({
        return: z.unknown().optional().transform(ownPath),
        loa: z.enum(levelsOfAssurance).nullable().default(null).catch(null),
      }),
    },
    success: toLogin,
    problems: ['rate-limited'],
    handle: ({ query }, _context, { request, response }) =>
      start(deps, way, { returnTo: query.return, loa: query.loa }, request, response),
  });

const wayRoutes = (deps: LoginRoutesDeps, way: LoginWay, paths: WayPaths): Route<undefined>[] => [
  startRoute(deps, way, paths),
  route({
    method: 'get',
    path: paths.callback,
    summary: paths.from,
    accepts: {},
    success: toLogin,
    problems: ['rate-limited'],
    handle: (_input, _context, { request, response }) => finish(deps, way, request, response),
  }),
];

type StartDeps = Pick<LoginRoutesDeps, 'cookies' | 'randomness' | 'events' | 'limits'>;

const start = async (
  deps: StartDeps,
  way: Pick<LoginWay, 'beginLogin'>,
  to: Pick<BeginInput, 'returnTo' | 'loa'>,
  request: Request,
  response: Response,
): Promise<Answer> => {
  await deps.limits.admit(request, 'begin');
  // Kept over several attempts at once: two tabs may log in.
  const browser = readCookie(request, deps.cookies.login) ?? deps.randomness.token(32);
  try {
    const at = await way.beginLogin({ browser, isKnown: deps.limits.isKnown(request), ...to });
    response.cookie(deps.cookies.login, browser, { ...cookieOptions, maxAge: loginWithinMs });
    return { kind: 'redirect', to: at };
  } catch (error) {
    return failedLogin(deps, error, to.returnTo);
  }
};

const leave = async (
  deps: LoginRoutesDeps,
  request: Request,
  response: Response,
): Promise<Answer> => {
  const session = await deps.sessionOf(request).catch(unlessLoginRequired);
  if (session) refuseCrossSite(request, session, fieldOf(request, 'csrf'), deps.origin);
  const there =
    session && (await deps.samlLeaving?.recognise(session, readSamlSession(request, deps.cookies)));
  if (session) await deps.logOut(session);
  const idToken = readIdToken(request, deps.cookies.idToken);
  response.clearCookie(deps.cookies.session, cookieOptions);
  response.clearCookie(deps.cookies.idToken, idTokenOptions);
  keepSamlSession(response, deps.cookies, undefined);
  if (session && deps.samlLeaving?.isOurs(session))
    return leaveBySaml(deps.samlLeaving, there, request);
  const to =
    session &&
    deps.isOfProvider(session) &&
    (await deps.logoutUrl(idToken).catch(unlessUnreachable));
  return to === undefined || to === false
    ? { kind: 'redirect', to: '/login' }
    : deps.leavingPage(request, to);
};

const finish = async (
  deps: LoginRoutesDeps,
  way: LoginWay,
  request: Request,
  response: Response,
): Promise<Answer> => {
  await deps.limits.admit(request, 'finish');
  try {
    const finished = await way.finishLogin({
      callback: new URL(request.originalUrl, deps.origin),
      browser: readCookie(request, deps.cookies.login) ?? '',
      before: readCookie(request, deps.cookies.session),
      userAgent: request.get('user-agent'),
    });
    const { idToken } = finished;
    // one from an earlier login is another session's
    if (idToken === undefined) response.clearCookie(deps.cookies.idToken, idTokenOptions);
    else if (fitsCookie(idToken)) response.cookie(deps.cookies.idToken, idToken, idTokenOptions);
    if (finished.kind === 'choice')
      return { kind: 'redirect', to: `${choosePath}?login=${finished.token}` };
    return enter(deps, request, response, finished);
  } catch (error) {
    return failedLogin(deps, error, '/');
  }
};

export const enter = (
  deps: Pick<LoginRoutesDeps, 'cookies' | 'events' | 'limits'>,
  request: Request,
  response: Response,
  { session, returnTo, samlSession }: BegunSession,
): Answer => {
  response.clearCookie(deps.cookies.login, cookieOptions);
  response.cookie(deps.cookies.session, session, cookieOptions);
  keepSamlSession(response, deps.cookies, samlSession);
  deps.limits.remember(request, response);
  deps.events.loggedIn();
  return { kind: 'redirect', to: returnTo };
};

/** Bound to the browser by the cookie of its login, which no other site's form brings along (`SameSite`). */
const choose = async (
  deps: LoginRoutesDeps,
  request: Request,
  response: Response,
): Promise<Answer> => {
  await deps.limits.admit(request, 'choose');
  try {
    const next = await deps.chooseIdentity({
      token: fieldOf(request, 'login'),
      browser: readCookie(request, deps.cookies.login) ?? '',
      chosen: fieldOf(request, 'identity'),
      before: readCookie(request, deps.cookies.session),
      userAgent: request.get('user-agent'),
    });
    return next.kind === 'choice'
      ? { kind: 'redirect', to: `${choosePath}?login=${next.token}` }
      : enter(deps, request, response, next);
  } catch (error) {
    return failedLogin(deps, error, '/');
  }
};

/** Back to the button, with the code of what went wrong; faults of our own stay faults. */
export const failedLogin = (
  deps: Pick<LoginRoutesDeps, 'events'>,
  error: unknown,
  returnTo: string,
): Answer => {
  const shown = shownErrors.safeParse(codeOf(error));
  if (!(error instanceof KuvertError) || !shown.success) throw error;
  deps.events.loginFailed(error);
  const query = new URLSearchParams({ error: shown.data, return: returnTo });
  return { kind: 'redirect', to: `/login?${query.toString()}` };
};

/** The parser leaves the form's fields open. */
const fieldOf = (
  request: Request,
  name: 'csrf' | 'logout_token' | 'login' | 'identity',
): string => {
  const field = (request.body as Record<string, unknown> | undefined)?.[name];
  return typeof field === 'string' ? field : '';
};
