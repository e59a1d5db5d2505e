import { z } from 'zod';

import type { Gate } from '@kuvert/platform/http/gate';
import type { Answer, Route } from '@kuvert/platform/http/route';
import { sendingLimits } from '@kuvert/shared/sending/limits';

import type { Pictures } from '../../documents/pictures.ts';
import type { Session } from '../../store/sessions.ts';
import type { Actor } from '../../use-cases/actor.ts';
import type { ReturnRequest } from '../../use-cases/return-message.ts';
import type { Upload } from '../../use-cases/attachments.ts';
import type { NewDraftRequest } from '../../use-cases/create-draft.ts';
import type { GrantedPage } from '../../use-cases/open-sending.ts';
import type { SendingReader } from '../../use-cases/read-sendings.ts';
import {
  ChangeDraft,
  Draft,
  DraftList,
  NewDraft,
  PrepareDraft,
  ReturnMessage,
  SendDraft,
  Sending,
} from '#api';
import { localeOf } from '../language.ts';
import { readUpload, untilClosed } from '../upload.ts';
import { visitorRoute } from '../visitor.ts';
import { json } from './json.ts';
import { sendingPageRoute } from './sending-page.ts';

export interface DraftsDeps {
  readonly reader: SendingReader;
  readonly create: (actor: Actor, request: NewDraftRequest) => Promise<Draft>;
  readonly read: (actor: Actor, id: string) => Promise<Draft>;
  readonly change: (actor: Actor, id: string, change: ChangeDraft) => Promise<Draft>;
  readonly mayAttach: (actor: Actor, id: string) => Promise<void>;
  readonly attach: (
    actor: Actor,
    id: string,
    upload: Upload,
    signal: AbortSignal,
  ) => Promise<Draft>;
  readonly giveBack: (actor: Actor, request: ReturnRequest) => Promise<Draft>;
  readonly detach: (actor: Actor, id: string, attachmentId: string) => Promise<Draft>;
  readonly discard: (actor: Actor, id: string) => Promise<void>;
  readonly prepare: (
    actor: Actor,
    id: string,
    version: number,
    signal: AbortSignal,
  ) => Promise<Draft>;
  readonly send: (actor: Actor, id: string, request: SendDraft) => Promise<Sending>;
  readonly grantPage: (actor: Actor, id: string, page: number) => Promise<GrantedPage>;
  readonly pictures: Pick<Pictures<GrantedPage>, 'page'>;
  /** How many files and faxes being made are in memory at once. */
  readonly gate: Gate;
}

const params = z.object({ id: z.uuid() });
const draft = { status: 200, description: 'the draft as it is now', schema: Draft };
const beginning = ['login-required', 'csrf-token-wrong', 'not-found'] as const;
const bodied = ['request-invalid', 'content-type-wrong'] as const;
const changing = [...beginning, 'draft-waits'] as const;
const withBody = [...changing, ...bodied] as const;

/** A fax being written: its writer's alone, whatever department's it is. */
export const draftRoutes = (deps: DraftsDeps): Route<Session>[] => [
  visitorRoute({
    method: 'post',
    path: '/api/departments/:departmentId/drafts',
    summary: 'Begins a fax, empty or as an answer',
    accepts: { params: z.object({ departmentId: z.uuid() }), body: NewDraft },
    success: draft,
    problems: [
      ...beginning,
      ...bodied,
      'not-a-referral',
      'referral-step-wrong',
      'sending-unavailable',
    ],
    handle: async ({ params: { departmentId }, body }, session, { request }) => {
      const language = localeOf(session.locale, request.get('accept-language'));
      return json(await deps.create(session, { departmentId, language, ...body }));
    },
  }),
  visitorRoute({
    method: 'post',
    path: '/api/messages/:id/return',
    summary:
      "Begins an answer to whoever sent what isn't ours: the right number, and nothing of its content; an incident",
    accepts: { params, body: ReturnMessage },
    success: draft,
    problems: [
      ...beginning,
      ...bodied,
      'already-taken',
      'already-done',
      'quarantined',
      'number-invalid',
      'sending-unavailable',
      'incident-open',
    ],
    handle: async ({ params: { id: messageId }, body }, session, { request }) => {
      const language = localeOf(session.locale, request.get('accept-language'));
      return json(await deps.giveBack(session, { messageId, language, ...body }));
    },
  }),
  visitorRoute({
    method: 'get',
    path: '/api/departments/:departmentId/drafts',
    summary: 'What one is writing, the newest change first',
    accepts: { params: z.object({ departmentId: z.uuid() }) },
    success: { status: 200, description: 'the drafts', schema: DraftList },
    problems: ['login-required', 'not-found'],
    handle: async (input, session) =>
      json(await deps.reader.drafts(session, input.params.departmentId)),
  }),
  visitorRoute({
    method: 'get',
    path: '/api/drafts/:id',
    summary: 'A draft with what was written and added',
    accepts: { params },
    success: draft,
    problems: ['login-required', 'not-found'],
    handle: async (input, session) => json(await deps.read(session, input.params.id)),
  }),
  visitorRoute({
    method: 'put',
    path: '/api/drafts/:id',
    summary: 'Keeps what is written; the pages are to be made anew',
    accepts: { params, body: ChangeDraft },
    success: draft,
    problems: [
      ...withBody,
      'draft-changed',
      'not-a-referral',
      'number-invalid',
      'number-premium-rate',
      'number-country-blocked',
    ],
    handle: async (input, session) => json(await deps.change(session, input.params.id, input.body)),
  }),
  visitorRoute({
    method: 'delete',
    path: '/api/drafts/:id',
    summary: 'Discards a draft: what was written and added is gone',
    accepts: { params },
    success: { status: 204, description: 'discarded' },
    problems: changing,
    handle: async (input, session) => {
      await deps.discard(session, input.params.id);
      return { kind: 'empty', status: 204 };
    },
  }),
  ...fileRoutes(deps),
  ...pageRoutes(deps),
];

