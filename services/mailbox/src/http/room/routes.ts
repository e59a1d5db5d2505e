import type { Request } from 'express';
import { z } from 'zod';

import type { Gate } from '@kuvert/platform/http/gate';
import { check } from '@kuvert/platform/http/mount';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';
import type { Clock } from '@kuvert/shared/clock';
import { dayIn } from '@kuvert/shared/day';
import { KuvertError } from '@kuvert/shared/errors';
import type { PersonId, Randomness } from '@kuvert/shared/ids';
import { mostFiles } from '@kuvert/shared/partners/sealed-parts';
import { lastAnswerBy } from '@kuvert/shared/referrals/answer-by';
import { conversationPage } from '#web/room/conversation-page';
import { conversationsPage } from '#web/room/conversations-page';
import { guardedPage } from '#web/room/guarded-page';
import type { RoomPage } from '#web/room/room-frame';
import { writePage } from '#web/room/write-page';

import type { Locale } from '#api';
import type { Pictures } from '../../documents/pictures.ts';
import { uploadName } from '../../documents/upload-name.ts';
import type { Session } from '../../store/sessions.ts';
import type {
  GrantedInRoom,
  grantRoomDocument,
  RoomReader,
} from '../../use-cases/room/read-room.ts';
import type { sendFromRoom } from '../../use-cases/room/send-from-room.ts';
import { refuseCrossSite } from '../cross-site.ts';
import { localeOf } from '../language.ts';
import { ownPath } from '../own-path.ts';
import { plainAnswer } from '../pages.ts';
import { readForm, untilClosed } from '../upload.ts';
import { backgroundHeader, unlessLoginRequired } from '../visitor.ts';
import type { Web } from '../web.ts';

export interface RoomRoutesDeps {
  readonly origin: string;
  readonly web: Web;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly randomness: Pick<Randomness, 'uuid'>;
  /** @throws KuvertError `login-required` */
  readonly sessionOf: (request: Request, by: 'person' | 'browser') => Promise<Session>;
  readonly reader: RoomReader;
  readonly grant: ReturnType<typeof grantRoomDocument>;
  readonly pictures: Pictures<GrantedInRoom>;
  readonly send: ReturnType<typeof sendFromRoom>;
  readonly setLocale: (person: PersonId, locale: Locale) => Promise<void>;
  readonly gate: Gate;
}

const route = defineRoute<undefined>();
const page = { status: 200, description: 'the page', contentType: 'text/html' };
const id = z.uuid();

/** What a form may hold besides its files. */
const Written = z.object({
  csrf: z.string(),
  id,
  function: id,
  department: id,
  conversation: id.optional(),
  answers: id.optional(),
  label: z.string().trim().min(1).max(256),
  referral: z.literal('yes').optional(),
  /** Of a referral alone: a browser without styles sends the day of what is none, too. */
  'answer-by': z.iso.date().optional(),
  text: z.string().trim().max(20_000),
});

const Chosen = z.object({
  csrf: z.string(),
  locale: z.enum(['sv', 'en']),
  return: z.unknown().transform(ownPath),
});

const formLimits = {
  fileBytes: 20 * 1024 * 1024,
  totalBytes: 20 * 1024 * 1024,
  files: mostFiles,
  texts: 10,
  textBytes: 80_000,
};

