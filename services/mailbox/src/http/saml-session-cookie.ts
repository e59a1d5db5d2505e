import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { z } from 'zod';

import type { SamlSession } from '@kuvert/identity/saml/logout-messages';

import { fitsCookie, idTokenOptions, type CookieNames } from './cookies.ts';

const text = z.string().max(2_000);
const schema = z.object({
  nameId: text,
  format: text.optional(),
  nameQualifier: text.optional(),
  spNameQualifier: text.optional(),
  sessionIndex: text.optional(),
});

/**
 * Whose the session is at the identity provider, for the way out alone: with their browser, as an ID token is. A sibling
 * domain could plant one, which then is none that the session's row means. Undefined: the login was another one, and what
 * an earlier one left is taken away.
 */
export const keepSamlSession = (
  response: Response,
  { samlSession: name }: CookieNames,
  there: SamlSession | undefined,
): void => {
  const value = there && Buffer.from(JSON.stringify(there)).toString('base64url');
  if (value !== undefined && fitsCookie(value)) response.cookie(name, value, idTokenOptions);
  else response.clearCookie(name, idTokenOptions);
};

export const readSamlSession = (
  request: Request,
  { samlSession: name }: CookieNames,
): SamlSession | undefined => {
  const value = parseCookie(request.headers.cookie ?? '')[name];
  if (value === undefined || !fitsCookie(value)) return undefined;
  try {
    return schema.safeParse(JSON.parse(Buffer.from(value, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
};
