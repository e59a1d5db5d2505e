import { z } from 'zod';

import type { Route } from '@kuvert/platform/http/route';

import { Announcements, type Announcement } from '#api';
import type { Session } from '../../store/sessions.ts';
import { visitorRoute } from '../visitor.ts';

export interface AnnouncementsDeps {
  readonly list: (session: Session) => Promise<readonly Announcement[]>;
  readonly see: (session: Session, id: string) => Promise<void>;
}

/** What departments' people are told, and that they have seen it. */
export const announcementRoutes = ({ list, see }: AnnouncementsDeps): Route<Session>[] => [
  visitorRoute({
    method: 'get',
    path: '/api/announcements',
    summary: "What the person's departments are told that they have not seen yet",
    accepts: {},
    success: { status: 200, description: 'announcements', schema: Announcements },
    problems: ['login-required'],
    handle: async (_input, session) => ({
      kind: 'json',
      body: { announcements: await list(session) },
    }),
  }),
  visitorRoute({
    method: 'post',
    path: '/api/announcements/:id/seen',
    summary: 'Says that the person has seen it: it is shown to them no more',
    accepts: { params: z.object({ id: z.uuid() }) },
    success: { status: 204, description: 'seen' },
    problems: ['login-required', 'csrf-token-wrong', 'not-found'],
    handle: async ({ params }, session) => {
      await see(session, params.id);
      return { kind: 'empty', status: 204 };
    },
  }),
];
