import { z } from 'zod';

import type { Route } from '@kuvert/platform/http/route';

import { LiftRestriction, Restrict, Restriction } from '#api';
import type { Session } from '../../store/sessions.ts';
import type { Actor } from '../../use-cases/actor.ts';
import { visitorRoute } from '../visitor.ts';
import { json } from './json.ts';

export interface RestrictionsDeps {
  readonly show: (actor: Actor, messageId: string) => Promise<Restriction>;
  readonly restrict: (actor: Actor, messageId: string, to: Restrict) => Promise<Restriction>;
  readonly lift: (
    actor: Actor,
    messageId: string,
    reason: string | undefined,
  ) => Promise<Restriction>;
}

const params = z.object({ id: z.uuid() });
const success = { status: 200, description: 'who can open it', schema: Restriction };
const changing = [
  ...(['login-required', 'csrf-token-wrong', 'not-found'] as const),
  ...(['request-invalid', 'content-type-wrong', 'reason-missing'] as const),
] as const;

/** Who of a department can open a message. */
export const restrictionRoutes = (deps: RestrictionsDeps): Route<Session>[] => [
  visitorRoute({
    method: 'get',
    path: '/api/messages/:id/restriction',
    summary:
      "Who can open a message; the department's members see that, also of one that is closed to them",
    accepts: { params },
    success,
    problems: ['login-required', 'not-found'],
    handle: async (input, session) => json(await deps.show(session, input.params.id)),
  }),
  visitorRoute({
    method: 'put',
    path: '/api/messages/:id/restriction',
    summary: 'Restricts a message to named handlers, or says anew who they are',
    accepts: { params, body: Restrict },
    success,
    problems: [...changing, 'already-taken', 'already-forwarded', 'not-a-handler', 'nobody-named'],
    handle: async ({ params: { id }, body }, session) =>
      json(await deps.restrict(session, id, body)),
  }),
  visitorRoute({
    method: 'post',
    path: '/api/messages/:id/restriction/lift',
    summary: 'Opens a message to the whole department again',
    accepts: { params, body: LiftRestriction },
    success,
    problems: changing,
    handle: async ({ params: { id }, body }, session) =>
      json(await deps.lift(session, id, body.reason)),
  }),
];
