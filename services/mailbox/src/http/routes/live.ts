import type { Route } from '@kuvert/platform/http/route';

import { openStream, type StreamDeps } from '../../live/stream.ts';
import type { Session } from '../../store/sessions.ts';
import type { MailboxReader } from '../../use-cases/read-mailbox.ts';
import { visitorRoute } from '../visitor.ts';

/** What changes, while it changes. */
export const liveRoute = (deps: StreamDeps & { readonly reader: MailboxReader }): Route<Session> =>
  visitorRoute({
    method: 'get',
    path: '/api/events',
    summary:
      'Server-sent events `message`, `sending` and `announcement`: which message, what was sent, or what is announced, of which department changed',
    accepts: {},
    success: { status: 200, description: 'a stream', contentType: 'text/event-stream' },
    problems: ['login-required'],
    handle: async (_input, session, { response }) => {
      const departments = await deps.reader.departmentIds(session);
      openStream(deps, response, session.idHash, departments);
      return { kind: 'taken-over' };
    },
  });
