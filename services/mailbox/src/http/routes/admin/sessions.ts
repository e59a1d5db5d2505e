import type { HouseSessions } from '#web/admin/administered';
import { endSessionsPage, houseSessionsPage } from '#web/admin/house-sessions-page';
import type { SearchedPeople } from '#web/admin/members-part';
import { defineRoute, type Route } from '@kuvert/platform/http/route';

import type { Country } from '../../../store/summary.ts';
import type { Actor } from '../../../use-cases/actor.ts';
import { plainAnswer } from '../../pages.ts';
import { formFields } from '../desk.ts';
import { asAdministrator, type AdministrationDesk } from './admin-desk.ts';
import { SearchText } from './forms.ts';

export interface AdminSessionRoutesDeps extends AdministrationDesk {
  readonly country: Country;
  readonly list: (actor: Actor) => Promise<HouseSessions>;
  readonly search: (actor: Actor, text: string) => Promise<SearchedPeople['found']>;
  readonly endAll: (actor: Actor) => Promise<number>;
}

const success = { status: 200, description: 'the page', contentType: 'text/html' };

/** Who is logged in, for who looks after the house; one person's sessions are at `/sessions/ID`. */
export const adminSessionRoutes = (deps: AdminSessionRoutesDeps): Route<undefined>[] => {
  const route = defineRoute<undefined>();
  const shown = () => ({ now: deps.clock.now(), country: deps.country });
  return [
    route({
      method: 'get',
      path: '/admin/sessions',
      summary: 'Who is logged in, and by how many sessions',
      accepts: {},
      success,
      problems: ['path-unknown'],
      handle: (_input, _context, { request }) =>
        asAdministrator(deps, request, 'house', async ({ session, desk }) =>
          plainAnswer(houseSessionsPage({ ...desk, ...shown(), house: await deps.list(session) })),
        ),
    }),
    route({
      method: 'post',
      path: '/admin/sessions',
      summary: 'Finds somebody whose sessions are looked at',
      accepts: {},
      success,
      problems: ['path-unknown', 'csrf-token-wrong', 'rate-limited'],
      handle: (_input, _context, { request }) =>
        asAdministrator(deps, request, 'house', async ({ session, desk }) => {
          const { data: text } = SearchText.safeParse(formFields(deps, request, session)['text']);
          const house = await deps.list(session);
          const searched = text !== undefined && { text, found: await deps.search(session, text) };
          return plainAnswer(
            houseSessionsPage({ ...desk, ...shown(), house, ...(searched && { searched }) }),
          );
        }),
    }),
    route({
      method: 'get',
      path: '/admin/sessions/end',
      summary: 'What it means to end every session of the house, and the way to do it',
      accepts: {},
      success,
      problems: ['path-unknown'],
      handle: (_input, _context, { request }) =>
        asAdministrator(deps, request, 'house', async ({ session, desk }) =>
          plainAnswer(endSessionsPage({ ...desk, house: await deps.list(session) })),
        ),
    }),
    route({
      method: 'post',
      path: '/admin/sessions/end',
      summary: 'Ends every session of everybody, one’s own as well; audited',
      accepts: {},
      success: { status: 303, description: 'to the login' },
      problems: ['path-unknown', 'csrf-token-wrong', 'audit-not-written'],
      handle: (_input, _context, { request }) =>
        asAdministrator(deps, request, 'house', async ({ session }) => {
          formFields(deps, request, session);
          await deps.endAll(session);
          return { kind: 'redirect', to: '/login' };
        }),
    }),
  ];
};
