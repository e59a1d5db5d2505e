import { z } from 'zod';

import type { Route } from '@kuvert/platform/http/route';

import { ChangeJunkList, JunkLists } from '#api';
import type { Session } from '../../store/sessions.ts';
import type { Actor } from '../../use-cases/actor.ts';
import { visitorRoute } from '../visitor.ts';
import { json } from './json.ts';

export interface JunkListRoutesDeps {
  readonly show: (actor: Actor, messageId: string) => Promise<JunkLists>;
  readonly change: (actor: Actor, messageId: string, change: ChangeJunkList) => Promise<JunkLists>;
}

const params = z.object({ id: z.uuid() });
const success = {
  status: 200,
  description: 'on which lists the number is now',
  schema: JunkLists,
};

/** The lists of junk senders, reached from a fax; the lists as such are at `/admin`. */
export const junkListRoutes = (deps: JunkListRoutesDeps): Route<Session>[] => [
  visitorRoute({
    method: 'get',
    path: '/api/messages/:id/junk-lists',
    summary: "On which lists of junk senders a fax's number is, and who may change them",
    accepts: { params },
    success,
    problems: ['login-required', 'not-found'],
    handle: async (input, session) => json(await deps.show(session, input.params.id)),
  }),
  visitorRoute({
    method: 'put',
    path: '/api/messages/:id/junk-lists',
    summary:
      "Puts a fax's number on a list of junk senders, or takes it off, for those who look after the list; audited",
    accepts: { params, body: ChangeJunkList },
    success,
    problems: [
      ...(['login-required', 'csrf-token-wrong', 'not-found'] as const),
      ...(['request-invalid', 'content-type-wrong', 'audit-not-written'] as const),
      ...(['only-administrators', 'only-faxes', 'number-invalid'] as const),
      ...(['junk-own', 'junk-verified', 'junk-full'] as const),
    ],
    handle: async ({ params: { id }, body }, session) => json(await deps.change(session, id, body)),
  }),
];
