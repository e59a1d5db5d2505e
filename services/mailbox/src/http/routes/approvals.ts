import { z } from 'zod';

import type { Route } from '@kuvert/platform/http/route';

import type { Pictures } from '../../documents/pictures.ts';
import type { Session } from '../../store/sessions.ts';
import type { Actor } from '../../use-cases/actor.ts';
import type { GrantedPage } from '../../use-cases/open-sending.ts';
import {
  Approval,
  ApprovalList,
  ApproveSending,
  AskApproval,
  DeclineSending,
  Draft,
  Sending,
} from '#api';
import { visitorRoute } from '../visitor.ts';
import { json } from './json.ts';
import { sendingPageRoute } from './sending-page.ts';

export interface ApprovalsDeps {
  readonly ask: (actor: Actor, id: string, version: number) => Promise<Draft>;
  readonly takeBack: (actor: Actor, id: string) => Promise<Draft>;
  readonly list: (actor: Actor, departmentId: string) => Promise<ApprovalList>;
  readonly open: (actor: Actor, id: string) => Promise<Approval>;
  readonly approve: (actor: Actor, id: string, version: number) => Promise<Sending>;
  readonly decline: (actor: Actor, id: string, word: DeclineSending) => Promise<void>;
  readonly grantPage: (actor: Actor, id: string, page: number) => Promise<GrantedPage>;
  readonly pictures: Pick<Pictures<GrantedPage>, 'page'>;
}

const params = z.object({ id: z.uuid() });
const draft = { status: 200, description: 'the draft as it is now', schema: Draft };
const changing = ['login-required', 'csrf-token-wrong', 'not-found'] as const;
const withBody = [...changing, 'request-invalid', 'content-type-wrong'] as const;

/** A colleague's approval of what goes to a number that is new to the department. */
export const approvalRoutes = (deps: ApprovalsDeps): Route<Session>[] => [
  ...writerRoutes(deps),
  ...colleagueRoutes(deps),
];

const writerRoutes = (deps: ApprovalsDeps): Route<Session>[] => [
  visitorRoute({
    method: 'post',
    path: '/api/drafts/:id/approval',
    summary: 'Asks a colleague to approve the pages; until then the draft stays as it is',
    accepts: { params, body: AskApproval },
    success: draft,
    problems: [
      ...withBody,
      'draft-changed',
      'draft-not-prepared',
      'draft-incomplete',
      'draft-waits',
      'approval-not-needed',
      'sending-unavailable',
    ],
    handle: async ({ params: { id }, body }, session) =>
      json(await deps.ask(session, id, body.version)),
  }),
  visitorRoute({
    method: 'delete',
    path: '/api/drafts/:id/approval',
    summary: 'Takes the question back, to go on writing',
    accepts: { params },
    success: draft,
    problems: [...changing, 'approval-ended'],
    handle: async ({ params: { id } }, session) => json(await deps.takeBack(session, id)),
  }),
];

const colleagueRoutes = (deps: ApprovalsDeps): Route<Session>[] => [
  visitorRoute({
    method: 'get',
    path: '/api/departments/:departmentId/approvals',
    summary: 'What waits for a colleague of its writer, what has waited longest first',
    accepts: { params: z.object({ departmentId: z.uuid() }) },
    success: { status: 200, description: 'what waits', schema: ApprovalList },
    problems: ['login-required', 'not-found'],
    handle: async ({ params: { departmentId } }, session) =>
      json(await deps.list(session, departmentId)),
  }),
  visitorRoute({
    method: 'get',
    path: '/api/approvals/:id',
    summary: 'One that waits, with what is known of its number',
    accepts: { params },
    success: { status: 200, description: 'what waits', schema: Approval },
    problems: ['login-required', 'not-found'],
    handle: async ({ params: { id } }, session) => json(await deps.open(session, id)),
  }),
  sendingPageRoute(deps, {
    path: '/api/approvals/:id/pages/:page',
    summary: 'A page as it will be faxed, as a picture; audited',
  }),
  visitorRoute({
    method: 'post',
    path: '/api/approvals/:id/approve',
    summary: 'Sends it, as if its writer had',
    accepts: { params, body: ApproveSending },
    success: { status: 200, description: 'what was sent', schema: Sending },
    problems: [
      ...withBody,
      'approval-own',
      'approval-ended',
      'draft-changed',
      'draft-not-prepared',
      'referral-step-wrong',
    ],
    handle: async ({ params: { id }, body }, session) =>
      json(await deps.approve(session, id, body.version)),
  }),
  visitorRoute({
    method: 'post',
    path: '/api/approvals/:id/decline',
    summary: 'Gives it back to its writer with the reason',
    accepts: { params, body: DeclineSending },
    success: { status: 204, description: 'it is a draft as before' },
    problems: [...withBody, 'approval-own', 'approval-ended', 'draft-changed'],
    handle: async ({ params: { id }, body }, session) => {
      await deps.decline(session, id, body);
      return { kind: 'empty', status: 204 };
    },
  }),
];