/** The room's pages for those who are logged in; each is HTML that works without its script. */
export const roomRoutes = (deps: RoomRoutesDeps): Route<undefined>[] => [
  route({
    method: 'get',
    path: '/',
    summary: 'Conversations, the newest first; without a session, to the login',
    accepts: { query: z.object({ before: z.iso.datetime().optional().catch(undefined) }) },
    success: page,
    problems: [],
    handle: ({ query }, _context, { request }) =>
      asVisitor(deps, request, async (session, at) => {
        const before = query.before === undefined ? null : new Date(query.before);
        const list = await deps.reader.list(session, before);
        return plainAnswer(conversationsPage(at, { ...list, isFirst: before === null }));
      }),
  }),
  route({
    method: 'get',
    path: '/write',
    summary: 'The form of a new message',
    accepts: { query: z.object({ department: id.optional().catch(undefined) }) },
    success: page,
    problems: [],
    handle: ({ query }, _context, { request }) =>
      asVisitor(deps, request, async (session, at) => {
        const { functions, departments } = await deps.reader.place(session);
        const today = dayIn(deps.clock.now(), deps.timeZone);
        const form = {
          ...{ id: deps.randomness.uuid(), chosen: query.department ?? null },
          answerBy: { first: today, last: lastAnswerBy(today) },
        };
        return plainAnswer(writePage(at, { ...form, functions, departments }));
      }),
  }),
  route({
    method: 'get',
    path: '/c/:id',
    summary:
      'A conversation, opened; audited. 403 with the way to a stronger login where its department demands one',
    accepts: { params: z.object({ id }) },
    success: page,
    problems: ['not-found', 'audit-not-written', 'document-damaged'],
    handle: ({ params }, _context, { request }) =>
      asVisitor(deps, request, async (session, at) => {
        const conversation = await deps.reader.open(session, params.id);
        if (conversation.kind === 'guarded') return plainAnswer(guardedPage(at, conversation), 403);
        const form = { id: deps.randomness.uuid() };
        return plainAnswer(conversationPage(at, conversation, form));
      }),
  }),
  route({
    method: 'get',
    path: '/m/:id/pages/:page',
    summary: 'A page as a picture; audited',
    accepts: {
      params: z.object({ id, page: z.coerce.number().int().min(1).max(100_000) }),
      query: z.object({ width: z.coerce.number().int().min(64).max(3000).default(900) }),
    },
    success: { status: 200, description: 'PNG or WebP', contentType: 'image/png' },
    problems: ['login-required', 'not-found', 'audit-not-written', 'page-not-rendered'],
    handle: async ({ params, query }, _context, { request }) => {
      const session = await deps.sessionOf(request, 'person');
      const granted = await deps.grant(session, params.id, { page: params.page });
      const { mediaType, bytes } = await deps.pictures.page(granted, params.page, query.width);
      return { kind: 'bytes', contentType: mediaType, bytes };
    },
  }),
  route({
    method: 'get',
    path: '/m/:id/document',
    summary: 'The document as a PDF to be saved; audited',
    accepts: { params: z.object({ id }) },
    success: { status: 200, description: 'the PDF', contentType: 'application/pdf' },
    problems: ['login-required', 'not-found', 'audit-not-written', 'document-damaged'],
    handle: async ({ params }, _context, { request }) => {
      const session = await deps.sessionOf(request, 'person');
      const granted = await deps.grant(session, params.id, 'download');
      const day = granted.document.at.toISOString().slice(0, 10);
      return {
        kind: 'bytes',
        contentType: 'application/pdf',
        bytes: await deps.pictures.document(granted),
        headers: {
          'content-disposition': `attachment; filename="${day} ${params.id.slice(0, 8)}.pdf"`,
        },
      };
    },
  }),
  route({
    method: 'post',
    path: '/send',
    summary: 'Sends a message, or an answer; a form with its `csrf` token; the same id once',
    accepts: {
      upload: {
        field: 'file',
        maxBytes: formLimits.fileBytes,
        beside: { name: 'label', schema: Written.shape.label },
      },
    },
    success: { status: 303, description: 'to its conversation; 201 with the address for a script' },
    problems: [
      ...(['login-required', 'csrf-token-wrong', 'not-found', 'rate-limited'] as const),
      'login-too-weak',
      ...(['body-too-large', 'request-invalid', 'attachment-type-wrong'] as const),
      ...(['attachment-encrypted', 'attachment-damaged', 'attachment-empty'] as const),
      ...(['attachment-too-complex', 'message-sent-before', 'answer-by-wrong'] as const),
    ],
    handle: (_input, _context, { request }) => send(deps, request),
  }),
  route({
    method: 'post',
    path: '/language',
    summary: 'Chooses a language, and goes back to the page; a form with its `csrf` token',
    accepts: {},
    success: { status: 303, description: 'to the page' },
    problems: ['login-required', 'csrf-token-wrong', 'request-invalid'],
    handle: async (_input, _context, { request }) => {
      const session = await deps.sessionOf(request, 'person');
      // the schema's own output
      const chosen = check(Chosen, request.body, 'form') as z.infer<typeof Chosen>;
      refuseCrossSite(request, session, chosen.csrf, deps.origin);
      await deps.setLocale(session.person, chosen.locale);
      return { kind: 'redirect', to: chosen.return };
    },
  }),
  route({
    method: 'get',
    path: '/newest',
    summary: 'A text that changes with whatever comes or is taken',
    accepts: {},
    success: {
      status: 200,
      description: 'the text, and the token of forms in this session',
      schema: z.object({ newest: z.string(), csrf: z.string() }),
    },
    problems: ['login-required'],
    handle: async (_input, _context, { request }) => {
      const by = request.get(backgroundHeader) === undefined ? 'person' : 'browser';
      const session = await deps.sessionOf(request, by);
      return {
        kind: 'json',
        body: { newest: await deps.reader.newest(session), csrf: session.csrfToken },
      };
    },
  }),
];

