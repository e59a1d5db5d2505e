import { parseCookie } from 'cookie';
import type { CookieOptions, Request } from 'express';

/** The names of an origin's cookies. `__Host-`: this host alone, all paths, never without Secure; no sibling domain can plant one. */
export interface CookieNames {
  readonly session: string;
  /** Binds a login under way to the browser that began it. */
  readonly login: string;
  /** Of a browser that somebody has logged in with. @see LoginLimits */
  readonly known: string;
  /** The ID token of the session's login, for {@link logoutPath} alone. */
  readonly idToken: string;
  /** Whose the session is at an identity provider by SAML, likewise. */
  readonly samlSession: string;
}

export const logoutPath = '/logout';
/** Where one chooses whom one logs in as. */
export const choosePath = '/login/choose';

export const mailboxCookies: CookieNames = {
  session: '__Host-kuvert',
  login: '__Host-kuvert-login',
  known: '__Host-kuvert-known',
  idToken: '__Secure-kuvert-id',
  samlSession: '__Secure-kuvert-saml',
};

/** Ports share cookies: beside the mailbox on one host the room's are others. */
export const roomCookies: CookieNames = {
  session: '__Host-kuvert-room',
  login: '__Host-kuvert-room-login',
  known: '__Host-kuvert-room-known',
  idToken: '__Secure-kuvert-room-id',
  samlSession: '__Secure-kuvert-room-saml',
};

export const cookieOptions: CookieOptions = {
  httpOnly: true,
  secure: true,
  sameSite: 'lax',
  path: '/',
};

/** A sibling domain could plant one: the provider then asks, or logs nobody out. */
export const idTokenOptions: CookieOptions = { ...cookieOptions, path: logoutPath };

/** Browsers keep no cookie of more than 4,096 bytes, its name and attributes included. */
const mostIdTokenBytes = 3_900;

/** Whether a browser would keep it. */
export const fitsCookie = (idToken: string): boolean => idToken.length <= mostIdTokenBytes;

/** An ID token as a browser has it: whose it is, the provider looks. */
export const readIdToken = (request: Request, name: string): string | undefined => {
  const value = parseCookie(request.headers.cookie ?? '')[name];
  return value !== undefined && fitsCookie(value) && jwt.test(value) ? value : undefined;
};

const jwt = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** 256 bits in base64url, as we make them; anything else is no cookie of ours. */
const secret = /^[\w-]{43}$/;

/** The cookie's value when it has the form of one of ours. */
export const readCookie = (request: Request, name: string): string | undefined => {
  const value = parseCookie(request.headers.cookie ?? '')[name];
  return value !== undefined && secret.test(value) ? value : undefined;
};
