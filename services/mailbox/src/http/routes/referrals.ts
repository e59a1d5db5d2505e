import { z } from 'zod';

import type { Route } from '@kuvert/platform/http/route';
import type { PersonId } from '@kuvert/shared/ids';

import { MarkReferral, Message, StepReferral } from '#api';
import type { Session } from '../../store/sessions.ts';
import type { PlainStep } from '../../use-cases/referrals.ts';
import { visitorRoute } from '../visitor.ts';
import { json } from './json.ts';

export interface ReferralsDeps {
  readonly mark: (person: PersonId, messageId: string, answerBy: string | null) => Promise<Message>;
  readonly unmark: (person: PersonId, messageId: string) => Promise<Message>;
  readonly step: (person: PersonId, messageId: string, step: PlainStep) => Promise<Message>;
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
    problems: [...withBody, 'answer-by-wrong', 'referral-step-wrong'],
    handle: async ({ params: { id }, body }, { person }) =>
      json(await mark(person, id, body.answerBy)),
  }),
  visitorRoute({
    method: 'delete',
    path: '/api/messages/:id/referral',
    summary: 'Says that a message is no referral after all, where a person had marked it',
    accepts: { params },
    success,
    problems: [...changing, 'referral-stays'],
    handle: async ({ params: { id } }, { person }) => json(await unmark(person, id)),
  }),
  visitorRoute({
    method: 'post',
    path: '/api/messages/:id/referral/step',
    summary: 'Moves a referral without an answer to its sender',
    accepts: { params, body: StepReferral },
    success,
    problems: [...withBody, 'not-a-referral', 'referral-step-wrong'],
    handle: async ({ params: { id }, body }, { person }) => json(await step(person, id, body.step)),
  }),
];
