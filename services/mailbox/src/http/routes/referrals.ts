import { z } from 'zod';

import type { Route } from '@kuvert/platform/http/route';

import { MarkReferral, Message, StepReferral } from '#api';
import type { Session } from '../../store/sessions.ts';
import type { Actor } from '../../use-cases/actor.ts';
import type { PlainStep } from '../../use-cases/referrals.ts';
import { visitorRoute } from '../visitor.ts';
import { json } from './json.ts';

export interface ReferralsDeps {
  readonly mark: (actor: Actor, messageId: string, answerBy: string | null) => Promise<Message>;
  readonly unmark: (actor: Actor, messageId: string) => Promise<Message>;
  readonly step: (actor: Actor, messageId: string, step: PlainStep) => Promise<Message>;
}

const params = z.object({ id: z.uuid() });
const success = { status: 200, description: 'the message as it is now', schema: Message };
const changing = [
  ...(['login-required', 'csrf-token-wrong', 'not-found'] as const),
  ...(['already-taken', 'already-forwarded'] as const),
] as const;
const withBody = [...changing, 'request-invalid', 'content-type-wrong'] as const;

/** What people say of referrals; what an answer does with one goes with the answer. */
export const referralRoutes = ({ mark, unmark, step }: ReferralsDeps): Route<Session>[] => [
  visitorRoute({
    method: 'put',
    path: '/api/messages/:id/referral',
    summary: 'Says that a message is a referral, and until when an answer is expected',
    accepts: { params, body: MarkReferral },
    success,
    problems: [...withBody, 'quarantined', 'answer-by-wrong', 'referral-step-wrong'],
    handle: async ({ params: { id }, body }, session) =>
      json(await mark(session, id, body.answerBy)),
  }),
  visitorRoute({
    method: 'delete',
    path: '/api/messages/:id/referral',
    summary: 'Says that a message is no referral after all, where a person had marked it',
    accepts: { params },
    success,
    problems: [...changing, 'referral-stays'],
    handle: async ({ params: { id } }, session) => json(await unmark(session, id)),
  }),
  visitorRoute({
    method: 'post',
    path: '/api/messages/:id/referral/step',
    summary: 'Moves a referral without an answer to its sender',
    accepts: { params, body: StepReferral },
    success,
    problems: [...withBody, 'not-a-referral', 'referral-step-wrong'],
    handle: async ({ params: { id }, body }, session) => json(await step(session, id, body.step)),
  }),
];
