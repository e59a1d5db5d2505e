import { z } from 'zod';

import type { Route } from '@kuvert/platform/http/route';
import type { PersonId } from '@kuvert/shared/ids';

import type { Session } from '../../store/sessions.ts';
import type { MailboxReader } from '../../use-cases/read-mailbox.ts';
import { Me, MessagePage, SetLocale, View } from '#api';
import { localeOf } from '../language.ts';
import { visitorRoute } from '../visitor.ts';

export interface MeDeps {
  readonly reader: MailboxReader;
  readonly setLocale: (person: PersonId, locale: string) => Promise<void>;
}

/** Who I am, and what lies in my departments. */
export const meRoutes = ({ reader, setLocale }: MeDeps): Route<Session>[] => [
  visitorRoute({
    method: 'get',
    path: '/api/me',
    summary: 'Who is logged in, with departments and their counters',
    accepts: {},
    success: { status: 200, description: 'the person', schema: Me },
    problems: ['login-required'],
    handle: async (_input, session, { request }) => ({
      kind: 'json',
      body: await reader.me(session, localeOf(session.locale, request.get('accept-language'))),
    }),
  }),
  visitorRoute({
    method: 'put',
    path: '/api/me/locale',
    summary: 'Chooses a language',
    accepts: { body: SetLocale },
    success: { status: 204, description: 'chosen' },
    problems: ['login-required', 'csrf-token-wrong', 'request-invalid', 'content-type-wrong'],
    handle: async ({ body }, session) => {
      await setLocale(session.person, body.locale);
      return { kind: 'empty', status: 204 };
    },
  }),
  visitorRoute({
    method: 'get',
    path: '/api/departments/:departmentId/messages',
    summary: 'Messages of a department, newest first, 50 a page',
    accepts: {
      params: z.object({ departmentId: z.uuid() }),
      query: z.object({ view: View.default('new'), cursor: z.string().max(100).optional() }),
    },
    success: { status: 200, description: 'one page', schema: MessagePage },
    problems: ['login-required', 'not-found', 'request-invalid'],
    handle: async ({ params, query }, session) => ({
      kind: 'json',
      body: await reader.list(session, { departmentId: params.departmentId, ...query }),
    }),
  }),
];