/** What is added to a draft. */
const fileRoutes = (deps: DraftsDeps): Route<Session>[] => [
  visitorRoute({
    method: 'post',
    path: '/api/drafts/:id/attachments',
    summary: 'Adds one file: PDF, PNG, JPEG, TIFF or plain text, told by what it is',
    accepts: { params, upload: { field: 'file', maxBytes: sendingLimits.attachmentBytes } },
    success: draft,
    problems: [
      ...withBody,
      'body-too-large',
      'attachments-too-large',
      'attachment-empty',
      'attachment-type-wrong',
      'too-many-attachments',
      'rate-limited',
      'object-store-failed',
    ],
    handle: async ({ params: { id } }, session, { request }) => {
      await deps.mayAttach(session, id);
      return gated(deps, async () => {
        const upload = await readUpload(request, sendingLimits.attachmentBytes);
        return json(await deps.attach(session, id, upload, untilClosed(request)));
      });
    },
  }),
  visitorRoute({
    method: 'delete',
    path: '/api/drafts/:id/attachments/:attachmentId',
    summary: 'Takes a file away',
    accepts: { params: z.object({ id: z.uuid(), attachmentId: z.uuid() }) },
    success: draft,
    problems: changing,
    handle: async ({ params: { id, attachmentId } }, session) =>
      json(await deps.detach(session, id, attachmentId)),
  }),
];

/** From the draft to its pages, and out of the house. */
const pageRoutes = (deps: DraftsDeps): Route<Session>[] => [
  visitorRoute({
    method: 'post',
    path: '/api/drafts/:id/prepare',
    summary: 'Makes the pages exactly as they will be faxed',
    accepts: { params, body: PrepareDraft },
    success: draft,
    problems: [
      ...withBody,
      'draft-changed',
      'draft-empty',
      'referral-step-wrong',
      'referral-words-missing',
      'attachment-empty',
      'attachment-encrypted',
      'attachment-damaged',
      'attachment-too-complex',
      'attachment-type-wrong',
      'fax-too-long',
      'sending-unavailable',
      'converter-unavailable',
      'rate-limited',
      'object-store-failed',
    ],
    handle: async ({ params: { id }, body }, session, { request }) =>
      gated(deps, async () =>
        json(await deps.prepare(session, id, body.version, untilClosed(request))),
      ),
  }),
  sendingPageRoute(deps, {
    path: '/api/drafts/:id/pages/:page',
    summary: 'A page as it will be faxed, as a picture; audited',
    problems: ['draft-not-prepared'],
  }),
  visitorRoute({
    method: 'post',
    path: '/api/drafts/:id/send',
    summary: 'Sends what was seen; asked again it answers with what was sent',
    accepts: { params, body: SendDraft },
    success: { status: 200, description: 'what was sent', schema: Sending },
    problems: [
      ...withBody,
      'draft-changed',
      'draft-not-prepared',
      'draft-incomplete',
      'referral-step-wrong',
      'second-look-needed',
      'second-look-wrong',
      'approval-needed',
      'sending-unavailable',
    ],
    handle: async ({ params: { id }, body }, session) => json(await deps.send(session, id, body)),
  }),
];

const gated = async ({ gate }: DraftsDeps, act: () => Promise<Answer>): Promise<Answer> => {
  const leave = await gate.enter();
  try {
    return await act();
  } finally {
    leave();
  }
};
