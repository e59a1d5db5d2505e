import { parseCookie } from 'cookie';
import type { CookieOptions, Request } from 'express';

/** The names of an origin's cookies. `__Host-`: this host alone, all paths, never without Secure; no sibling domain can plant one. */
export interface CookieNames {
  readonly session: string;
  /** Binds a login under way to the browser that began it. */
  readonly login: string;
}

export const mailboxCookies: CookieNames = {
  session: '__Host-kuvert',
  login: '__Host-kuvert-login',
};

/** Ports share cookies: beside the mailbox on one host the room's are others. */
export const roomCookies: CookieNames = {
  session: '__Host-kuvert-room',
  login: '__Host-kuvert-room-login',
};

export const cookieOptions: CookieOptions = {
  httpOnly: true,
  secure: true,
  sameSite: 'lax',
  path: '/',
};

/** 256 bits in base64url, as we make them; anything else is no cookie of ours. */
const secret = /^[\w-]{43}$/;

/** The cookie's value when it has the form of one of ours. */
export const readCookie = (request: Request, name: string): string | undefined => {
  const value = parseCookie(request.headers.cookie ?? '')[name];
  return value !== undefined && secret.test(value) ? value : undefined;
};
