import express, { type Request, type RequestHandler } from 'express';

import type { SamlRefusal } from '@kuvert/identity/saml/reasons';

/** Why a form was not read. */
type Unread = Extract<SamlRefusal, 'response-too-large' | 'response-unreadable'>;

const unread = new WeakMap<Request, Unread>();

/**
 * Reads what an identity provider's site has a browser post. What can't be read comes to its route all the same, which
 * refuses it as any other and puts the reason on record: whoever posted it sees the login's page.
 */
export const samlForm = (maxBytes: number): RequestHandler => {
  const parse = express.urlencoded({ extended: false, limit: maxBytes, parameterLimit: 10 });
  return (request, response, next) => {
    parse(request, response, (error?: unknown) => {
      if (error === undefined) return next();
      // by `http-errors`, which the parser throws
      const isTooLarge = error instanceof Error && 'status' in error && error.status === 413;
      unread.set(request, isTooLarge ? 'response-too-large' : 'response-unreadable');
      next();
    });
  };
};

/** Why the form of a request was not read; undefined when it was. */
export const whyUnread = (request: Request): Unread | undefined => unread.get(request);

/** The parser leaves the form's fields open. */
export const samlField = (
  request: Request,
  name: 'SAMLRequest' | 'SAMLResponse' | 'RelayState',
): string | undefined => {
  const field = (request.body as Record<string, unknown> | undefined)?.[name];
  return typeof field === 'string' ? field : undefined;
};
