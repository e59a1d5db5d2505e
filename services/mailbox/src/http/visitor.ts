import type { Request } from 'express';

import { defineRoute, type Route } from '@kuvert/platform/http/route';
import { KuvertError } from '@kuvert/shared/errors';

import type { Session } from '../store/sessions.ts';
import { mailboxCookies, readCookie } from './cookies.ts';
import { csrfHeader, refuseCrossSite } from './cross-site.ts';

/** Sent by the application with what it asks for by itself: such requests don't keep a session going. */
export const backgroundHeader = 'x-kuvert-background';

export interface VisitorDeps {
  readonly origin: string;
  readonly useSession: (cookie: string | undefined, by: 'person' | 'browser') => Promise<Session>;
}

/** A route for those who are logged in. */
export const visitorRoute = defineRoute<Session>();

/**
 * The session of a request; one that changes something must come from the application itself.
 * @throws KuvertError `login-required`, `csrf-token-wrong`
 */
export const visitorOf =
  ({ origin, useSession }: VisitorDeps) =>
  async (request: Request, route: Route<Session>): Promise<Session> => {
    // A stream of events is opened, and opened again, by the browser.
    const byItself =
      request.get(backgroundHeader) !== undefined ||
      route.success.contentType === 'text/event-stream';
    const by = byItself ? 'browser' : 'person';
    const session = await useSession(readCookie(request, mailboxCookies.session), by);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      refuseCrossSite(request, session, request.get(csrfHeader), origin);
    return session;
  };

/** For what is open to everybody: having no session is no fault there. */
export const unlessLoginRequired = (error: unknown): undefined => {
  if (error instanceof KuvertError && error.code === 'login-required') return undefined;
  throw error;
};
