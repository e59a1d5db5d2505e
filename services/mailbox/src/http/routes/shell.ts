import { z } from 'zod';

import type { Answer, Route } from '@kuvert/platform/http/route';
import { defineRoute } from '@kuvert/platform/http/route';
import type { Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

import type { Session } from '../../store/sessions.ts';
import type { MailboxReader } from '../../use-cases/read-mailbox.ts';
import { View, type LockedDepartment } from '#api';
import { parseRoute } from '#web/route/route';
import { localeOf } from '../language.ts';
import { applicationAnswer, lockedAnswer, loggedInAnswer } from '../pages.ts';
import { unlessLoginRequired } from '../visitor.ts';
import type { Web } from '../web.ts';

export interface ShellDeps {
  readonly reader: MailboxReader;
  readonly web: Web;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'token'>;
  /** The session of the request's cookie. @throws KuvertError `login-required` */
  readonly sessionOf: (
    request: Parameters<Route<undefined>['handle']>[2]['request'],
  ) => Promise<Session>;
}

const query = z.object({
  department: z.uuid().optional().catch(undefined),
  view: View.optional().catch(undefined),
});

/** The application's own addresses. */
export const shellRoutes = (deps: ShellDeps): Route<undefined>[] => {
  const screen = async (
    messageId: string | null,
    { department, view }: z.infer<typeof query>,
    request: Parameters<ShellDeps['sessionOf']>[0],
  ): Promise<Answer> => {
    const session = await deps.sessionOf(request).catch(unlessLoginRequired);
    if (!session) return { kind: 'redirect', to: loginAddress(request.originalUrl) };
    const locale = localeOf(session.locale, request.get('accept-language'));
    const named = [request.params['id'], department].filter((id) => typeof id === 'string');
    const demands = named.length > 0 && (await deps.reader.demandOn(session, named));
    if (demands) return lockedAnswer(deps.web, { session, locale, demands }, request.originalUrl);
    const boot = await deps.reader.boot(session, locale, {
      messageId,
      departmentId: department ?? null,
      view: view ?? null,
    });
    const { outgoing = null } = parseRoute(request.path, '');
    const at = { now: deps.clock.now(), messageId, outgoing };
    const [first] = boot.me.locked;
    return boot.me.departments.length === 0 && first
      ? lockedAnswer(
          deps.web,
          { session, locale, demands: weakest(boot.me.locked, first) },
          request.originalUrl,
        )
      : applicationAnswer(deps.web, deps.randomness, boot, at);
  };
  const success = { status: 200, description: 'the application', contentType: 'text/html' };
  const at = (path: string, summary: string): Route<undefined> =>
    defineRoute<undefined>()({
      method: 'get',
      path,
      summary,
      accepts: { query },
      success,
      problems: [],
      handle: (input, _context, { request }) => screen(null, input.query, request),
    });
  const opened = (
    path: string,
    summary: string,
    messageOf: (id: string) => string | null,
  ): Route<undefined> =>
    defineRoute<undefined>()({
      method: 'get',
      path,
      summary,
      accepts: { params: z.object({ id: z.uuid() }), query },
      success,
      problems: ['not-found'],
      handle: (input, _context, { request }) =>
        screen(messageOf(input.params.id), input.query, request),
    });
  return [
    at('/', 'The application with its first rows; without a session, to the login'),
    at('/sent', 'The application with what was sent'),
    at('/drafts', "The application with the person's drafts"),
    at('/approvals', 'The application with what waits for a colleague'),
    at('/contacts', "The application with the department's contacts"),
    at('/incidents', 'The application with wrong recipients'),
    opened('/m/:id', 'The application with a message open', (id) => id),
    opened('/s/:id', 'The application with a fax open that was sent', () => null),
    opened('/d/:id', 'The application with a draft open', () => null),
    opened('/a/:id', 'The application with a fax open that waits for a colleague', () => null),
    opened('/c/:id', 'The application with a contact open', () => null),
    opened('/i/:id', 'The application with an incident open', () => null),
    defineRoute<undefined>()({
      method: 'get',
      path: '/logged-in',
      summary: 'Where a login ends beside a window that waits for it',
      accepts: {},
      success: { ...success, description: 'a page that says so' },
      problems: [],
      handle: (_input, _context, { request }) =>
        Promise.resolve(loggedInAnswer(deps.web, localeOf(null, request.get('accept-language')))),
    }),
  ];
};

/** The login that opens something at least. */
const weakest = (locked: readonly LockedDepartment[], first: LockedDepartment): LevelOfAssurance =>
  locked.reduce((least, { demands }) => (demands < least ? demands : least), first.demands);

const loginAddress = (path: string): string =>
  path === '/' ? '/login' : `/login?${new URLSearchParams({ return: path }).toString()}`;
