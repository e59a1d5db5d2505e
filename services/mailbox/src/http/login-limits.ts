import type { Request, Response } from 'express';
import jwt from 'jsonwebtoken';
import { parseCookie } from 'cookie';
import { z } from 'zod';

import { networkOf } from '@kuvert/platform/limits/client-network';
import { admit, createSharedLimit } from '@kuvert/platform/limits/shared-limit';
import type { Queryable } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';

import { cookieOptions } from './cookies.ts';

/** What is counted, each by itself. */
export type LoginStep = 'begin' | 'finish' | 'choose';

/**
 * Bounds how often logins are tried, by who tries: a browser that somebody has logged in with before by itself, any other by
 * its network. So neither who floods from elsewhere nor who does from beside a colleague keeps that colleague out.
 */
export interface LoginLimits {
  /** @throws KuvertError `rate-limited` */
  admit(request: Request, step: LoginStep): Promise<void>;
  /** Whether somebody has logged in with this browser before. */
  isKnown(request: Request): boolean;
  /** Knows the browser from now on. */
  remember(request: Request, response: Response): void;
}

export interface LoginLimitDeps {
  readonly database: Queryable;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'token'>;
  /** Signs the cookie by which a browser is known. */
  readonly key: string;
  readonly origin: string;
  readonly cookie: string;
  /** In the audit trail, such as `login`. */
  readonly what: string;
  /** Of a network. */
  readonly aMinute: number;
}

const windowMs = 60_000;
/** Nobody presses the button more often; several tabs that ask at once do. */
const browserAMinute = 20;
const knownDays = 180;
const algorithm = 'HS256';
const issuer = 'kuvert-browser';
const Claims = z.object({ jti: z.string().regex(/^[\w-]{43}$/) });

export const createLoginLimits = (deps: LoginLimitDeps): LoginLimits => {
  const limitsOf = (step: LoginStep) => {
    const what = `${deps.what} ${step}`;
    return {
      network: createSharedLimit(deps, { what, most: deps.aMinute, windowMs }),
      browser: createSharedLimit(deps, { what, most: browserAMinute, windowMs }),
    };
  };
  const limits = {
    begin: limitsOf('begin'),
    finish: limitsOf('finish'),
    choose: limitsOf('choose'),
  } as const satisfies Record<LoginStep, unknown>;
  return {
    admit: (request, step) => {
      const browser = knownBrowser(deps, request);
      return browser === undefined
        ? admit(limits[step].network, networkOf(request))
        : admit(limits[step].browser, browser);
    },
    isKnown: (request) => knownBrowser(deps, request) !== undefined,
    remember: (request, response) => {
      const { key, origin, cookie, randomness, clock } = deps;
      const jwtid = knownBrowser(deps, request) ?? randomness.token(32);
      const claims = { iat: Math.floor(clock.now().getTime() / 1000) };
      const options = { algorithm, issuer, audience: origin, jwtid } as const;
      const value = jwt.sign(claims, key, { ...options, expiresIn: `${knownDays} days` });
      response.cookie(cookie, value, { ...cookieOptions, maxAge: knownDays * 86_400_000 });
    },
  };
};

/** By what the cookie calls it; it names nobody, and logs nobody in. */
const knownBrowser = (
  { key, origin, cookie, clock }: LoginLimitDeps,
  request: Request,
): string | undefined => {
  const value = parseCookie(request.headers.cookie ?? '')[cookie];
  if (value === undefined || value.length > 1_000) return undefined;
  try {
    const clockTimestamp = Math.floor(clock.now().getTime() / 1000);
    const algorithms: jwt.Algorithm[] = [algorithm];
    const options = { algorithms, issuer, audience: origin, clockTimestamp };
    return Claims.parse(jwt.verify(value, key, options)).jti;
  } catch {
    return undefined;
  }
};