const asVisitor = async (
  deps: RoomRoutesDeps,
  request: Request,
  answer: (session: Session, at: RoomPage) => Promise<Answer>,
): Promise<Answer> => {
  const session = await deps.sessionOf(request, 'person').catch(unlessLoginRequired);
  if (!session) {
    const query = new URLSearchParams({ return: request.originalUrl });
    return { kind: 'redirect', to: `/login?${query.toString()}` };
  }
  const { functions } = await deps.reader.place(session);
  return answer(session, {
    locale: localeOf(session.locale, request.get('accept-language')),
    assets: deps.web.assets.room,
    path: request.originalUrl,
    timeZone: deps.timeZone,
    now: deps.clock.now(),
    name: session.name,
    csrfToken: session.csrfToken,
    loa: session.loa,
    functions,
    newest: await deps.reader.newest(session),
  });
};

const send = async (deps: RoomRoutesDeps, request: Request): Promise<Answer> => {
  const session = await deps.sessionOf(request, 'person');
  const leave = await deps.gate.enter();
  try {
    const { texts, files } = await readForm(request, formLimits);
    const given = [...texts].filter(([, text]) => text !== '');
    const fields = { text: '', ...Object.fromEntries(given) };
    refuseCrossSite(request, session, texts.get('csrf'), deps.origin);
    // the schema's own output
    const form = check(Written, fields, 'form') as z.infer<typeof Written>;
    // a field in which nothing was chosen is sent as a file without a name
    const chosen = files.filter(({ name, bytes }) => bytes.byteLength > 0 || (name ?? '') !== '');
    if (chosen.length === 0 && form.text === '')
      throw new KuvertError('draft-empty', 'there is nothing to send');
    const conversationId = form.conversation ?? form.id;
    await deps.send(
      session,
      {
        id: form.id,
        functionId: form.function,
        departmentId: form.department,
        conversationId,
        answers: form.answers ?? null,
        label: form.label,
        referral: form.referral ? { answerBy: form['answer-by'] ?? null } : null,
        text: form.text,
        files: chosen.map(({ name, bytes }) => ({ name: uploadName(name), bytes })),
      },
      untilClosed(request),
    );
    const to = `/c/${conversationId}`;
    return request.accepts(['html', 'json']) === 'json'
      ? { kind: 'json', status: 201, body: { to } }
      : { kind: 'redirect', to };
  } finally {
    leave();
  }
};
