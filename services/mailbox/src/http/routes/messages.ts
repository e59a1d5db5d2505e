import { z } from 'zod';

import type { Answer, Route } from '@kuvert/platform/http/route';

import type { Session } from '../../store/sessions.ts';
import type { Actor } from '../../use-cases/actor.ts';
import type { MailboxReader } from '../../use-cases/read-mailbox.ts';
import type { Denial } from '../../use-cases/deny-resend.ts';
import type { ForwardRequest } from '../../use-cases/forward-message.ts';
import type { HandlingAction } from '../../use-cases/transitions.ts';
import {
  Concern,
  DenyResend,
  Forward,
  Message,
  NotRegister,
  OtherDepartments,
  Register,
  TakeOver,
  type OtherDepartment,
} from '#api';
import { visitorRoute } from '../visitor.ts';

export interface MessagesDeps {
  readonly reader: MailboxReader;
  readonly handle: (actor: Actor, messageId: string, action: HandlingAction) => Promise<Message>;
  readonly denyResend: (actor: Actor, denial: Denial) => Promise<Message>;
  readonly forward: (actor: Actor, request: ForwardRequest) => Promise<Message>;
  readonly departments: (actor: Actor) => Promise<readonly OtherDepartment[]>;
  readonly concern: (actor: Actor, messageId: string) => Promise<Concern>;
  readonly fetchAgain: (actor: Actor, messageId: string) => Promise<void>;
}

const params = z.object({ id: z.uuid() });
const success = { status: 200, description: 'the message as it is now', schema: Message };
const changing = ['login-required', 'csrf-token-wrong', 'not-found'] as const;
const withBody = [...changing, 'request-invalid', 'content-type-wrong'] as const;

/** One message and what people do with it. */
export const messageRoutes = ({
  reader,
  handle,
  denyResend,
  forward,
  departments,
  concern,
  fetchAgain,
}: MessagesDeps): Route<Session>[] => {
  const change = async (session: Session, id: string, action: HandlingAction): Promise<Answer> => ({
    kind: 'json',
    body: await handle(session, id, action),
  });
  return [
    visitorRoute({
      method: 'get',
      path: '/api/messages/:id',
      summary: 'A message with its documents and timeline',
      accepts: { params },
      success: { ...success, description: 'the message' },
      problems: ['login-required', 'not-found'],
      handle: async (input, session) => ({
        kind: 'json',
        body: await reader.message(session, input.params.id),
      }),
    }),
    visitorRoute({
      method: 'post',
      path: '/api/messages/:id/take',
      summary: 'Takes a message to work with',
      accepts: { params },
      success,
      problems: [...changing, 'already-taken', 'already-done', 'quarantined'],
      handle: (input, session) => change(session, input.params.id, { kind: 'take' }),
    }),
    visitorRoute({
      method: 'post',
      path: '/api/messages/:id/give-back',
      summary: 'Gives back what one has taken',
      accepts: { params },
      success,
      problems: [...changing, 'not-taken-by-you'],
      handle: (input, session) => change(session, input.params.id, { kind: 'give-back' }),
    }),
    visitorRoute({
      method: 'post',
      path: '/api/messages/:id/take-over',
      summary: 'Takes what somebody else has taken, with a note',
      accepts: { params, body: TakeOver },
      success,
      problems: [...withBody, 'already-done', 'quarantined'],
      handle: (input, session) =>
        change(session, input.params.id, { kind: 'take-over', ...input.body }),
    }),
    visitorRoute({
      method: 'post',
      path: '/api/messages/:id/register',
      summary: 'Done: registered in a case system',
      accepts: { params, body: Register },
      success,
      problems: [
        ...withBody,
        'already-taken',
        'already-done',
        'quarantined',
        'person-number-invalid',
      ],
      handle: (input, session) =>
        change(session, input.params.id, { kind: 'register', ...input.body }),
    }),
    visitorRoute({
      method: 'get',
      path: '/api/messages/:id/concern',
      summary: 'Whom it concerns, as was said when it was registered; audited',
      accepts: { params },
      success: { status: 200, description: 'a number, or no one person', schema: Concern },
      problems: ['login-required', 'not-found', 'audit-not-written'],
      handle: async (input, session) => ({
        kind: 'json',
        body: await concern(session, input.params.id),
      }),
    }),
    visitorRoute({
      method: 'post',
      path: '/api/messages/:id/not-register',
      summary: 'Done: not to be registered, with the reason',
      accepts: { params, body: NotRegister },
      success,
      problems: [...withBody, 'already-taken', 'already-done', 'quarantined'],
      handle: (input, session) =>
        change(session, input.params.id, { kind: 'not-register', ...input.body }),
    }),
    visitorRoute({
      method: 'post',
      path: '/api/messages/:id/quarantine',
      summary: 'Sets a fax aside as junk; it is kept',
      accepts: { params },
      success,
      problems: [...changing, 'already-taken', 'already-done', 'only-faxes'],
      handle: (input, session) => change(session, input.params.id, { kind: 'quarantine' }),
    }),
    visitorRoute({
      method: 'post',
      path: '/api/messages/:id/release',
      summary: 'Makes a fax new that was set aside',
      accepts: { params },
      success,
      problems: [...changing, 'not-quarantined'],
      handle: (input, session) => change(session, input.params.id, { kind: 'release' }),
    }),
    visitorRoute({
      method: 'post',
      path: '/api/messages/:id/reopen',
      summary: 'Takes up again what was done',
      accepts: { params },
      success,
      problems: [...changing, 'not-done', 'already-forwarded'],
      handle: (input, session) => change(session, input.params.id, { kind: 'reopen' }),
    }),
    visitorRoute({
      method: 'get',
      path: '/api/departments',
      summary: 'All departments by name: where a message can be forwarded',
      accepts: {},
      success: { status: 200, description: 'the departments', schema: OtherDepartments },
      problems: ['login-required'],
      handle: async (_input, session) => ({
        kind: 'json',
        body: { departments: await departments(session) },
      }),
    }),
    visitorRoute({
      method: 'post',
      path: '/api/messages/:id/forward',
      summary:
        "Sends a message on to the department that it is for; it can't be read here any more",
      accepts: { params, body: Forward },
      success,
      problems: [
        ...withBody,
        'already-taken',
        'already-done',
        'quarantined',
        'not-forwardable',
        'nobody-to-open-it',
      ],
      handle: async ({ params: { id: messageId }, body }, session) => ({
        kind: 'json',
        body: await forward(session, { messageId, ...body }),
      }),
    }),
    visitorRoute({
      method: 'put',
      path: '/api/messages/:id/resends/:otherId',
      summary: 'Says that two faxes are not the same, or takes that back',
      accepts: { params: params.extend({ otherId: z.uuid() }), body: DenyResend },
      success,
      problems: withBody,
      handle: async (input, session) => {
        const { id: messageId, otherId } = input.params;
        const body = await denyResend(session, { messageId, otherId, ...input.body });
        return { kind: 'json', body };
      },
    }),
    visitorRoute({
      method: 'post',
      path: '/api/messages/:id/fetch-again',
      summary: 'Lets ingest try once more to take in a message that needs attention',
      accepts: { params },
      success: { status: 202, description: 'it will be tried' },
      problems: changing,
      handle: async (input, session) => {
        await fetchAgain(session, input.params.id);
        return { kind: 'empty', status: 202 };
      },
    }),
  ];
};
