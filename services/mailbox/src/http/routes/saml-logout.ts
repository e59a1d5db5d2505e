import type { Request } from 'express';
import { z } from 'zod';

import type { SamlDispatch, SamlSession } from '@kuvert/identity/saml/logout-messages';
import type { ReceivedLogout } from '@kuvert/identity/saml/read-logout';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';
import { networkOf } from '@kuvert/platform/limits/client-network';
import { admit, type SharedLimit } from '@kuvert/platform/limits/shared-limit';
import { codeOf } from '@kuvert/shared/errors';

import { samlLogoutPath, type LogoutRefusal } from '../../login/saml/logout.ts';
import type { Session } from '../../store/sessions.ts';
import { samlField, whyUnread } from '../saml-forms.ts';

/** What becomes of sessions that began by SAML, when their person logs out here. */
export interface SamlLeaving {
  readonly isOurs: (session: Session) => boolean;
  /** The session there, before the one here ends. */
  readonly recognise: (
    session: Session,
    kept: SamlSession | undefined,
  ) => Promise<SamlSession | undefined>;
  readonly ask: (there: SamlSession) => Promise<SamlDispatch | undefined>;
  /** The page that leads there. */
  readonly page: (request: Request, to: SamlDispatch) => Answer;
}

export interface SamlLogoutRoutesDeps {
  readonly end: (received: ReceivedLogout) => Promise<SamlDispatch | undefined>;
  readonly confirm: (received: ReceivedLogout, relayState: string) => Promise<boolean>;
  /** Puts a message that nobody could read on record. */
  readonly refuse: (reason: LogoutRefusal) => Promise<unknown>;
  readonly page: SamlLeaving['page'];
  /** How often a network may bring a message about logging out. */
  readonly limit: SharedLimit;
}

/** What the login page says of a logout: everywhere, or perhaps here alone. */
const leftPath = (where: 'everywhere' | 'here'): string => `/login?left=${where}`;

const route = defineRoute<undefined>();
const next = { status: 303, description: 'to the next step' };
const text = z.string().max(100_000).optional().catch(undefined);

/** Single logout by the browser: the identity provider's requests, and its answers to ours. */
export const samlLogoutRoutes = (deps: SamlLogoutRoutesDeps): Route<undefined>[] => [
  route({
    method: 'get',
    path: samlLogoutPath,
    summary: 'Where the identity provider has the browser bring a request to log out, or an answer',
    accepts: { query: z.object({ SAMLRequest: text, SAMLResponse: text, RelayState: text }) },
    success: next,
    problems: ['rate-limited'],
    handle: ({ query }, _context, { request }) => {
      const at = request.originalUrl.indexOf('?');
      const raw = at < 0 ? '' : request.originalUrl.slice(at + 1);
      return take(deps, request, {
        received: { binding: 'redirect', query: raw },
        isAnswer: query.SAMLRequest === undefined,
        relayState: query.RelayState,
      });
    },
  }),
  route({
    method: 'post',
    path: samlLogoutPath,
    summary: 'Likewise by a form',
    accepts: {},
    success: {
      ...next,
      description: 'to the next step; 200 with a page that leads there by a form',
    },
    problems: ['rate-limited'],
    handle: (_input, _context, { request }) => {
      const asked = samlField(request, 'SAMLRequest');
      const relayState = samlField(request, 'RelayState');
      const message = asked ?? samlField(request, 'SAMLResponse') ?? '';
      const received = { binding: 'post', message, relayState } as const;
      return take(deps, request, { received, isAnswer: asked === undefined, relayState });
    },
  }),
];

interface Taken {
  readonly received: ReceivedLogout;
  readonly isAnswer: boolean;
  readonly relayState: string | undefined;
}

/** What is refused has one answer, whatever is wrong with it: the log has the reason. */
const take = async (
  deps: SamlLogoutRoutesDeps,
  request: Request,
  taken: Taken,
): Promise<Answer> => {
  await admit(deps.limit, networkOf(request));
  const { received, isAnswer, relayState = '' } = taken;
  const unread = whyUnread(request);
  try {
    if (unread !== undefined) throw await deps.refuse(unread);
    if (isAnswer) {
      const isOver = await deps.confirm(received, relayState);
      return { kind: 'redirect', to: leftPath(isOver ? 'everywhere' : 'here') };
    }
    const answer = await deps.end(received);
    return answer
      ? dispatched(deps, request, answer)
      : { kind: 'redirect', to: leftPath('everywhere') };
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'logout-refused' && code !== 'login-provider-unreachable') throw error;
    return { kind: 'redirect', to: `/login?error=${code}` };
  }
};

const dispatched = (
  { page }: Pick<SamlLogoutRoutesDeps, 'page'>,
  request: Request,
  to: SamlDispatch,
): Answer => (to.binding === 'redirect' ? { kind: 'redirect', to: to.url } : page(request, to));

/** After the session here has ended: to the identity provider, where it can be asked. */
export const leaveBySaml = async (
  { ask, page }: SamlLeaving,
  there: SamlSession | undefined,
  request: Request,
): Promise<Answer> => {
  const to = there && (await ask(there).catch(unlessUnreachable));
  return to ? page(request, to) : { kind: 'redirect', to: leftPath('here') };
};

/** Here one is logged out whether the provider answers or not. */
export const unlessUnreachable = (error: unknown): undefined => {
  if (codeOf(error) !== 'login-provider-unreachable') throw error;
};
