import type { Request } from 'express';
import { z } from 'zod';

import { inputTime } from '#web/time/input-time';
import {
  reviewPage,
  reviewsPage,
  type ReviewsPage,
  type ShownReview,
  type ShownReviewRow,
} from '#web/log/reviews-page';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';
import { daysAfter } from '@kuvert/shared/day';

import type { Session } from '../../store/sessions.ts';
import { mostDays } from '../../use-cases/read-log.ts';
import type { Judgement } from '../../use-cases/review-log.ts';
import { plainAnswer } from '../pages.ts';
import { deskOf, formFields } from './desk.ts';
import { asAuditor, type LogDesk } from './log-desk.ts';
import type { Actor } from '../../use-cases/actor.ts';

export interface LogReviewRoutesDeps extends LogDesk {
  readonly list: (actor: Actor) => Promise<readonly ShownReview[]>;
  readonly draw: (
    actor: Actor,
    days: { readonly from: string; readonly until: string; readonly size: number },
  ) => Promise<string | undefined>;
  readonly read: (
    actor: Actor,
    id: string,
  ) => Promise<{ readonly review: ShownReview; readonly rows: readonly ShownReviewRow[] }>;
  readonly judge: (actor: Actor, id: string, judgement: Judgement) => Promise<void>;
}

const Draw = z
  .object({
    from: z.iso.date(),
    until: z.iso.date(),
    size: z.coerce.number().int().min(1).max(200),
  })
  .refine(({ from, until }) => from <= until && until <= daysAfter(from, mostDays - 1));

const Judged = z.object({
  act: z.enum(['keep', 'sign']),
  note: z.string().trim().max(4000).default(''),
});

const params = z.object({ id: z.uuid() });
const success = { status: 200, description: 'the page', contentType: 'text/html' };
const toReview = { status: 303, description: 'to the sample' };
const changing = ['not-found', 'csrf-token-wrong', 'audit-not-written'] as const;

/** The recurring check: a random sample of what people read, looked at and signed. */
export const logReviewRoutes = (deps: LogReviewRoutesDeps): Route<undefined>[] => {
  const route = defineRoute<undefined>();
  return [
    route({
      method: 'get',
      path: '/log/reviews',
      summary: 'The samples that auditors drew; without a session, to the login',
      accepts: {},
      success,
      problems: ['not-found'],
      handle: (_input, _context, { request }) =>
        asAuditor(deps, request, (session) => list(deps, request, session, lastMonth(deps))),
    }),
    route({
      method: 'post',
      path: '/log/reviews',
      summary: 'Draws a random sample of what people read in days that are over; audited',
      accepts: {},
      success: toReview,
      problems: changing,
      handle: (_input, _context, { request }) =>
        asAuditor(deps, request, (session) => draw(deps, request, session)),
    }),
    route({
      method: 'get',
      path: '/log/reviews/:id',
      summary: 'A sample with its rows; audited',
      accepts: { params },
      success,
      problems: ['not-found', 'audit-not-written'],
      handle: ({ params: { id } }, _context, { request }) =>
        asAuditor(deps, request, (session) => show(deps, request, session, id)),
    }),
    route({
      method: 'post',
      path: '/log/reviews/:id',
      summary: 'Keeps what is said of each row, or signs the whole; audited',
      accepts: { params },
      success,
      problems: changing,
      handle: ({ params: { id } }, _context, { request }) =>
        asAuditor(deps, request, (session) => judge(deps, request, session, id)),
    }),
  ];
};

const list = async (
  deps: LogReviewRoutesDeps,
  request: Request,
  session: Session,
  form: ReviewsPage['form'],
  problem?: ReviewsPage['problem'],
): Promise<Answer> =>
  plainAnswer(
    reviewsPage({
      ...deskOf(deps, request, session),
      reviews: await deps.list(session),
      form,
      ...(problem && { problem }),
    }),
  );

const draw = async (
  deps: LogReviewRoutesDeps,
  request: Request,
  session: Session,
): Promise<Answer> => {
  const { data: days } = Draw.safeParse(formFields(deps, request, session));
  if (!days) return list(deps, request, session, lastMonth(deps), 'form');
  const id = await deps.draw(session, days);
  if (id === undefined) return list(deps, request, session, days, 'nothing');
  return { kind: 'redirect', to: `/log/reviews/${id}` };
};

const show = async (
  deps: LogReviewRoutesDeps,
  request: Request,
  session: Session,
  id: string,
  more: { readonly note?: string; readonly said?: 'kept' | 'signProblem' } = {},
): Promise<Answer> =>
  plainAnswer(
    reviewPage({
      ...deskOf(deps, request, session),
      ...(await deps.read(session, id)),
      note: '',
      ...more,
    }),
  );

const judge = async (
  deps: LogReviewRoutesDeps,
  request: Request,
  session: Session,
  id: string,
): Promise<Answer> => {
  const fields = formFields(deps, request, session);
  const { data: judged } = Judged.safeParse(fields);
  const { note = '', act = 'keep' } = judged ?? {};
  const said = verdictsIn(fields);
  const { rows } = await deps.read(session, id);
  const isWhole = said.fine.length + said.ask.length === rows.length && note !== '';
  const isSigned = act === 'sign' && isWhole;
  await deps.judge(session, id, { ...said, note: isSigned ? note : null });
  if (isSigned) return { kind: 'redirect', to: `/log/reviews/${id}` };
  return show(deps, request, session, id, { note, said: act === 'sign' ? 'signProblem' : 'kept' });
};

/** `row-12=fine`; what is something else says nothing. */
const verdictsIn = (fields: Record<string, unknown>): Pick<Judgement, 'fine' | 'ask'> => {
  const said = (verdict: string): number[] =>
    Object.entries(fields).flatMap(([name, value]) => {
      const number = /^row-(\d{1,3})$/.exec(name)?.[1];
      return number !== undefined && value === verdict ? [Number(number)] : [];
    });
  return { fine: said('fine'), ask: said('ask') };
};

/** The month before this one, of twenty readings. */
const lastMonth = ({ clock, timeZone }: LogDesk): ReviewsPage['form'] => {
  const first = `${inputTime(clock.now(), timeZone).slice(0, 7)}-01`;
  const until = daysAfter(first, -1);
  return { from: `${until.slice(0, 7)}-01`, until, size: 20 };
};
