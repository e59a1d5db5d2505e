import type { Express } from 'express';
import { z } from 'zod';

import { createApp } from '@kuvert/platform/http/app';
import { mount } from '@kuvert/platform/http/mount';
import { defineRoute, type Answer } from '@kuvert/platform/http/route';
import { networkOf } from '@kuvert/platform/limits/client-network';
import type { SharedLimit } from '@kuvert/platform/limits/shared-limit';
import type { Log } from '@kuvert/platform/logging/log';

import type { ReadShownCard } from '../../login/card/shown-card.ts';
import { cardCallback } from '../../login/card/provider.ts';
import type { CardOutcome } from '../../use-cases/log-in-by-card.ts';
import { securityHeaders } from '../headers.ts';

export interface CardAppDeps {
  readonly mode: 'demonstration' | 'production';
  readonly log: Log;
  readonly mailboxOrigin: string;
  readonly read: ReadShownCard;
  readonly logIn: (state: string, shown: ReturnType<ReadShownCard>) => Promise<CardOutcome>;
  /** By the network that a card comes from: each costs questions to its CA. */
  readonly limit: SharedLimit;
  /** Every connection is a proxy's that has proved itself. */
  readonly isBehindProxy: boolean;
}

/** The listener for cards: one page, which sends the browser back to the mailbox whatever it found. */
export const cardApp = (deps: CardAppDeps): Express =>
  createApp(
    deps.log,
    (router) => {
      router.use(securityHeaders(deps.mode), (_request, response, next) => {
        response.set('connection', 'close');
        next();
      });
      mount(router, [loginRoute(deps)], () => Promise.resolve(undefined));
    },
    deps.isBehindProxy ? 1 : 0,
  );

const loginRoute = (deps: CardAppDeps) =>
  defineRoute<undefined>()({
    method: 'get',
    path: '/login',
    summary: 'Judges the card of this connection',
    accepts: { query: z.object({ state: z.string().catch('') }) },
    success: { status: 303, description: 'back to the mailbox' },
    problems: [],
    handle: async ({ query }, _context, { request }): Promise<Answer> => {
      const wait = await deps.limit.take(networkOf(request));
      if (wait > 0)
        return { kind: 'redirect', to: `${deps.mailboxOrigin}/login?error=rate-limited` };
      const outcome = await deps.logIn(query.state, deps.read(request));
      return { kind: 'redirect', to: `${deps.mailboxOrigin}${pathOf(outcome, query.state)}` };
    },
  });

const pathOf = (outcome: CardOutcome, state: string): string => {
  switch (outcome.kind) {
    case 'handed-over':
      return `${cardCallback}?${new URLSearchParams({ state, card: outcome.token }).toString()}`;
    case 'refused':
      return `/login?${new URLSearchParams({ error: 'card-refused', return: outcome.returnTo }).toString()}`;
    case 'not-under-way':
      return '/login?error=login-failed';
  }
};
