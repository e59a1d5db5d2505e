import { parseCookie } from 'cookie';
import type { CookieOptions, Request } from 'express';

/** `__Host-`: this host alone, all paths, never without Secure; no sibling domain can plant one. */
export const sessionCookie = '__Host-kuvert';
/** Binds a login under way to the browser that began it. */
export const loginCookie = '__Host-kuvert-login';

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
