import { z } from 'zod';

import type { Route } from '@kuvert/platform/http/route';

import type { Pictures } from '../../documents/pictures.ts';
import type { Session } from '../../store/sessions.ts';
import type { Actor } from '../../use-cases/actor.ts';
import type { GrantedPage } from '../../use-cases/open-sending.ts';
import type { SendingReader } from '../../use-cases/read-sendings.ts';
import {
  Draft,
  type Locale,
  ResolveSending,
  SendAgain,
  Sending,
  SendingPage,
  SendingView,
} from '#api';
import { localeOf } from '../language.ts';
import { visitorRoute } from '../visitor.ts';
import { json } from './json.ts';
import { sendingPageRoute } from './sending-page.ts';

export interface SendingsDeps {
  readonly reader: SendingReader;
  readonly undo: (actor: Actor, id: string) => Promise<Draft>;
  readonly cancel: (actor: Actor, id: string) => Promise<Sending>;
  readonly tryNow: (actor: Actor, id: string) => Promise<Sending>;
  readonly resolve: (
    actor: Actor,
    id: string,
    word: z.infer<typeof ResolveSending>,
  ) => Promise<Sending>;
  readonly sendAgain: (
    actor: Actor,
    id: string,
    again: z.infer<typeof SendAgain>,
  ) => Promise<Sending>;
  /** @returns a PDF/A-2b */
  readonly receipt: (session: Session, id: string, locale: Locale) => Promise<Uint8Array>;
  readonly grantPage: (actor: Actor, id: string, page: number) => Promise<GrantedPage>;
  readonly pictures: Pick<Pictures<GrantedPage>, 'page'>;
}

const params = z.object({ id: z.uuid() });
const success = { status: 200, description: 'what was sent, as it is now', schema: Sending };
const changing = ['login-required', 'csrf-token-wrong', 'not-found'] as const;
const withBody = [...changing, 'request-invalid', 'content-type-wrong'] as const;

/** What a department sent, and what people do with it. */
export const sendingRoutes = (deps: SendingsDeps): Route<Session>[] => [
  visitorRoute({
    method: 'get',
    path: '/api/departments/:departmentId/sendings',
    summary: 'What a department sent, newest first, 50 a page',
    accepts: {
      params: z.object({ departmentId: z.uuid() }),
      query: z.object({
        view: SendingView.default('all'),
        cursor: z.string().max(100).optional(),
      }),
    },
    success: { status: 200, description: 'one page', schema: SendingPage },
    problems: ['login-required', 'not-found', 'request-invalid'],
    handle: async ({ params: { departmentId }, query }, session) =>
      json(await deps.reader.list(session, { departmentId, ...query })),
  }),
  visitorRoute({
    method: 'get',
    path: '/api/sendings/:id',
    summary: 'What was sent, with every attempt, what machines said and what people did',
    accepts: { params },
    success,
    problems: ['login-required', 'not-found'],
    handle: async (input, session) => json(await deps.reader.sending(session, input.params.id)),
  }),
  sendingPageRoute(deps, {
    path: '/api/sendings/:id/pages/:page',
    summary: 'A page as it was faxed, as a picture; audited',
  }),
  visitorRoute({
    method: 'get',
    path: '/api/sendings/:id/receipt',
    summary: 'A receipt for the case, as PDF/A: facts, timeline, hashes, the first page; audited',
    accepts: { params },
    success: { status: 200, description: 'PDF/A-2b', contentType: 'application/pdf' },
    problems: [
      'login-required',
      'not-found',
      'document-damaged',
      'page-not-rendered',
      'audit-not-written',
    ],
    handle: async ({ params: { id } }, session, { request }) => {
      const locale = localeOf(session.locale, request.get('accept-language'));
      const bytes = await deps.receipt(session, id, locale);
      const name = `${locale === 'sv' ? 'kvitto' : 'receipt'}-${id.slice(0, 8)}.pdf`;
      const headers = { 'content-disposition': `attachment; filename="${name}"` };
      return { kind: 'bytes', contentType: 'application/pdf', bytes, headers };
    },
  }),
  visitorRoute({
    method: 'post',
    path: '/api/sendings/:id/undo',
    summary: 'Takes back what has not left, and goes on writing it',
    accepts: { params },
    success: { status: 200, description: 'the draft that it is again', schema: Draft },
    problems: [...changing, 'already-dialling', 'not-sent-by-you'],
    handle: async (input, session) => json(await deps.undo(session, input.params.id)),
  }),
  visitorRoute({
    method: 'post',
    path: '/api/sendings/:id/cancel',
    summary:
      'Takes back what has not been dialled, for good; asks the carrier for what waits there',
    accepts: { params },
    success,
    problems: [...changing, 'already-dialling'],
    handle: async (input, session) => json(await deps.cancel(session, input.params.id)),
  }),
  visitorRoute({
    method: 'post',
    path: '/api/sendings/:id/try-now',
    summary: 'Makes the next attempt at once, which waits for its time',
    accepts: { params },
    success,
    problems: [...changing, 'delivery-changed'],
    handle: async (input, session) => json(await deps.tryNow(session, input.params.id)),
  }),
  visitorRoute({
    method: 'post',
    path: '/api/sendings/:id/resolve',
    summary: 'Says what became of a fax whose end is unknown or a failure, with the reason',
    accepts: { params, body: ResolveSending },
    success,
    problems: [...withBody, 'delivery-changed'],
    handle: async (input, session) =>
      json(await deps.resolve(session, input.params.id, input.body)),
  }),
  visitorRoute({
    method: 'post',
    path: '/api/sendings/:id/send-again',
    summary: 'A further attempt; after an unknown end perhaps a second copy',
    accepts: { params, body: SendAgain },
    success,
    problems: [...withBody, 'delivery-changed', 'sending-unavailable', 'recipient-wrong'],
    handle: async (input, session) =>
      json(await deps.sendAgain(session, input.params.id, input.body)),
  }),
];
